// SPDX-License-Identifier: Apache-2.0
// Whether a standing plan follows the corridor: what is in the way forces a change at once, what is
// merely better is taken only when it is much better and the order has rested since its last
// voluntary change. Pure; `now` is given, etas are at the destination's hub.
// Source: logistics conventions, §8.5 (hysteresis); a truck that is declared moves with its papers.
#pragma once

#include "core/limits.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "fulfillment/plan.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

/// Why a plan is as it is; the words are the API's plan_reason.
enum class PlanCause : std::uint8_t {
    placed,
    mended,
    gate_closed,
    gate_opened,
    gate_changed, // its queue, or a report that ended
    leg_changed,
    departure_changed,
    left_behind,
    stock_arrived,
    point_changed, // the pick-up point it goes to
    overtaken,     // another order took what was planned for it
};

std::string_view name(PlanCause cause) noexcept;
std::optional<PlanCause> parse_plan_cause(std::string_view text) noexcept;

/// How far the goods are: `closed` is on a truck whose papers are made.
enum class Stage : std::uint8_t { planned, packed, closed, departed };

struct StandingPlan {
    Stage stage = Stage::planned;
    bool waits = false;   // held, backordered, or without a truck where trucks go
    bool possible = true; // its gate is not closed, its truck is open
    std::string gate;     // empty = crosses none
    std::optional<DepartureId> departure;
    std::optional<Instant> eta;           // of its own way as computed now
    Instant settled_until{};              // of its last voluntary change
    std::optional<Instant> promised_by{}; // what the buyer was told
};

struct NewPlan {
    Decision decision = Decision::held;
    std::string gate;
    std::optional<DepartureId> departure;
    std::optional<Instant> eta; // absent when not routed
};

enum class ReplanAct : std::uint8_t {
    keep,
    refresh,       // the same way at another time
    take,          // the new plan
    declare_first, // the truck's papers have to be made anew before it may change its way
    flag,          // on the road towards what is in its way
    hold,          // give up the place, keep the stock
};

struct ReplanSettings {
    std::chrono::minutes gain_min = limits::replan_gain_min;
    std::chrono::minutes gain_declared_min = limits::replan_gain_declared_min;
};

ReplanAct decide_replan(
    const StandingPlan& standing,
    const NewPlan& fresh,
    Instant now,
    const ReplanSettings& settings = {}
);

/// True for a change that nothing forced: it lets the order rest for limits::replan_rest.
bool is_voluntary(const StandingPlan& standing) noexcept;

/// Whether an eta differs so much from the one last told that it is told again.
bool promise_moved(
    std::optional<Instant> told,
    std::optional<Instant> eta,
    std::chrono::minutes least = limits::promise_told_min
) noexcept;

/// Whether what was in time when it was last told is late now.
bool breaks_promise(
    std::optional<Instant> told, std::optional<Instant> eta, std::optional<Instant> promised_by
) noexcept;

} // namespace route9::fulfillment
