// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/vehicle_check.hpp"

#include "core/decimal.hpp"
#include "gateway/fleet/cubic_metres.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kGramDecimals = 3;

Failure refuse(std::string code, std::string message) {
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = "the truck may not go: " + message,
        .fields = {{"/vehicle", std::move(code), std::move(message)}},
    }};
}

std::string too_heavy(const DepartureRecord& departure) {
    const std::string by = departure.gate.empty() ? "" : " by " + departure.gate;
    return "no road from " + departure.from + " to " + departure.to + by + " bears " +
           std::to_string(departure.gross_mass_kg.value_or(0)) + " kg";
}

bool is_too_heavy(const DepartureRecord& departure, const TruckWay& way, const Network& network) {
    if (way.exists || !departure.gross_mass_kg) {
        return false;
    }
    DepartureRecord light = departure;
    light.gross_mass_kg.reset();
    return way_of(light, network, departure.leaves).exists;
}

} // namespace

Result<void> equip(DepartureRecord& departure, const Vehicle& vehicle, std::string_view country) {
    departure.vehicle = vehicle.id;
    departure.gross_mass_kg = vehicle.gross_mass_kg;
    departure.cold = vehicle.cold;
    if (departure.truck_plate.empty()) {
        departure.truck_plate = plate_in(vehicle, country);
    }
    if (departure.mass_max_g > vehicle.payload_g) {
        return fail_field(
            "/max_kg",
            "out_of_range",
            vehicle.id + " carries " + Decimal{vehicle.payload_g, kGramDecimals}.text() + " kg"
        );
    }
    if (departure.mass_max_g == 0) {
        departure.mass_max_g = vehicle.payload_g;
    }
    if (vehicle.volume_cm3 && departure.volume_max_cm3.value_or(0) > *vehicle.volume_cm3) {
        return fail_field(
            "/max_m3",
            "out_of_range",
            vehicle.id + " holds " + cubic_metres(*vehicle.volume_cm3) + " m3"
        );
    }
    if (!departure.volume_max_cm3) {
        departure.volume_max_cm3 = vehicle.volume_cm3;
    }
    return {};
}

std::optional<VehicleMassT> mass_of(const DepartureRecord& departure) {
    return departure.gross_mass_kg ? std::optional{VehicleMassT::of_units(*departure.gross_mass_kg)}
                                   : std::nullopt;
}

TruckWay way_of(const DepartureRecord& departure, const Network& network, Instant now) {
    const TruckTrip trip{
        .from = departure.from,
        .to = departure.to,
        .gate = departure.gate,
        .leaves = to_local(std::max(departure.leaves, now)),
        .mass = mass_of(departure),
    };
    return truck_way(network, trip);
}

Result<void> check_mass(const DepartureRecord& departure, const Network& network, Instant now) {
    if (is_too_heavy(departure, way_of(departure, network, now), network)) {
        return fail_field("/vehicle", "too_heavy", too_heavy(departure));
    }
    return {};
}

Result<void> check_vehicle(
    const DepartureRecord& departure,
    const std::optional<Vehicle>& vehicle,
    const Network& network,
    Instant now
) {
    if (departure.vehicle.empty()) {
        return {};
    }
    if (!vehicle) {
        return refuse("vehicle_unknown", "there is no vehicle " + departure.vehicle);
    }
    if (departure.mass_used_g > vehicle->payload_g ||
        (vehicle->volume_cm3 && departure.volume_used_cm3 > *vehicle->volume_cm3)) {
        return refuse(
            "over_full",
            "more is promised than " + vehicle->id + " carries; unload, or name another"
        );
    }
    DepartureRecord today = departure;
    today.gross_mass_kg = vehicle->gross_mass_kg;
    const TruckWay way = way_of(today, network, now);
    if (is_too_heavy(today, way, network)) {
        return refuse("too_heavy", too_heavy(today) + "; reroute it, or name another vehicle");
    }
    if (!way.crossing) {
        return {};
    }
    const Day day{std::chrono::sys_days{day_of(way.crossing->begins).time_since_epoch()}};
    for (const std::string_view country : {"VN", "LA"}) {
        const PermitFault fault = judge_permits(*vehicle, country, day);
        if (fault != PermitFault::none) {
            const std::string what = fault == PermitFault::missing ? " has no permit for "
                                                                   : " has no longer a permit for ";
            return refuse(
                std::string{name(fault)},
                vehicle->id + what + std::string{country} + " on " + format_day(day) +
                    ", when it crosses at " + way.crossing->gate
            );
        }
    }
    return {};
}

} // namespace route9::gateway
