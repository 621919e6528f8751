// SPDX-License-Identifier: Apache-2.0
// What is known about a gate now, beside its calendar: reported by a person or partner, with the
// time of the report. A report past its `valid_until` counts as unknown, and so does an old one,
// except that an old closure without an end stays closed.
// Source: logistics conventions, "Gate" and "Fine points".
#pragma once

#include "fulfillment/corridor_time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::fulfillment {

enum class GateCondition : std::uint8_t { open, restricted, closed, unknown };

std::string_view name(GateCondition condition) noexcept;
std::optional<GateCondition> parse_gate_condition(std::string_view text) noexcept;

struct GateState {
    GateCondition condition = GateCondition::open;
    std::chrono::minutes queue{0};
    std::optional<LocalTime> reported_at; // absent: not a report but configuration, never stale
    std::optional<LocalTime> valid_until; // as the reporter said; past it nothing is known
    /// Nobody has ever reported it, where others are: it is planned by its published hours, and the
    /// plan says that it is not confirmed.
    bool silent = false;
};

inline constexpr std::chrono::minutes gate_state_ttl_default{24 * 60};

/// The condition a plan made at `now` may rely on.
GateCondition
effective_condition(const GateState& state, LocalTime now, std::chrono::minutes ttl) noexcept;

} // namespace route9::fulfillment
