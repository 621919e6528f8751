// SPDX-License-Identifier: Apache-2.0
// A truck gets its vehicle, or another one, before it leaves. What does not fit into a smaller one
// goes to the next departure: the rest stays by promise, then by acceptance, within kilograms and
// cubic metres. A closed truck must hold what is aboard; its papers are made again.
// Events: departure.vehicle_changed; fulfillment.left_behind for each parcel that has to wait.
#pragma once

#include "fulfillment/departure_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/departure_units.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace route9::gateway {

struct VehicleOrder {
    std::string vehicle;                    // empty: the one it has
    std::optional<std::int64_t> mass_max_g; // less than its payload
    std::optional<std::string> onward{};    // takes over at the gate; empty: none does any more
};

struct NamedVehicle {
    StandingDeparture standing;
    bool is_done = true; // false: more than one unit takes off has no place; ask again
};

/// A unit of work; asked again it changes nothing. Errors: not_found; sealed (it has left);
/// validation_failed at /vehicle (unknown, too_heavy), /max_kg or /transshipment (no_gate, and as
/// of a vehicle); state_forbids with over_full.
Result<NamedVehicle>
name_vehicle(Tx& tx, const StepOrder& step, const VehicleOrder& wish, const Catalogue& catalogue);

} // namespace route9::gateway
