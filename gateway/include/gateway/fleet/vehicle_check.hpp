// SPDX-License-Identifier: Apache-2.0
// Whether a departure's vehicles may do the trip: roads bear their gross mass, who crosses may
// drive in both countries on that day, and they carry what the departure promises. Where the load
// is moved at the gate, the first goes to the gate alone and the second from there on. A departure
// that names no vehicle is not judged. Short work; pure but for vehicles_of.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/network.hpp"
#include "fulfillment/truck_way.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

/// Of a hub; "VN" where it is not known.
std::string_view country_of(const Catalogue& catalogue, std::string_view hub);

/// The departure takes over plate, gross mass, volume and cold; its room is the payload where none
/// was given. Error: validation_failed at /max_kg or /max_m3 beyond what the vehicle carries.
Result<void> equip(
    fulfillment::DepartureRecord& departure,
    const fulfillment::Vehicle& vehicle,
    std::string_view country // where it starts: which plate its papers name
);

/// Gross, as far as it is known; of the second vehicle beyond the gate.
fulfillment::TruckMass mass_of(const fulfillment::DepartureRecord& departure);

/// The way of the truck, not before `now`.
fulfillment::TruckWay way_of(
    const fulfillment::DepartureRecord& departure, const fulfillment::Network& network, Instant now
);

/// Error: validation_failed, too_heavy, at /vehicle or /transshipment/vehicle: no road bears it by
/// the departure's gate.
Result<void> check_mass(
    const fulfillment::DepartureRecord& departure, const fulfillment::Network& network, Instant now
);

/// Those it names, as they are now.
struct NamedVehicles {
    std::optional<fulfillment::Vehicle> own;
    std::optional<fulfillment::Vehicle> onward;
};
NamedVehicles vehicles_of(Tx& tx, const fulfillment::DepartureRecord& departure);

/// For a truck that closes or departs. Errors, at /vehicle or /transshipment/vehicle: state_forbids
/// with vehicle_unknown, over_full, too_heavy, permit_missing or permit_expired.
Result<void> check_vehicles(
    const fulfillment::DepartureRecord& departure,
    const NamedVehicles& named,
    const Catalogue& catalogue,
    Instant now
);

/// Whether the vehicle that has come may take over at the gate at that time what is aboard; its
/// mass stands in the departure already. Errors at /vehicle, as of check_vehicles.
Result<void> check_taking_over(
    const fulfillment::DepartureRecord& departure,
    const fulfillment::Vehicle& vehicle,
    const fulfillment::Network& network,
    Instant at
);

} // namespace route9::gateway
