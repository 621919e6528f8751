// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/our_steps.hpp"

#include "core/assert.hpp"

#include <string_view>

namespace route9::gateway {

using namespace fulfillment;

namespace {

constexpr std::string_view kUnloaded = "|unloaded|";

} // namespace

Instant whole_seconds(Instant at) {
    return std::chrono::floor<Seconds>(at);
}

bool take_step(
    Tx& tx, Parcel& parcel, TrackingStatus status, const std::string& place, Instant now
) {
    const Instant at = whole_seconds(now);
    const std::string word{name(status)};
    parcels::record_event(
        tx,
        {.tenant = parcel.tenant,
         .carrier = {},
         .event_key = parcel.id.text() + "|" + word + "|" + format_utc(at),
         .parcel = parcel.id,
         .status = word,
         .at = at,
         .place = place,
         .note = "",
         .received_at = now}
    );
    const TrackingStatus current = parse_tracking_status(parcel.status);
    const auto reached = tracking_status_info(current).rank;
    if (reached && *reached >= *tracking_status_info(status).rank) {
        return false;
    }
    const TrackingDecision decision =
        advance({current, parcel.status_at}, {.status = status, .at = at});
    if (decision.outcome != TrackingOutcome::moved) {
        return false;
    }
    parcel.status = name(decision.state.status);
    parcel.status_at = decision.state.at;
    return true;
}

std::string unload_key(const Parcel& parcel) {
    ROUTE9_ASSERT(parcel.manifest.has_value());
    return parcel.id.text() + std::string{kUnloaded} + parcel.manifest->text();
}

std::optional<ManifestId> left_by(const TrackingRecord& event) {
    const auto at = event.carrier.empty() ? event.event_key.find(kUnloaded) : std::string::npos;
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const auto manifest = ManifestId::parse(event.event_key.substr(at + kUnloaded.size()));
    return manifest ? std::optional{*manifest} : std::nullopt;
}

Json status_news(const Parcel& parcel) {
    return Json{
        {"parcel", parcel.id.text()},
        {"status", parcel.status},
        {"at", format_utc(parcel.status_at)},
    };
}

} // namespace route9::gateway
