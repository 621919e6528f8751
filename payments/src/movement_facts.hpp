// SPDX-License-Identifier: Apache-2.0
// What a bank told about a movement, as one JSON text in its row: everything that has no column.
// Amounts are minor units in the movement's currency. Plain functions.
#pragma once

#include "payments/reconciliation.hpp"

#include <string>
#include <string_view>

namespace route9::payments {

std::string write_facts(const Observation& facts);
/// Fills what write_facts wrote. Throws StoreFailure when the row is damaged.
void read_facts(std::string_view text, Observation& facts);

} // namespace route9::payments
