// SPDX-License-Identifier: Apache-2.0
// The steps of a parcel's way that we see ourselves (handed over, on the road, at the hub), kept
// beside the carriers' tracking events and moving a parcel forward only, unless we say that it does
// not travel or may travel again. Our times are cut to whole
// seconds, the grain of carriers' clocks: what a carrier tells of the same second still counts.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/tracking.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

Instant whole_seconds(Instant at);

/// Records the step and moves `parcel` (not stored yet) unless it is that far already. True when it
/// moved.
bool take_step(
    Tx& tx,
    fulfillment::Parcel& parcel,
    fulfillment::TrackingStatus status,
    const std::string& place,
    Instant now
);

/// Records the step and moves `parcel` (not stored yet), back too.
void correct_step(
    Tx& tx,
    fulfillment::Parcel& parcel,
    fulfillment::TrackingStatus status,
    const std::string& place,
    Instant now
);
/// Without the record.
void set_back(fulfillment::Parcel& parcel, fulfillment::TrackingStatus status, Instant now);

/// The key of the step by which the parcel leaves its truck, and the manifest it stands on if any.
std::string unload_key(const fulfillment::Parcel& parcel, Instant now);
/// The manifest that the parcel left by this step; nothing for other steps.
std::optional<ManifestId> left_by(const fulfillment::TrackingRecord& event);

/// What "parcel.status_changed" tells.
Json status_news(const fulfillment::Parcel& parcel);

} // namespace route9::gateway
