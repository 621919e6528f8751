// SPDX-License-Identifier: Apache-2.0
// A carrier's push about a parcel, booked like an event of POST /v1/tracking-events: recorded once,
// under the carrier's own time, for parcels whose manifest that carrier has.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

struct PushingCarrier {
    PartyId party;
    const adapters::Profile* profile; // of the catalogue, like its words
    const adapters::CarrierWords* words;
};

/// Nullopt for a connection that brings orders.
std::optional<PushingCarrier> carrier_of(const Services& services, const Connection& connection);

/// Finishes the inbox row, in the state that it answers: done, ignored, unmatched (no parcel of
/// this carrier's), quarantined. Errors: those of the store, conflict (the row is tried again).
platform::task<Result<InboxState>> take_tracking(
    Services& services, InboxItem item, PushingCarrier carrier, std::string body, Tick deadline
);

} // namespace route9::gateway
