// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/plan.hpp"

#include "fulfillment/planning_input.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 4> kDecisions{"ROUTED", "HELD", "BACKORDERED", "REFUSED"};
constexpr std::array<std::string_view, 14> kReasons{
    "ADDRESS_UNKNOWN",
    "ADDRESS_AMBIGUOUS",
    "NO_STOCK",
    "PICKUP_POINT_NO_CASH",
    "PICKUP_POINT_TOO_HEAVY",
    "PICKUP_POINT_CLOSED",
    "NO_COLD_CAPACITY",
    "NO_ROUTE",
    "VEHICLE_TOO_HEAVY",
    "NO_OPEN_GATE",
    "NO_COVERAGE",
    "DG_NOT_ACCEPTED",
    "COD_LIMIT",
    "NO_CAPACITY",
};
constexpr std::array<std::string_view, 3> kWarnings{
    "GATE_RESTRICTED", "GATE_STATE_UNKNOWN", "PROMISE_MISSED"
};
constexpr std::array<std::string_view, 25> kWhys{
    "NO_STOCK",       "NOT_COLD",          "NO_PATH",
    "NO_DEPARTURE",   "MISSES_PROMISE",    "DEARER",
    "LATER",          "MORE_GRAMS",        "LONGER",
    "HIGHER_ID",      "GATE_CLOSED",       "GATE_STATE_UNKNOWN",
    "TOO_EARLY",      "OTHER_DESTINATION", "NO_ROOM",
    "NO_COVERAGE",    "DG_NOT_ACCEPTED",   "COD_LIMIT",
    "AMBIGUOUS",      "OUTSIDE_HOURS",     "TOO_HEAVY",
    "BY_CLOSED_GATE", "BY_UNKNOWN_GATE",   "OTHER_GATE",
    "OTHER_CARRIER",
};
constexpr std::array<std::string_view, 2> kDeliveries{"home", "branch"};
constexpr std::array<std::string_view, 4> kPolicies{"promise", "cheapest", "fastest", "greenest"};

} // namespace

// Each table is in the order of its enumeration.
std::string_view name(Decision decision) noexcept {
    return kDecisions[static_cast<std::size_t>(decision)];
}

std::string_view name(PlanReason reason) noexcept {
    return kReasons[static_cast<std::size_t>(reason)];
}

std::string_view name(PlanWarning warning) noexcept {
    return kWarnings[static_cast<std::size_t>(warning)];
}

std::string_view name(Why why) noexcept {
    return kWhys[static_cast<std::size_t>(why)];
}

std::string_view name(DeliveryKind kind) noexcept {
    return kDeliveries[static_cast<std::size_t>(kind)];
}

std::string_view name(Policy policy) noexcept {
    return kPolicies[static_cast<std::size_t>(policy)];
}

bool is_of_pickup_point(PlanReason reason) noexcept {
    return reason == PlanReason::pickup_point_no_cash ||
           reason == PlanReason::pickup_point_too_heavy ||
           reason == PlanReason::pickup_point_closed;
}

std::optional<Why> parse_why(std::string_view text) noexcept {
    const auto found = std::ranges::find(kWhys, text);
    if (found == kWhys.end()) {
        return std::nullopt;
    }
    return static_cast<Why>(found - kWhys.begin());
}

std::optional<PlanWarning> parse_plan_warning(std::string_view text) noexcept {
    const auto found = std::ranges::find(kWarnings, text);
    if (found == kWarnings.end()) {
        return std::nullopt;
    }
    return static_cast<PlanWarning>(found - kWarnings.begin());
}

std::optional<Policy> parse_policy(std::string_view text) noexcept {
    const auto found = std::ranges::find(kPolicies, text);
    if (found == kPolicies.end()) {
        return std::nullopt;
    }
    return static_cast<Policy>(found - kPolicies.begin());
}

void Snapshot::finish() {
    std::ranges::sort(warehouses, {}, &Warehouse::id);
    std::ranges::sort(departures, {}, &Departure::id);
    std::ranges::sort(carriers, {}, &Carrier::id);
    gate_states.resize(network->gates().size());
    queues.clear();
    for (const GateState& state : gate_states) {
        queues.push_back(state.queue);
    }
}

} // namespace route9::fulfillment
