// SPDX-License-Identifier: Apache-2.0
// A warehouse as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/warehouse.hpp"

namespace route9::gateway {

/// `now` says whether it is recognised for customs inspection today.
Json view(const fulfillment::WarehouseRecord& warehouse, Instant now);
/// One that no tenant has named: a hub of the corridor.
Json hub_view(const fulfillment::Warehouse& hub);

} // namespace route9::gateway
