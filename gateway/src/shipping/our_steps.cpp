// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/our_steps.hpp"

#include <string_view>

namespace route9::gateway {

using namespace fulfillment;

namespace {

constexpr std::string_view kUnloaded = "|unloaded|";

void record_step(
    Tx& tx, const Parcel& parcel, TrackingStatus status, const std::string& place, Instant now
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
}

} // namespace

Instant whole_seconds(Instant at) {
    return std::chrono::floor<Seconds>(at);
}

bool take_step(
    Tx& tx, Parcel& parcel, TrackingStatus status, const std::string& place, Instant now
) {
    record_step(tx, parcel, status, place, now);
    const TrackingStatus current = parse_tracking_status(parcel.status);
    const auto reached = tracking_status_info(current).rank;
    if (reached && *reached >= *tracking_status_info(status).rank) {
        return false;
    }
    const TrackingDecision decision =
        advance({current, parcel.status_at}, {.status = status, .at = whole_seconds(now)});
    if (decision.outcome != TrackingOutcome::moved) {
        return false;
    }
    parcel.status = name(decision.state.status);
    parcel.status_at = decision.state.at;
    return true;
}

void correct_step(
    Tx& tx, Parcel& parcel, TrackingStatus status, const std::string& place, Instant now
) {
    record_step(tx, parcel, status, place, now);
    set_back(parcel, status, now);
}

void set_back(Parcel& parcel, TrackingStatus status, Instant now) {
    const TrackingDecision decision = advance(
        {parse_tracking_status(parcel.status), parcel.status_at},
        {.status = status, .at = whole_seconds(now), .correction = true}
    );
    parcel.status = name(decision.state.status);
    parcel.status_at = decision.state.at;
}

std::string unload_key(const Parcel& parcel, Instant now) {
    const std::string from =
        parcel.manifest ? parcel.manifest->text() : format_utc(whole_seconds(now));
    return parcel.id.text() + std::string{kUnloaded} + from;
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
