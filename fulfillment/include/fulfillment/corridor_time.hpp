// SPDX-License-Identifier: Apache-2.0
// The planner's clock: seconds on the wall clock of the corridor (UTC+07:00 on both sides, no
// summer time), so that opening hours and holidays need no conversion. Legs take whole minutes.
// Source: logistics conventions, "Clock".
#pragma once

#include "core/time.hpp"

#include <chrono>

namespace route9::fulfillment {

using LocalTime = std::chrono::local_seconds;
using LocalDay = std::chrono::local_days;

/// Cut to the second.
inline LocalTime to_local(Instant at) {
    return LocalTime{std::chrono::floor<Seconds>(at + corridor_offset).time_since_epoch()};
}
inline Instant to_instant(LocalTime at) {
    return Instant{std::chrono::sys_seconds{at.time_since_epoch()} - corridor_offset};
}
inline LocalDay day_of(LocalTime at) {
    return std::chrono::floor<std::chrono::days>(at);
}
inline LocalDay to_local_day(Day day) {
    return LocalDay{day};
}

} // namespace route9::fulfillment
