// SPDX-License-Identifier: Apache-2.0
// The vehicle that is to take a truck's load over at the gate: {"vehicle"}, or null for none. The
// departure's room is the smaller of both, and it is cold where both are.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

/// The member `transshipment`: nullopt when it is absent, empty for null.
std::optional<std::string> read_transshipment(ObjectReader& reader);

/// On a departure that has its own vehicle's room. Errors: validation_failed at /transshipment
/// (no_gate) or /transshipment/vehicle (unknown, bad_value).
Result<void> plan_transshipment(
    Tx& tx,
    fulfillment::DepartureRecord& departure,
    const std::string& vehicle,
    const Catalogue& catalogue
);

/// Has its own vehicle's room again.
void drop_transshipment(fulfillment::DepartureRecord& departure);

/// What the vehicle says of itself, over what another said.
void take_over_by(
    fulfillment::Transshipment& transshipment,
    const fulfillment::Vehicle& vehicle,
    std::string_view country // beyond the gate: which plate the papers name
);

} // namespace route9::gateway
