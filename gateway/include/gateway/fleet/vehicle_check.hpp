// SPDX-License-Identifier: Apache-2.0
// Whether a departure's vehicle may do the trip: roads bear its gross mass, it may drive in both
// countries on the day it crosses, and it carries what the departure promises. A departure that
// names no vehicle is not judged. Pure; short work.
#pragma once

#include "core/result.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/network.hpp"
#include "fulfillment/truck_way.hpp"
#include "fulfillment/vehicle.hpp"

#include <optional>

namespace route9::gateway {

/// The departure takes over plate, gross mass, volume and cold; its room is the payload where none
/// was given. Error: validation_failed at /max_kg or /max_m3 beyond what the vehicle carries.
Result<void> equip(
    fulfillment::DepartureRecord& departure,
    const fulfillment::Vehicle& vehicle,
    std::string_view country // where it starts: which plate its papers name
);

/// Gross, as far as it is known.
std::optional<fulfillment::VehicleMassT> mass_of(const fulfillment::DepartureRecord& departure);

/// The way of the truck, not before `now`.
fulfillment::TruckWay way_of(
    const fulfillment::DepartureRecord& departure, const fulfillment::Network& network, Instant now
);

/// Error: validation_failed at /vehicle, too_heavy: no road bears it by the departure's gate.
Result<void> check_mass(
    const fulfillment::DepartureRecord& departure, const fulfillment::Network& network, Instant now
);

/// For a truck that closes or departs. Errors: state_forbids with vehicle_unknown, over_full,
/// too_heavy, permit_missing or permit_expired.
Result<void> check_vehicle(
    const fulfillment::DepartureRecord& departure,
    const std::optional<fulfillment::Vehicle>& vehicle,
    const fulfillment::Network& network,
    Instant now
);

} // namespace route9::gateway
