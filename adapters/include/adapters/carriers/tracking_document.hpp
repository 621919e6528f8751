// SPDX-License-Identifier: Apache-2.0
// The batch of tracking events that a carrier posts: {"events":[{id?, parcel, status, at, place?,
// note?, cash_collected? {amount, currency}, correction?}]}. A status nobody knows is read as
// `unknown` and keeps its word; what it does to the parcel is fulfillment/tracking.hpp's.
// Pure; any thread.
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/tracking.hpp"

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
};

/// Error: validation_failed with every bad member of the batch.
Result<std::vector<TrackingReport>> read_tracking_events(const Json& document);

} // namespace route9::adapters
