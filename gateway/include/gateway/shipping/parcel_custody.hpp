// SPDX-License-Identifier: Apache-2.0
// Steps of custody that follow from what happens to one parcel: it is packed, its truck leaves, its
// carrier tells that it was delivered or brought back. Each runs in the unit of that act. Errors:
// conflict (the parcel has changed hands meanwhile).
#pragma once

#include "core/tx.hpp"
#include "fulfillment/custody.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/tracking.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

/// Precondition: the parcel was stored in this unit.
Result<void>
pack_into_custody(Tx& tx, const fulfillment::Parcel& parcel, const std::string& warehouse);

/// What the carrier has taken over at the dock stays with the carrier.
Result<void> depart_with_custody(
    Tx& tx,
    const fulfillment::Parcel& parcel,
    const fulfillment::DepartureRecord& departure,
    Instant at
);

/// A parcel whose papers are void is its warehouse's again when the carrier had taken it over;
/// otherwise nothing changes. `parcel.manifest` is still the void one.
Result<void> take_back_custody(Tx& tx, const fulfillment::Parcel& parcel, Instant at);

/// After the carrier's word has moved the parcel from `before`. False when its way has ended, or
/// goes on again, while somebody else answers for it: custody stays then, and a person has to look.
Result<bool> follow_with_custody(
    Tx& tx, const fulfillment::Parcel& parcel, fulfillment::TrackingStatus before, Instant now
);

/// The act by which a parcel of this status leaves its carrier's hands; nullopt for the others.
std::optional<fulfillment::CustodyAct> ending_act(fulfillment::TrackingStatus status);

} // namespace route9::gateway
