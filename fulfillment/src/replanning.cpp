// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/replanning.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<PlanCause, std::string_view>, 11> kCauses{{
    {PlanCause::placed, "placed"},
    {PlanCause::mended, "mended"},
    {PlanCause::gate_closed, "gate_closed"},
    {PlanCause::gate_opened, "gate_opened"},
    {PlanCause::gate_changed, "gate_changed"},
    {PlanCause::leg_changed, "leg_changed"},
    {PlanCause::departure_changed, "departure_changed"},
    {PlanCause::left_behind, "left_behind"},
    {PlanCause::stock_arrived, "stock_arrived"},
    {PlanCause::point_changed, "point_changed"},
    {PlanCause::overtaken, "overtaken"},
}};

/// Much earlier, or in time where it would be late.
bool gains(const StandingPlan& standing, const NewPlan& fresh, std::chrono::minutes least) {
    if (fresh.decision != Decision::routed || !standing.eta || !fresh.eta) {
        return false;
    }
    const auto& promise = standing.promised_by;
    return *standing.eta - *fresh.eta >= least ||
           (promise && *standing.eta > *promise && *fresh.eta <= *promise);
}

ReplanAct decide_undeparted(
    const StandingPlan& standing, const NewPlan& fresh, Instant now, const ReplanSettings& settings
) {
    if (fresh.decision != Decision::routed) {
        return standing.possible ? ReplanAct::keep : ReplanAct::hold;
    }
    if (standing.waits || !standing.possible) {
        return ReplanAct::take;
    }
    if (fresh.gate == standing.gate && fresh.departure == standing.departure) {
        return ReplanAct::refresh;
    }
    if (now < standing.settled_until) {
        return ReplanAct::keep;
    }
    return gains(standing, fresh, settings.gain_min) ? ReplanAct::take : ReplanAct::keep;
}

} // namespace

std::string_view name(PlanCause cause) noexcept {
    for (const auto& [known, word] : kCauses) {
        if (known == cause) {
            return word;
        }
    }
    return {};
}

std::optional<PlanCause> parse_plan_cause(std::string_view text) noexcept {
    for (const auto& [known, word] : kCauses) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

ReplanAct decide_replan(
    const StandingPlan& standing, const NewPlan& fresh, Instant now, const ReplanSettings& settings
) {
    switch (standing.stage) {
    case Stage::departed:
        return standing.possible ? ReplanAct::keep : ReplanAct::flag;
    case Stage::closed: {
        const bool must = !standing.possible || gains(standing, fresh, settings.gain_declared_min);
        return must ? ReplanAct::declare_first : ReplanAct::keep;
    }
    case Stage::planned:
    case Stage::packed:
        break;
    }
    return decide_undeparted(standing, fresh, now, settings);
}

bool is_voluntary(const StandingPlan& standing) noexcept {
    return standing.possible && !standing.waits;
}

bool promise_moved(
    std::optional<Instant> told, std::optional<Instant> eta, std::chrono::minutes least
) noexcept {
    if (!told || !eta) {
        return false;
    }
    const auto moved = *eta > *told ? *eta - *told : *told - *eta;
    return moved >= least;
}

bool breaks_promise(
    std::optional<Instant> told, std::optional<Instant> eta, std::optional<Instant> promised_by
) noexcept {
    return told && eta && promised_by && *told <= *promised_by && *eta > *promised_by;
}

} // namespace route9::fulfillment
