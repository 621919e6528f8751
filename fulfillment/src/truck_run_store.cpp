// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/truck_run_store.hpp"

#include "fulfillment/transshipment.hpp"

namespace route9::fulfillment {
namespace {

constexpr Statement kDeparted{
    "departure.departed_between",
    "SELECT truck_plate, from_node, to_node, gate_id, leaves, mass_max_g, gross_g,"
    " transshipment FROM departure"
    " WHERE tenant_id = $1 AND leaves >= $2 AND leaves < $3 AND state IN ('departed', 'arrived')"
    " AND gate_id IS NOT NULL ORDER BY leaves, departure_id LIMIT $4"
};

} // namespace

std::vector<DepartedTruck>
departed_trucks(Tx& tx, const TenantId& tenant, Instant from, Instant until, int limit) {
    std::vector<DepartedTruck> found;
    Rows rows = tx.query(kDeparted, tenant, from, until, limit);
    while (rows.next()) {
        const Row row = rows.row();
        const auto stored = row.get<std::optional<std::string>>(7);
        found.push_back(DepartedTruck{
            .plate = stored ? read_stored_transshipment(*stored).plate : row.get<std::string>(0),
            .from = row.get<std::string>(1),
            .to = row.get<std::string>(2),
            .gate = row.get<std::string>(3),
            .leaves = row.get<Instant>(4),
            .mass_max_g = row.get<std::int64_t>(5),
            .gross_g = row.get<std::int64_t>(6),
        });
    }
    return found;
}

} // namespace route9::fulfillment
