// SPDX-License-Identifier: Apache-2.0
// Two faces of time. Business time is the wall clock (UTC, milliseconds; may be shifted and sped
// for rehearsals): cut-offs, due dates, signature tolerance. Machine time is steady and never
// shifted: time-outs, back-off, rate limits. Domain functions take `Instant now` as a value.
// Viet Nam and Laos share UTC+07:00 without summer time (corridor time).
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace route9 {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Tick = std::chrono::steady_clock::time_point;
using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;
/// A calendar day in corridor time (not UTC).
using Day = std::chrono::year_month_day;

inline constexpr std::chrono::hours corridor_offset{7};

/// Thread-safe. Business time never runs backwards within one database.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant business() const = 0;
    /// Business time as the wall clock has it, which may be set back: only to judge what somebody
    /// else's clock has just said.
    virtual Instant wall() const { return business(); }
    virtual Tick machine() const = 0;
};

/// RFC 3339 with any offset, fraction cut to milliseconds. Error: validation_failed.
Result<Instant> parse_rfc3339(std::string_view text);
/// "2026-03-10T01:00:00Z"; milliseconds only when they are not zero.
std::string format_utc(Instant at);
/// UTC cut to the second, the form of canonical bytes.
std::string format_utc_seconds(Instant at);
/// "2026-03-10T08:00:00+07:00", to the second.
std::string format_corridor(Instant at);

/// "2026-03-10". Error: validation_failed (also for days that do not exist).
Result<Day> parse_day(std::string_view text);
std::string format_day(Day day);

Day corridor_day(Instant at);
/// Minutes after 00:00 in corridor time, 0..1439.
Minutes corridor_minute_of_day(Instant at);
/// 00:00 of that day in corridor time.
Instant corridor_midnight(Day day);

} // namespace route9
