// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/journey.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;
using std::chrono::days;
using std::chrono::sys_days;

/// The step of a status; nullopt for what may come at any point or ends the way.
std::optional<JourneyStep> step_of(TrackingStatus status) {
    switch (status) {
    case created:
    case awaiting_pickup:
    case picked_up:
        return JourneyStep::packed;
    case in_transit:
        return JourneyStep::on_the_way;
    case at_export_gate:
        return JourneyStep::export_gate;
    case customs_processing:
    case customs_hold:
    case customs_cleared:
        return JourneyStep::customs;
    case border_crossed:
        return JourneyStep::border;
    case at_destination_hub:
        return JourneyStep::destination_hub;
    case out_for_delivery:
    case delivery_failed:
        return JourneyStep::out_for_delivery;
    case ready_for_pickup:
        return JourneyStep::ready_for_pickup;
    case TrackingStatus::delivered:
        return JourneyStep::delivered;
    case on_hold:
    case return_in_transit:
    case returned:
    case cancelled:
    case lost:
    case damaged:
    case unknown:
        return std::nullopt;
    }
    return std::nullopt;
}

/// Nothing more will be brought to the buyer.
bool has_turned_back(TrackingStatus status) {
    return status == return_in_transit || status == returned || status == cancelled ||
           status == lost;
}

/// A later word of these replaces an earlier one; of the others the first tells when it was so.
bool is_told_again(JourneyStep step) {
    return step == JourneyStep::customs || step == JourneyStep::out_for_delivery ||
           step == JourneyStep::ready_for_pickup;
}

Day day_after(Day day, int count = 1) {
    return Day{sys_days{day} + days{count}};
}

class Reader {
public:
    explicit Reader(const JourneyFacts& facts)
        : facts_(facts), today_(corridor_day(facts.now)), reached_(reached()) {}

    Journey read() {
        Journey journey{
            .status = facts_.state.status,
            .gate = facts_.gate,
            .destination = facts_.destination,
        };
        journey.steps = steps();
        if (is_awaited()) {
            journey.delay = delay();
            journey.situation = situation(journey.delay);
            journey.expected = expected(journey.delay);
        }
        return journey;
    }

private:
    /// What was told later than the present state has been taken back by a correction.
    bool counts(const JourneyEvent& event) const { return event.at <= facts_.state.at; }

    JourneyStep reached() const {
        const TrackingStatus status = facts_.state.status;
        const std::optional<JourneyStep> own = step_of(status);
        if (own && status != in_transit) {
            return *own;
        }
        // "In transit" is also said beyond the border: the furthest step told until then.
        JourneyStep furthest = own.value_or(JourneyStep::packed);
        for (const JourneyEvent& event : facts_.events) {
            const auto step = step_of(event.status);
            const bool past_hub = step && own && *step > JourneyStep::destination_hub;
            if (step && counts(event) && !past_hub && *step != JourneyStep::delivered) {
                furthest = std::max(furthest, *step);
            }
        }
        return furthest;
    }

    StepState state_of(JourneyStep step) const {
        if (facts_.state.status == TrackingStatus::delivered) {
            return StepState::done;
        }
        if (has_turned_back(facts_.state.status)) {
            return step <= reached_ ? StepState::done : StepState::skipped;
        }
        if (step == reached_) {
            return StepState::now;
        }
        return step < reached_ ? StepState::done : StepState::ahead;
    }

    std::vector<ShownStep> steps() const {
        std::vector<ShownStep> shown;
        for (int i = 0; i <= static_cast<int>(JourneyStep::delivered); ++i) {
            const auto step = static_cast<JourneyStep>(i);
            const bool at_border = step >= JourneyStep::export_gate && step <= JourneyStep::border;
            const bool fetched = is_fetched();
            const bool other_end = (step == JourneyStep::out_for_delivery && fetched) ||
                                   (step == JourneyStep::ready_for_pickup && !fetched);
            if ((at_border && facts_.gate.empty()) || other_end) {
                continue;
            }
            shown.push_back({.step = step, .state = state_of(step), .place = place_of(step)});
            if (shown.back().state != StepState::ahead &&
                shown.back().state != StepState::skipped) {
                add_told(shown.back());
            }
        }
        return shown;
    }

    /// The last of the two ways to get it that was told; the courier when none was.
    bool is_fetched() const {
        std::optional<JourneyEvent> last;
        for (const JourneyEvent& event : facts_.events) {
            const auto step = step_of(event.status);
            const bool is_end =
                step == JourneyStep::out_for_delivery || step == JourneyStep::ready_for_pickup;
            if (is_end && counts(event) && (!last || last->at <= event.at)) {
                last = event;
            }
        }
        const TrackingStatus status = last ? last->status : facts_.state.status;
        return step_of(status) == JourneyStep::ready_for_pickup;
    }

    void add_told(ShownStep& shown) const {
        for (const JourneyEvent& event : facts_.events) {
            if (step_of(event.status) != shown.step || !counts(event)) {
                continue;
            }
            const bool replaces = !shown.at || (is_told_again(shown.step) ? *shown.at <= event.at
                                                                          : event.at < *shown.at);
            if (replaces) {
                shown.at = event.at;
                // Of a step between two places the place it was told at is behind it already.
                const bool is_there = !shown.place.empty() && !event.place.empty();
                shown.place = is_there ? event.place : shown.place;
            }
        }
    }

    std::string place_of(JourneyStep step) const {
        switch (step) {
        case JourneyStep::packed:
            return facts_.origin;
        case JourneyStep::export_gate:
        case JourneyStep::customs:
        case JourneyStep::border:
            return facts_.gate;
        case JourneyStep::destination_hub:
            return facts_.destination;
        case JourneyStep::on_the_way:
        case JourneyStep::out_for_delivery:
        case JourneyStep::ready_for_pickup:
        case JourneyStep::delivered:
            return {};
        }
        return {};
    }

