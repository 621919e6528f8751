// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/vehicle_check.hpp"

#include "core/decimal.hpp"
#include "gateway/fleet/cubic_metres.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kGramDecimals = 3;
constexpr const char* kOwn = "/vehicle";
constexpr const char* kOnward = "/transshipment/vehicle";

Failure refuse(std::string pointer, std::string code, std::string message) {
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = "the truck may not go: " + message,
        .fields = {{std::move(pointer), std::move(code), std::move(message)}},
    }};
}

enum class Heavy : std::uint8_t { none, own, onward };

TruckWay way_with(
    const DepartureRecord& departure, const Network& network, Instant now, const TruckMass& mass
) {
    const TruckTrip trip{
        .from = departure.from,
        .to = departure.to,
        .gate = departure.gate,
        .leaves = to_local(std::max(departure.leaves, now)),
        .mass = mass,
    };
    return truck_way(network, trip);
}

/// The vehicle that no road bears, where a lighter one had a road.
Heavy too_heavy(const DepartureRecord& departure, const TruckWay& way, const Network& network) {
    const TruckMass mass = mass_of(departure);
    const Instant leaves = departure.leaves;
    if (way.exists || !mass || !way_with(departure, network, leaves, {}).exists) {
        return Heavy::none;
    }
    const TruckMass own{mass.on(false), std::nullopt};
    const bool is_onward =
        departure.transshipment && way_with(departure, network, leaves, own).exists;
    return is_onward ? Heavy::onward : Heavy::own;
}

std::string heavy_words(const DepartureRecord& departure, Heavy which) {
    const bool is_moved = departure.transshipment.has_value();
    const auto mass_kg = which == Heavy::onward ? departure.transshipment->gross_mass_kg
                                                : departure.gross_mass_kg.value_or(0);
    const std::string& from = which == Heavy::onward ? departure.gate : departure.from;
    const std::string& to = which == Heavy::own && is_moved ? departure.gate : departure.to;
    const std::string by = departure.gate.empty() || is_moved ? "" : " by " + departure.gate;
    return "no road from " + from + " to " + to + by + " bears " + std::to_string(mass_kg) + " kg";
}

bool carries(const Vehicle& vehicle, std::int64_t mass_g, std::int64_t volume_cm3) {
    return mass_g <= vehicle.payload_g && volume_cm3 <= vehicle.volume_cm3.value_or(volume_cm3);
}

Day day_at(LocalTime at) {
    return Day{std::chrono::sys_days{day_of(at).time_since_epoch()}};
}

/// One that crosses needs a permit of both countries.
Result<void> check_crossing(
    const Vehicle& vehicle, const Crossing& crossing, const char* pointer, std::string_view mend
) {
    const Day day = day_at(crossing.begins);
    for (const std::string_view country : {"VN", "LA"}) {
        const PermitFault fault = judge_permits(vehicle, country, day);
        if (fault != PermitFault::none) {
            const std::string what = fault == PermitFault::missing ? " has no permit for "
                                                                   : " has no longer a permit for ";
            return refuse(
                pointer,
                std::string{name(fault)},
                vehicle.id + what + std::string{country} + " on " + format_day(day) +
                    ", when it crosses at " + crossing.gate + std::string{mend}
            );
        }
    }
    return {};
}

/// One that stays in a country needs nothing there where it bears a plate of it.
Result<void>
check_at_home(const Vehicle& vehicle, std::string_view country, const Crossing& crossing) {
    const bool is_at_home = !(country == "LA" ? vehicle.plate_la : vehicle.plate_vn).empty();
    const Day day = day_at(crossing.reached);
    const PermitFault fault = is_at_home ? PermitFault::none : judge_permits(vehicle, country, day);
    if (fault == PermitFault::none) {
        return {};
    }
    return refuse(
        kOwn,
        std::string{name(fault)},
        vehicle.id + " has no plate of " + std::string{country} + " and no permit to drive there" +
            " on " + format_day(day) + ", when it comes to " + crossing.gate
    );
}

