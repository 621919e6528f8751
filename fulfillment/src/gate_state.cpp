// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/gate_state.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<GateCondition, std::string_view>, 4> kConditions{{
    {GateCondition::open, "open"},
    {GateCondition::restricted, "restricted"},
    {GateCondition::closed, "closed"},
    {GateCondition::unknown, "unknown"},
}};

} // namespace

std::string_view name(GateCondition condition) noexcept {
    for (const auto& [known, text] : kConditions) {
        if (known == condition) {
            return text;
        }
    }
    return {};
}

std::optional<GateCondition> parse_gate_condition(std::string_view text) noexcept {
    for (const auto& [known, word] : kConditions) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

GateCondition
effective_condition(const GateState& state, LocalTime now, std::chrono::minutes ttl) noexcept {
    // Past the end its reporter gave, even a closure says nothing any more; one without an end
    // stays until somebody reports otherwise.
    if (state.valid_until && now > *state.valid_until) {
        return GateCondition::unknown;
    }
    const bool is_old = state.reported_at && now - *state.reported_at > ttl;
    if (is_old && state.condition != GateCondition::closed) {
        return GateCondition::unknown;
    }
    return state.condition;
}

} // namespace route9::fulfillment