    bool is_awaited() const {
        const TrackingStatus status = facts_.state.status;
        return status != TrackingStatus::delivered && status != ready_for_pickup &&
               !has_turned_back(status);
    }

    std::optional<Delay> delay() const {
        const TrackingState& state = facts_.state;
        if (state.status == customs_hold) {
            return Delay{DelayCause::customs_hold, state.at};
        }
        if (state.status == on_hold) {
            return Delay{DelayCause::on_hold, state.at};
        }
        if (state.status == delivery_failed) {
            return Delay{DelayCause::delivery_failed, state.at};
        }
        if (facts_.closure && reached_ < JourneyStep::border) {
            return Delay{DelayCause::gate_closed, facts_.closure->since, facts_.closure->until};
        }
        if (facts_.road && reached_ < JourneyStep::destination_hub) {
            return Delay{DelayCause::road_closed, facts_.road->since, facts_.road->until};
        }
        if (reached_ == JourneyStep::packed) {
            return delay_before_the_road();
        }
        const bool is_late = reached_ < JourneyStep::destination_hub
                                 ? facts_.eta && *facts_.eta < facts_.now
                                 : today_ > day_after(corridor_day(facts_.state.at));
        if (!is_late) {
            return std::nullopt;
        }
        return Delay{
            DelayCause::late,
            reached_ < JourneyStep::destination_hub ? *facts_.eta : facts_.state.at
        };
    }

    std::optional<Delay> delay_before_the_road() const {
        if (!facts_.truck) {
            return Delay{DelayCause::no_truck};
        }
        const bool has_left = facts_.truck->state >= DepartureState::departed;
        if (!has_left && facts_.truck->leaves < facts_.now) {
            return Delay{DelayCause::truck_waits, facts_.truck->leaves};
        }
        if (facts_.replanned_for) {
            return Delay{*facts_.replanned_for};
        }
        return std::nullopt;
    }

    Situation situation(const std::optional<Delay>& delay) const {
        if (!delay) {
            return Situation::as_status;
        }
        switch (delay->cause) {
        case DelayCause::gate_closed:
            return facts_.closure ? Situation::gate_closed : Situation::waits_elsewhere;
        case DelayCause::road_closed:
            return Situation::road_closed;
        case DelayCause::no_truck:
            return Situation::no_truck;
        case DelayCause::truck_waits:
            return Situation::truck_waits;
        case DelayCause::customs_hold:
        case DelayCause::on_hold:
        case DelayCause::delivery_failed:
        case DelayCause::late:
            return Situation::as_status;
        }
        return Situation::as_status;
    }

    Expected expected(const std::optional<Delay>& delay) const {
        if (facts_.state.status == damaged || (delay && has_no_end(*delay))) {
            return {};
        }
        if (reached_ == JourneyStep::out_for_delivery) {
            return {today_, today_};
        }
        if (reached_ == JourneyStep::destination_hub) {
            return days_from(facts_.state.at);
        }
        if (!facts_.eta) {
            return {};
        }
        if (delay && delay->cause == DelayCause::truck_waits) {
            return days_from(*facts_.eta + (facts_.now - facts_.truck->leaves));
        }
        if (delay && delay->until) {
            return days_from(std::max(*facts_.eta, *delay->until));
        }
        if (*facts_.eta < facts_.now) {
            return days_from(facts_.now);
        }
        return days_from(*facts_.eta);
    }

    bool has_no_end(const Delay& delay) const {
        switch (delay.cause) {
        case DelayCause::gate_closed:
            return facts_.closure && !delay.until;
        case DelayCause::road_closed:
            return !delay.until;
        case DelayCause::customs_hold:
        case DelayCause::on_hold:
        case DelayCause::no_truck:
        case DelayCause::delivery_failed:
            return true;
        case DelayCause::late:
            return reached_ >= JourneyStep::destination_hub;
        case DelayCause::truck_waits:
            return false;
        }
        return false;
    }

    /// At the hub at that time, at the door that day or the next: the last mile is not planned.
    Expected days_from(Instant at_hub) const {
        const Day from = std::max(corridor_day(at_hub), today_);
        return {from, std::max(day_after(corridor_day(at_hub)), from)};
    }

    const JourneyFacts& facts_;
    Day today_;
    JourneyStep reached_;
};

} // namespace

std::string_view name(JourneyStep step) noexcept {
    constexpr std::array<std::string_view, 9> kNames{
        "packed",
        "on_the_way",
        "export_gate",
        "customs",
        "border",
        "destination_hub",
        "out_for_delivery",
        "ready_for_pickup",
        "delivered"
    };
    return kNames[static_cast<std::size_t>(step)];
}

std::string_view name(StepState state) noexcept {
    constexpr std::array<std::string_view, 4> kNames{"done", "now", "ahead", "skipped"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string_view name(DelayCause cause) noexcept {
    constexpr std::array<std::string_view, 8> kNames{
        "gate_closed",
        "road_closed",
        "customs_hold",
        "on_hold",
        "no_truck",
        "truck_waits",
        "delivery_failed",
        "late"
    };
    return kNames[static_cast<std::size_t>(cause)];
}

std::string_view name(Situation situation) noexcept {
    constexpr std::array<std::string_view, 6> kNames{
        "", "gate_closed", "waits_elsewhere", "no_truck", "truck_waits", "road_closed"
    };
    return kNames[static_cast<std::size_t>(situation)];
}

Journey journey_of(const JourneyFacts& facts) {
    return Reader{facts}.read();
}

} // namespace route9::fulfillment
