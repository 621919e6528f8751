// SPDX-License-Identifier: Apache-2.0
// When work at a gate may start and how long it takes: opening hours and clearance model, each
// with its dates, and holidays. Work starts only while open <= time < close and runs on past
// closing; two_stop does the work twice, one after the other. Corridor local time.
// Sources: logistics conventions, "Gate"; Resolution 180 of 18 June 2025 (end of single stop).
#pragma once

#include "fulfillment/corridor_time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class ClearanceModel : std::uint8_t { single_stop, two_stop };

std::optional<ClearanceModel> parse_clearance_model(std::string_view text) noexcept;

/// Both ends inclusive; absent = without bound.
struct DayRange {
    std::optional<LocalDay> from;
    std::optional<LocalDay> to;

    bool holds(LocalDay day) const noexcept {
        return (!from || *from <= day) && (!to || day <= *to);
    }
};

/// Open from `open` (inclusive) to `close` (exclusive), after midnight. Invariant: open < close.
struct OpeningHours {
    std::chrono::minutes open{0};
    std::chrono::minutes close{0};
    DayRange valid{};
};

struct ClearancePeriod {
    ClearanceModel model = ClearanceModel::two_stop;
    DayRange valid{};
};

struct GateCalendar {
    std::vector<OpeningHours> hours;
    std::vector<LocalDay> holidays; // sorted
    std::vector<ClearancePeriod> models;
    std::chrono::minutes process{0}; // one stop

    /// The first instant >= `ready` at which work may start; nullopt when there is none within
    /// gate_search_days_max days.
    std::optional<LocalTime> work_start(LocalTime ready) const;
    std::chrono::minutes work_duration(LocalDay day) const;
    /// Whether a later arrival can never finish earlier (the model does not get quicker overnight).
    bool is_first_in_first_out() const;
};

inline constexpr int gate_search_days_max = 400;

/// "07:00" or "24:00"; nullopt otherwise.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) noexcept;

} // namespace route9::fulfillment
