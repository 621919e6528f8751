// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/vehicle_view.hpp"

#include "core/decimal.hpp"
#include "gateway/fleet/cubic_metres.hpp"

namespace route9::gateway {
namespace {

constexpr int kGramDecimals = 3;

} // namespace

Json vehicle_view(const fulfillment::Vehicle& vehicle) {
    Json json{
        {"id", vehicle.id},
        {"plates", Json::object()},
        {"permits", Json::array()},
        {"gross_mass_kg", vehicle.gross_mass_kg},
        {"payload_kg", Decimal{vehicle.payload_g, kGramDecimals}.text()},
        {"cold", vehicle.cold},
        {"updated_at", format_utc(vehicle.updated_at)},
    };
    if (!vehicle.plate_vn.empty()) {
        json["plates"]["vn"] = vehicle.plate_vn;
    }
    if (!vehicle.plate_la.empty()) {
        json["plates"]["la"] = vehicle.plate_la;
    }
    for (const fulfillment::Permit& permit : vehicle.permits) {
        json["permits"].push_back(
            {{"country", permit.country},
             {"number", permit.number},
             {"until", format_day(permit.until)}}
        );
    }
    if (vehicle.volume_cm3) {
        json["volume_m3"] = cubic_metres(*vehicle.volume_cm3);
    }
    return json;
}

} // namespace route9::gateway
