// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/overflow.hpp"

#include "fulfillment/corridor_time.hpp"
#include "fulfillment/loading.hpp"

namespace route9::fulfillment {
namespace {

constexpr std::int64_t kUnitsPerGram = 1'000; // WeightKg counts millionths of a kilogram

constexpr Statement kRiding{
    "overflow.riding",
    "SELECT f.fulfillment_id, f.mass_g, f.volume_cm3,"
    " COALESCE(o.promised_by, f.promised, f.eta), f.cold"
    " FROM fulfillment f CROSS JOIN orders o" // in this order
    " WHERE f.tenant_id = $1 AND f.departure_id = $2 AND f.status <> 'cancelled'"
    " AND o.tenant_id = f.tenant_id AND o.order_id = f.order_id"
    " ORDER BY o.received_at, f.fulfillment_id"
};

} // namespace

std::vector<Riding> riding_on(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<Riding> riding;
    Rows rows = tx.query(kRiding, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        riding.push_back(Riding{
            .work = row.get<FulfillmentId>(0),
            .load = {row.get<std::int64_t>(1), row.get<std::int64_t>(2)},
            .promise = row.get<std::optional<Instant>>(3),
            .cold = row.get<std::int64_t>(4) != 0,
        });
    }
    return riding;
}

std::vector<FulfillmentId> overflow_of(std::span<const Riding> riding, const TruckRoom& room) {
    LoadDeparture truck;
    truck.room.kg = WeightKg::of_units(room.mass_max_g * kUnitsPerGram);
    if (room.volume_max_cm3) {
        truck.room.m3 = VolumeM3::of_units(*room.volume_max_cm3);
    }
    std::vector<LoadParcel> parcels;
    parcels.reserve(riding.size());
    std::vector<FulfillmentId> left;
    for (const Riding& each : riding) {
        if (each.cold && !room.cold) {
            left.push_back(each.work);
            continue;
        }
        parcels.push_back(LoadParcel{
            .id = each.work.text(),
            .kg = WeightKg::of_units(each.load.mass_g * kUnitsPerGram),
            .m3 = VolumeM3::of_units(each.load.volume_cm3),
            .promise = each.promise ? std::optional{to_local(*each.promise)} : std::nullopt,
        });
    }
    for (const std::string& id : load({truck}, parcels).left_over) {
        left.push_back(FulfillmentId::parse(id).value());
    }
    return left;
}

} // namespace route9::fulfillment
