// SPDX-License-Identifier: Apache-2.0
// The repository's rule and rate files, loaded once for tests. A file that does not load ends the
// test program with its complaints.
#pragma once

#include "fulfillment/declarations/fx_table.hpp"
#include "fulfillment/declarations/rule_table.hpp"

#include <string>

namespace route9::fulfillment::declarations::test {

std::string data_file(const std::string& path);
const RuleTable& corridor_rules();
const FxTable& corridor_rates();

} // namespace route9::fulfillment::declarations::test
