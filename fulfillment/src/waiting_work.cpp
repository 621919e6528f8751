// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/waiting_work.hpp"

#include <algorithm>
#include <iterator>

namespace route9::fulfillment::waiting {
namespace {

// What a person has to lift is passed by: none of its reasons is the planner's.
constexpr Statement kHasOrders{
    "waiting.has_orders",
    "SELECT 1 FROM orders WHERE tenant_id = $1 AND status IN ('held', 'backordered')"
    " AND (reasons LIKE '%\"NO_%' OR reasons LIKE '%\"VEHICLE%'"
    " OR reasons LIKE '%\"COD_LIMIT%' OR reasons LIKE '%\"DG_NOT%'"
    " OR reasons LIKE '%\"PICKUP%') LIMIT 1"
};
constexpr Statement kOrders{
    "waiting.orders",
    "SELECT order_id, received_at, order_id FROM orders WHERE tenant_id = $1"
    " AND status IN ('held', 'backordered') AND (received_at, order_id) > ($2, $3)"
    " AND (reasons LIKE '%\"NO_%' OR reasons LIKE '%\"VEHICLE%'"
    " OR reasons LIKE '%\"COD_LIMIT%' OR reasons LIKE '%\"DG_NOT%'"
    " OR reasons LIKE '%\"PICKUP%')"
    " ORDER BY received_at, order_id LIMIT $4"
};
constexpr Statement kFulfillments{
    "waiting.fulfillments",
    "SELECT order_id, CAST(0 AS bigint), fulfillment_id FROM fulfillment WHERE tenant_id = $1"
    " AND status IN ('planned', 'held') AND fulfillment_id > $2 ORDER BY fulfillment_id LIMIT $3"
};
constexpr Statement kParcels{
    "waiting.parcels",
    "SELECT order_id, CAST(0 AS bigint), parcel_id FROM parcel WHERE tenant_id = $1"
    " AND manifest_id IS NULL AND status = 'created' AND parcel_id > $2"
    " ORDER BY parcel_id LIMIT $3"
};
constexpr Statement kParcelsWithoutTruck{
    "waiting.parcels_without_truck",
    "SELECT order_id, CAST(0 AS bigint), parcel_id FROM parcel WHERE tenant_id = $1"
    " AND manifest_id IS NULL AND status = 'created' AND departure_id IS NULL AND parcel_id > $2"
    " ORDER BY parcel_id LIMIT $3"
};
constexpr Statement kOnTheRoad{
    "waiting.on_the_road",
    "SELECT p.parcel_id, p.order_id, p.carrier_id, p.status,"
    " COALESCE(d.gate_id, f.gate_id, ''), f.plan FROM departure d"
    " JOIN parcel p ON p.tenant_id = d.tenant_id AND p.departure_id = d.departure_id"
    " JOIN fulfillment f ON f.tenant_id = p.tenant_id AND f.fulfillment_id = p.fulfillment_id"
    " WHERE d.tenant_id = $1 AND d.state = 'departed' AND d.state IN ('closed', 'departed')"
    " AND ($2 = '' OR COALESCE(d.gate_id, f.gate_id) = $2) AND p.parcel_id > $3"
    " ORDER BY p.parcel_id LIMIT $4"
};
constexpr Statement kDeclaredTrucks{
    "waiting.declared_trucks",
    "SELECT departure_id, carrier_id, to_node, COALESCE(gate_id, '') FROM departure WHERE "
    "tenant_id = $1"
    " AND state = 'closed' AND state IN ('closed', 'departed') AND ($2 = '' OR gate_id = $2)"
    " ORDER BY departure_id LIMIT $3"
};
constexpr Statement kLoadedTrucks{
    "waiting.loaded_trucks",
    "SELECT departure_id, carrier_id, to_node, COALESCE(gate_id, '') FROM departure d WHERE "
    "tenant_id = $1"
    " AND state = 'open' AND ($2 = '' OR gate_id = $2) AND EXISTS (SELECT 1 FROM parcel p"
    " WHERE p.tenant_id = $1 AND p.departure_id = d.departure_id"
    " AND p.loaded_on = d.departure_id) ORDER BY departure_id LIMIT $3"
};

std::vector<Work> all_of(Rows rows) {
    std::vector<Work> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({row.get<OrderId>(0), {row.get<Instant>(1), row.get<OrderId>(2).bytes()}});
    }
    return found;
}

std::vector<DeclaredTruck> trucks_of(Rows rows) {
    std::vector<DeclaredTruck> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(DeclaredTruck{
            .departure = row.get<DepartureId>(0),
            .carrier = row.get<PartyId>(1),
            .to = row.get<std::string>(2),
            .gate = row.get<std::string>(3),
        });
    }
    return found;
}

} // namespace

bool has_orders(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kHasOrders, tenant);
    return rows.next();
}

std::vector<Work> orders(Tx& tx, const TenantId& tenant, const Position& after, int limit) {
    return all_of(tx.query(kOrders, tenant, after.at, OrderId{after.id}, limit));
}

std::vector<Work> fulfillments(Tx& tx, const TenantId& tenant, const Position& after, int limit) {
    return all_of(tx.query(kFulfillments, tenant, OrderId{after.id}, limit));
}

std::vector<Work>
parcels(Tx& tx, const TenantId& tenant, const Position& after, bool without_truck, int limit) {
    const Statement& statement = without_truck ? kParcelsWithoutTruck : kParcels;
    return all_of(tx.query(statement, tenant, OrderId{after.id}, limit));
}

std::vector<OnTheRoad> on_the_road(
    Tx& tx, const TenantId& tenant, std::string_view gate, const Position& after, int limit
) {
    std::vector<OnTheRoad> found;
    Rows rows = tx.query(kOnTheRoad, tenant, gate, OrderId{after.id}, limit);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(OnTheRoad{
            .parcel = row.get<ParcelId>(0),
            .order = row.get<OrderId>(1),
            .carrier = row.get<std::optional<PartyId>>(2).value_or(PartyId{}),
            .status = row.get<std::string>(3),
            .gate = row.get<std::string>(4),
            .plan = row.get<std::string>(5),
        });
    }
    return found;
}

std::vector<DeclaredTruck>
declared_trucks(Tx& tx, const TenantId& tenant, std::string_view gate, int limit) {
    std::vector<DeclaredTruck> found = trucks_of(tx.query(kDeclaredTrucks, tenant, gate, limit));
    std::ranges::move(
        trucks_of(tx.query(kLoadedTrucks, tenant, gate, limit)), std::back_inserter(found)
    );
    return found;
}

} // namespace route9::fulfillment::waiting
