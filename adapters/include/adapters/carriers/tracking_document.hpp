// SPDX-License-Identifier: Apache-2.0
// The batch of tracking events that a carrier posts: {words?, "events":[{id?, parcel, status, at,
// place?, note?, cash_collected? {amount, currency}, incident?, reason?, weight_g?, proof?
// {signed_by?, photo_sha256?}, correction?}]}. `words` names the list in whose words status and
// reason are told. A status nobody knows is read as `unknown` and keeps its word; what it does to
// the parcel is fulfillment/tracking.hpp's. Pure; any thread.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "core/json.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/cash_way.hpp"
#include "fulfillment/incident.hpp"
#include "fulfillment/same_event.hpp"
#include "fulfillment/tracking.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

struct TrackingReport {
    std::string event_key; // the carrier's id, else parcel, status and time: repeats have the same
    std::string parcel;    // id or code on the label
    fulfillment::TrackingStatus status = fulfillment::TrackingStatus::unknown;
    std::string status_word; // as sent
    Instant at{};
    std::string place;
    std::string note;
    std::optional<Money> cash_collected;
    bool correction = false;
    std::optional<fulfillment::Incident> incident{};
    fulfillment::CashState cash = fulfillment::CashState::none; // what the word says of it
    std::string signed_by{};
    std::string photo{}; // SHA-256 in hex
    std::optional<std::int64_t> mass_g{};
    std::string raw{};      // the message as it came, where its words are not ours
    bool is_pushed = false; // nobody will send it again corrected: what of it fits is booked
    fulfillment::EventWay way = fulfillment::EventWay::told;
};

/// The key of an event that has none of its own: parcel, word and time. Words that may speak of
/// people are in it as a digest.
std::string event_key_of(const std::string& parcel, const std::string& word, Instant at);

/// Error: validation_failed with every bad member of the batch.
Result<std::vector<TrackingReport>>
read_tracking_events(const Json& document, const CarrierWordLists& lists);

} // namespace route9::adapters
