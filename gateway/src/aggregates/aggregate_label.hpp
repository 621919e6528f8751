// SPDX-License-Identifier: Apache-2.0
// What the label of a bag or pallet says. Inside a unit.
#pragma once

#include "adapters/documents/aggregate_label.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <string_view>

namespace route9::gateway {

/// `name` is its id or code. Error: not_found.
Result<adapters::AggregateLabel>
read_aggregate_label(Tx& tx, const TenantId& tenant, std::string_view name, Instant now);

} // namespace route9::gateway
