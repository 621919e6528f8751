// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/our_steps.hpp"

namespace route9::gateway {

using namespace fulfillment;

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
         .event_key = parcel.id.text() + "|" + word,
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

Json status_news(const Parcel& parcel) {
    return Json{
        {"parcel", parcel.id.text()},
        {"status", parcel.status},
        {"at", format_utc(parcel.status_at)},
    };
}

} // namespace route9::gateway
