// SPDX-License-Identifier: Apache-2.0
// The warehouses a tenant has named, at most planning_warehouses_max. One that has named none uses
// the corridor's hubs. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/warehouse.hpp"

#include <optional>
#include <vector>

namespace route9::fulfillment::warehouses {

/// Writes it as the version after the one that stands.
WarehouseRecord put(Tx& tx, WarehouseRecord warehouse);
std::optional<WarehouseRecord> find(Tx& tx, const TenantId& tenant, const std::string& id);
/// By id; asked now and read later, see Rows.
Rows ask_all(Tx& tx, const TenantId& tenant);
std::vector<WarehouseRecord> read_all(Rows asked);

} // namespace route9::fulfillment::warehouses