Result<void> check_each(const DepartureRecord& departure, const NamedVehicles& named) {
    const auto check =
        [&departure](
            const std::optional<Vehicle>& vehicle, const std::string& id, const char* pointer
        ) -> Result<void> {
        if (!vehicle) {
            return refuse(pointer, "vehicle_unknown", "there is no vehicle " + id);
        }
        if (!carries(*vehicle, departure.mass_used_g, departure.volume_used_cm3)) {
            return refuse(
                pointer,
                "over_full",
                "more is promised than " + id + " carries; unload, or name another"
            );
        }
        return {};
    };
    auto good =
        departure.vehicle.empty() ? Result<void>{} : check(named.own, departure.vehicle, kOwn);
    return good && departure.transshipment
               ? check(named.onward, departure.transshipment->vehicle, kOnward)
               : good;
}

} // namespace

std::string_view country_of(const Catalogue& catalogue, std::string_view hub) {
    const Hub* known = catalogue.hub(hub);
    return known == nullptr ? std::string_view{"VN"} : std::string_view{known->country};
}

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

TruckMass mass_of(const DepartureRecord& departure) {
    const auto own = departure.gross_mass_kg
                         ? std::optional{VehicleMassT::of_units(*departure.gross_mass_kg)}
                         : std::nullopt;
    return departure.transshipment
               ? TruckMass{own, VehicleMassT::of_units(departure.transshipment->gross_mass_kg)}
               : TruckMass{own};
}

TruckWay way_of(const DepartureRecord& departure, const Network& network, Instant now) {
    return way_with(departure, network, now, mass_of(departure));
}

Result<void> check_mass(const DepartureRecord& departure, const Network& network, Instant now) {
    const Heavy heavy = too_heavy(departure, way_of(departure, network, now), network);
    if (heavy == Heavy::none) {
        return {};
    }
    return fail_field(
        heavy == Heavy::onward ? kOnward : kOwn, "too_heavy", heavy_words(departure, heavy)
    );
}

NamedVehicles vehicles_of(Tx& tx, const DepartureRecord& departure) {
    NamedVehicles named;
    if (!departure.vehicle.empty()) {
        named.own = vehicles::find(tx, departure.tenant, departure.vehicle);
    }
    if (departure.transshipment) {
        named.onward = vehicles::find(tx, departure.tenant, departure.transshipment->vehicle);
    }
    return named;
}

Result<void> check_vehicles(
    const DepartureRecord& departure,
    const NamedVehicles& named,
    const Catalogue& catalogue,
    Instant now
) {
    if (auto good = check_each(departure, named); !good) {
        return good;
    }
    if (!named.own && !named.onward) {
        return {};
    }
    DepartureRecord today = departure;
    if (named.own) {
        today.gross_mass_kg = named.own->gross_mass_kg;
    }
    if (named.onward) {
        today.transshipment->gross_mass_kg = named.onward->gross_mass_kg;
    }
    const Network& network = *catalogue.corridor.network;
    const TruckWay way = way_of(today, network, now);
    if (const Heavy heavy = too_heavy(today, way, network); heavy != Heavy::none) {
        return refuse(
            heavy == Heavy::onward ? kOnward : kOwn,
            "too_heavy",
            heavy_words(today, heavy) + "; reroute it, or name another vehicle"
        );
    }
    if (!way.crossing) {
        return {};
    }
    if (!named.onward) {
        const char* mend = departure.gate.empty()
                               ? "; name another vehicle"
                               : "; name a vehicle that may cross, as transshipment.vehicle";
        return check_crossing(*named.own, *way.crossing, kOwn, mend);
    }
    auto home =
        named.own ? check_at_home(*named.own, country_of(catalogue, departure.from), *way.crossing)
                  : Result<void>{};
    return home ? check_crossing(*named.onward, *way.crossing, kOnward, "; name another vehicle")
                : home;
}

Result<void> check_taking_over(
    const DepartureRecord& departure, const Vehicle& vehicle, const Network& network, Instant at
) {
    if (!carries(vehicle, departure.gross_g, departure.volume_used_cm3)) {
        return refuse(kOwn, "over_full", "more is aboard than " + vehicle.id + " carries");
    }
    const TruckWay way = way_of(departure, network, at);
    if (too_heavy(departure, way, network) == Heavy::onward) {
        return refuse(kOwn, "too_heavy", heavy_words(departure, Heavy::onward));
    }
    const auto gate = network.find_gate(departure.gate);
    if (!gate) {
        return {};
    }
    const LocalTime there = to_local(at);
    const auto begins = network.gates()[*gate].calendar.work_start(there);
    return check_crossing(
        vehicle,
        {departure.gate, there, begins.value_or(there)},
        kOwn,
        "; give the vehicle that took the load over as vehicle"
    );
}

} // namespace route9::gateway
