// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/gate_calendar.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

using std::chrono::days;
using std::chrono::minutes;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<ClearanceModel> parse_clearance_model(std::string_view text) noexcept {
    if (text == "single_stop") {
        return ClearanceModel::single_stop;
    }
    if (text == "two_stop") {
        return ClearanceModel::two_stop;
    }
    return std::nullopt;
}

std::optional<LocalTime> GateCalendar::work_start(LocalTime ready) const {
    LocalDay day = day_of(ready);
    for (int i = 0; i < gate_search_days_max; ++i, day += days{1}) {
        if (std::ranges::binary_search(holidays, day)) {
            continue;
        }
        std::optional<LocalTime> first;
        for (const OpeningHours& range : hours) {
            const LocalTime start = std::max(ready, LocalTime{day + range.open});
            if (range.valid.holds(day) && start < day + range.close) {
                first = first ? std::min(*first, start) : start;
            }
        }
        if (first) {
            return first;
        }
    }
    return std::nullopt;
}

minutes GateCalendar::work_duration(LocalDay day) const {
    for (const ClearancePeriod& period : models) {
        if (period.valid.holds(day)) {
            return period.model == ClearanceModel::two_stop ? 2 * process : process;
        }
    }
    return process;
}

bool GateCalendar::is_first_in_first_out() const {
    const auto opens = [](const OpeningHours& range) { return range.open; };
    const auto closes = [](const OpeningHours& range) { return range.close; };
    if (hours.empty()) {
        return true;
    }
    const minutes first_open = std::ranges::min(hours, {}, opens).open;
    const minutes last_close = std::ranges::max(hours, {}, closes).close;
    const minutes night = minutes{days{1}} - last_close + first_open;
    // Only a step from two stops to one can let a later truck overtake, and only when the second
    // stop is longer than the night between.
    const bool changes = std::ranges::any_of(models, [](const ClearancePeriod& period) {
        return period.valid.from || period.valid.to;
    });
    return !changes || process <= night;
}

std::optional<minutes> parse_time_of_day(std::string_view text) noexcept {
    if (text.size() != 5 || text[2] != ':' || !is_digit(text[0]) || !is_digit(text[1]) ||
        !is_digit(text[3]) || !is_digit(text[4])) {
        return std::nullopt;
    }
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    const int total = hour * 60 + minute;
    if (minute > 59 || total > 24 * 60) {
        return std::nullopt;
    }
    return minutes{total};
}

} // namespace route9::fulfillment
