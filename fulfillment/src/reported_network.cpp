// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/leg_report.hpp"

#include <algorithm>
#include <chrono>

namespace route9::fulfillment {
namespace {

/// Nothing is known to stand against the map.
bool has_effect(const LegReport& report, Instant now) {
    switch (effective_condition(report, now)) {
    case GateCondition::closed:
        return true;
    case GateCondition::open:
    case GateCondition::restricted:
        return report.delay_minutes > 0;
    case GateCondition::unknown:
        return false;
    }
    return false;
}

void apply(NetworkLeg& leg, const LegReport& report, Instant now) {
    if (effective_condition(report, now) == GateCondition::closed) {
        leg.closed = true;
    }
    leg.duration += std::chrono::minutes{report.delay_minutes};
}

bool joins(std::string_view leg, std::string_view from, std::string_view to) {
    const auto is = [leg](std::string_view first, std::string_view second) {
        return leg.size() == first.size() + 1 + second.size() && leg.starts_with(first) &&
               leg.ends_with(second) && leg[first.size()] == '-';
    };
    return is(from, to) || is(to, from);
}

} // namespace

std::string leg_id(const NetworkLeg& leg) {
    return leg.from + "-" + leg.to;
}

const CorridorLeg* find_leg(const Corridor& corridor, std::string_view id) noexcept {
    const auto found = std::ranges::find_if(corridor.legs, [id](const CorridorLeg& each) {
        return each.leg.from.size() + 1 + each.leg.to.size() == id.size() &&
               joins(id, each.leg.from, each.leg.to) && id.starts_with(each.leg.from + "-");
    });
    return found == corridor.legs.end() ? nullptr : &*found;
}

GateCondition effective_condition(const LegReport& report, Instant now) noexcept {
    GateState state;
    state.condition = report.condition;
    state.reported_at = to_local(report.reported_at);
    if (report.valid_until) {
        state.valid_until = to_local(*report.valid_until);
    }
    return effective_condition(state, to_local(now), gate_state_ttl_default);
}

std::optional<Instant> first_end(std::span<const LegReport> reports, Instant now) {
    std::optional<Instant> first;
    for (const LegReport& report : reports) {
        if (!has_effect(report, now)) {
            continue;
        }
        std::optional<Instant> end = report.valid_until;
        if (report.condition != GateCondition::closed) {
            const Instant old = report.reported_at + gate_state_ttl_default;
            end = end ? std::min(*end, old) : old;
        }
        if (end && (!first || *end < *first)) {
            first = end;
        }
    }
    return first;
}

std::shared_ptr<const Network> reported_network(
    const Corridor& corridor,
    std::span<const LegReport> reports,
    CrossingDirection direction,
    Instant now
) {
    const auto counts = [direction, now](const LegReport& report) {
        return report.direction == direction && has_effect(report, now);
    };
    if (std::ranges::none_of(reports, counts)) {
        return corridor.network;
    }
    std::vector<NetworkLeg> legs;
    legs.reserve(corridor.legs.size());
    for (const CorridorLeg& each : corridor.legs) {
        legs.push_back(each.leg);
        for (const LegReport& report : reports) {
            if (counts(report) && report.leg == leg_id(each.leg)) {
                apply(legs.back(), report, now);
            }
        }
    }
    return std::make_shared<const Network>(
        legs, corridor.network->gates(), GateWork::country_change
    );
}

const LegReport* closed_leg_on(
    std::span<const std::string> path,
    std::span<const LegReport> reports,
    CrossingDirection direction,
    Instant now
) {
    for (std::size_t i = 1; i < path.size(); ++i) {
        for (const LegReport& report : reports) {
            if (report.direction == direction && joins(report.leg, path[i - 1], path[i]) &&
                effective_condition(report, now) == GateCondition::closed) {
                return &report;
            }
        }
    }
    return nullptr;
}

} // namespace route9::fulfillment
