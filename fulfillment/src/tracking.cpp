// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/tracking.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;

constexpr std::array<TrackingStatusInfo, 21> kStatuses{{
    {created, "created", TrackingPhase::before, 10, false},
    {awaiting_pickup, "awaiting_pickup", TrackingPhase::before, 20, false},
    {picked_up, "picked_up", TrackingPhase::transit, 30, false},
    {in_transit, "in_transit", TrackingPhase::transit, 40, false},
    {at_export_gate, "at_export_gate", TrackingPhase::border, 50, false},
    {customs_processing, "customs_processing", TrackingPhase::border, 55, false},
    {customs_hold, "customs_hold", TrackingPhase::border, 56, false},
    {customs_cleared, "customs_cleared", TrackingPhase::border, 60, false},
    {border_crossed, "border_crossed", TrackingPhase::border, 65, false},
    {at_destination_hub, "at_destination_hub", TrackingPhase::last_mile, 70, false},
    {out_for_delivery, "out_for_delivery", TrackingPhase::last_mile, 80, false},
    {ready_for_pickup, "ready_for_pickup", TrackingPhase::last_mile, 80, false},
    {delivery_failed, "delivery_failed", TrackingPhase::last_mile, 82, false},
    {on_hold, "on_hold", TrackingPhase::any, std::nullopt, false},
    {delivered, "delivered", TrackingPhase::end, 100, true},
    {return_in_transit, "return_in_transit", TrackingPhase::back, 110, false},
    {returned, "returned", TrackingPhase::end, 120, true},
    {cancelled, "cancelled", TrackingPhase::end, 130, true},
    {lost, "lost", TrackingPhase::end, 130, true},
    {damaged, "damaged", TrackingPhase::any, std::nullopt, false},
    {unknown, "unknown", TrackingPhase::any, std::nullopt, false},
}};

constexpr bool rows_follow_the_enum() {
    for (std::size_t row = 0; row < kStatuses.size(); ++row) {
        if (static_cast<std::size_t>(kStatuses[row].status) != row) {
            return false;
        }
    }
    return true;
}
static_assert(rows_follow_the_enum());

/// At the same instant the higher rank wins, and a status without rank (a stop, a damage) over any
/// that has one: the answer does not depend on the order of arrival.
bool outranks(TrackingStatus left, TrackingStatus right) noexcept {
    const auto& mine = tracking_status_info(left).rank;
    const auto& theirs = tracking_status_info(right).rank;
    return mine ? theirs && *mine > *theirs : theirs.has_value();
}

} // namespace

std::span<const TrackingStatusInfo> tracking_statuses() noexcept {
    return kStatuses;
}

const TrackingStatusInfo& tracking_status_info(TrackingStatus status) noexcept {
    return kStatuses[static_cast<std::size_t>(status)];
}

std::string_view name(TrackingStatus status) noexcept {
    return tracking_status_info(status).name;
}

TrackingStatus parse_tracking_status(std::string_view text) noexcept {
    const auto* row = std::ranges::find(kStatuses, text, &TrackingStatusInfo::name);
    return row == kStatuses.end() ? unknown : row->status;
}

TrackingDecision advance(const TrackingState& now, const TrackingStep& step) noexcept {
    if (step.status == unknown) {
        return {now, TrackingOutcome::alert};
    }
    if (step.correction) {
        const TrackingState corrected{step.status, step.at};
        const bool is_news = corrected != now;
        return {corrected, is_news ? TrackingOutcome::moved : TrackingOutcome::late};
    }
    const bool newer = step.at > now.at || (step.at == now.at && outranks(step.status, now.status));
    if (!newer) {
        return {now, TrackingOutcome::late};
    }
    if (tracking_status_info(now.status).terminal) {
        return {now, TrackingOutcome::terminal_kept};
    }
    return {{step.status, step.at}, TrackingOutcome::moved};
}

} // namespace route9::fulfillment
