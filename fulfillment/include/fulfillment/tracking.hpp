// SPDX-License-Identifier: Apache-2.0
// The canonical tracking statuses of a parcel and the one rule by which events move them: the
// event with the latest carrier time decides, a late event is recorded and never moves a parcel
// back, a terminal status is left only by a correction, which counts by its arrival whatever its
// time; a word nobody knows is an alert and no guess. Source: the Karrio and AfterShip
// vocabularies, widened by the border states.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace route9::fulfillment {

enum class TrackingStatus : std::uint8_t {
    created,
    awaiting_pickup,
    picked_up,
    in_transit,
    at_export_gate,
    customs_processing,
    customs_hold,
    customs_cleared,
    border_crossed,
    at_destination_hub,
    out_for_delivery,
    ready_for_pickup,
    delivery_failed,
    on_hold,
    delivered,
    return_in_transit,
    returned,
    cancelled,
    lost,
    damaged,
    unknown,
};

enum class TrackingPhase : std::uint8_t { before, transit, border, last_mile, end, back, any };

struct TrackingStatusInfo {
    TrackingStatus status;
    std::string_view name;
    TrackingPhase phase;
    std::optional<int> rank; // orders events of the same instant; nullopt = may come at any point
    bool terminal;
};

/// All rows, in the order of the enumerators.
std::span<const TrackingStatusInfo> tracking_statuses() noexcept;
const TrackingStatusInfo& tracking_status_info(TrackingStatus status) noexcept;
std::string_view name(TrackingStatus status) noexcept;
/// The status of a word; `unknown` for every word that is no status.
TrackingStatus parse_tracking_status(std::string_view text) noexcept;

/// Where a parcel stands: the status and the carrier's time of the event that set it.
struct TrackingState {
    TrackingStatus status = TrackingStatus::created;
    Instant at{};

    friend bool operator==(const TrackingState&, const TrackingState&) = default;
};

struct TrackingStep {
    TrackingStatus status = TrackingStatus::unknown;
    Instant at{};            // the carrier's clock
    bool correction = false; // the carrier withdraws what it told before
};

enum class TrackingOutcome : std::uint8_t {
    moved,         // the step is the parcel's new state
    late,          // recorded only: something later is known already
    terminal_kept, // recorded only: the parcel's way has ended
    alert,         // recorded only: a status nobody knows, for a person to map
};

struct TrackingDecision {
    TrackingState state;
    TrackingOutcome outcome = TrackingOutcome::late;

    friend bool operator==(const TrackingDecision&, const TrackingDecision&) = default;
};

TrackingDecision advance(const TrackingState& now, const TrackingStep& step) noexcept;

} // namespace route9::fulfillment
