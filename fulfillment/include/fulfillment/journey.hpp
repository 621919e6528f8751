// SPDX-License-Identifier: Apache-2.0
// A parcel's way as its buyer is told it: eight steps, what holds it up and the days between which
// it is expected. Nothing personal goes in and none comes out. What nobody knows is not guessed: a
// step that was passed without being told has no time, and while something without an end is in the
// way no day is named. Pure; days are corridor days.
#pragma once

#include "core/time.hpp"
#include "fulfillment/departure_state.hpp"
#include "fulfillment/tracking.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// In the order of the way; one of the two before `delivered` stands in a journey.
enum class JourneyStep : std::uint8_t {
    packed,
    on_the_way,
    export_gate,
    customs,
    border,
    destination_hub,
    out_for_delivery,
    ready_for_pickup,
    delivered,
};

/// `skipped` will not come any more: the parcel's way has ended otherwise.
enum class StepState : std::uint8_t { done, now, ahead, skipped };

enum class DelayCause : std::uint8_t {
    gate_closed,
    road_closed,
    customs_hold,
    on_hold,
    no_truck,        // packed, and no departure has been found
    truck_waits,     // the departure's hour has passed
    delivery_failed, // the courier came in vain
    late,            // and nobody has told why
};

/// What is said first: the status, unless something else matters more.
enum class Situation : std::uint8_t {
    as_status,
    gate_closed,
    waits_elsewhere,
    no_truck,
    truck_waits,
    road_closed
};

std::string_view name(JourneyStep step) noexcept;
std::string_view name(StepState state) noexcept;
std::string_view name(DelayCause cause) noexcept;
/// Empty for `as_status`.
std::string_view name(Situation situation) noexcept;

struct JourneyEvent {
    TrackingStatus status = TrackingStatus::unknown;
    Instant at{};
    std::string place{}; // a hub's or gate's id, or empty
};

struct GateClosure {
    Instant since{};
    std::optional<Instant> until{};
};

struct JourneyTruck {
    DepartureState state = DepartureState::open;
    Instant leaves{};
};

struct JourneyFacts {
    TrackingState state;
    std::vector<JourneyEvent> events{};
    std::string origin{};      // hubs; empty = not known
    std::string gate{};        // empty = crosses none
    std::string destination{}; // the hub at the end of the planned way
    std::optional<Instant> eta{};
    std::optional<JourneyTruck> truck{};
    std::optional<GateClosure> closure{};      // of its gate, in its direction, in force now
    std::optional<GateClosure> road{};         // of a leg that is still before it, likewise
    std::optional<DelayCause> replanned_for{}; // why it goes another way than it first did
    Instant now{};
};

struct ShownStep {
    JourneyStep step = JourneyStep::packed;
    StepState state = StepState::ahead;
    std::optional<Instant> at{}; // only when it was told
    std::string place{};

    friend bool operator==(const ShownStep&, const ShownStep&) = default;
};

struct Delay {
    DelayCause cause = DelayCause::late;
    std::optional<Instant> since{};
    std::optional<Instant> until{};

    friend bool operator==(const Delay&, const Delay&) = default;
};

/// Both days included. Without days nothing can be said yet.
struct Expected {
    std::optional<Day> from{};
    std::optional<Day> to{};

    friend bool operator==(const Expected&, const Expected&) = default;
};

struct Journey {
    TrackingStatus status = TrackingStatus::created;
    Situation situation = Situation::as_status;
    std::vector<ShownStep> steps{};
    std::optional<Delay> delay{};
    std::optional<Expected> expected{}; // absent when nothing is to be waited for
    std::string gate{};
    std::string destination{};
};

Journey journey_of(const JourneyFacts& facts);

} // namespace route9::fulfillment
