// SPDX-License-Identifier: Apache-2.0
// At the gate the load of a truck that may not cross is moved onto another vehicle: told once. The
// seals of the first are broken there, the second gets its own; parcels are at the gate from then
// on. Who answers for them stays the same: custody names the departure, whichever vehicle drives.
// Event: departure.transshipped; parcel.status_changed of those that were not further.
#pragma once

#include "gateway/catalogue.hpp"
#include "gateway/shipping/departure_units.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct TransshipOrder {
    std::optional<Instant> at; // absent: now
    std::string vehicle;       // that came; empty: the one that was to come
    std::optional<std::vector<std::string>> seals;
};

/// A unit of work; what was told before changes nothing. Errors: not_found; state_forbids (it names
/// no transshipment, has not left, other was told before, that vehicle may not take over; those of
/// check_seals); validation_failed at /vehicle, /at or /seals.
Result<StandingDeparture> transship_departure(
    Tx& tx, const StepOrder& step, const TransshipOrder& told, const Catalogue& catalogue
);

} // namespace route9::gateway
