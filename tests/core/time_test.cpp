// SPDX-License-Identifier: Apache-2.0
#include "core/time.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace route9 {
namespace {

using namespace std::chrono_literals;

Instant instant(std::int64_t ms) {
    return Instant{Milliseconds{ms}};
}

TEST(Time, ReadsRfc3339WithAnyOffset) {
    const std::array<std::pair<std::string_view, std::int64_t>, 11> rows{{
        {"1970-01-01T00:00:00Z", 0},
        {"2026-03-10T08:00:00+07:00", 1'773'104'400'000},
        {"2026-03-10T01:00:00Z", 1'773'104'400'000},
        {"2026-03-09T20:30:00-04:30", 1'773'104'400'000},
        {"2026-03-10t01:00:00z", 1'773'104'400'000},
        {"2026-03-10T01:00:00.5Z", 1'773'104'400'500},
        {"2026-03-10T01:00:00.123999999Z", 1'773'104'400'123},
        {"2026-03-10T01:00:00-00:00", 1'773'104'400'000},
        {"2024-02-29T00:00:00Z", 1'709'164'800'000},
        {"1970-01-01T07:00:00+07:00", 0},
        {"9999-12-31T23:59:59.999Z", 253'402'300'799'999},
    }};
    for (const auto& [text, expected] : rows) {
        const auto at = parse_rfc3339(text);
        ASSERT_TRUE(at.has_value()) << text;
        EXPECT_EQ(at->time_since_epoch().count(), expected) << text;
    }
}

TEST(Time, RefusesWhatIsNotExactlyRfc3339) {
    for (const std::string_view bad :
         {"",
          "2026-03-10",
          "2026-03-10T08:00:00",
          "2026-03-10 08:00:00Z",
          "2026-03-10T24:00:00Z",
          "2026-03-10T23:60:00Z",
          "2026-03-10T23:59:60Z",
          "2026-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-00-10T00:00:00Z",
          "2026-03-32T00:00:00Z",
          "2026-3-10T08:00:00Z",
          "2026-03-10T8:00:00Z",
          "2026-03-10T08:00Z",
          "2026-03-10T08:00:00.Z",
          "2026-03-10T08:00:00,5Z",
          "2026-03-10T08:00:00+0700",
          "2026-03-10T08:00:00+07",
          "2026-03-10T08:00:00+24:00",
          "2026-03-10T08:00:00+07:60",
          "2026-03-10T08:00:00Z ",
          " 2026-03-10T08:00:00Z",
          "2026-03-10T08:00:00ZZ",
          "+2026-03-10T08:00:00Z",
          "2026-03-10T08:00:-1Z",
          "1969-12-31T23:59:59Z",
          "1970-01-01T00:00:00+07:00",
          "9999-12-31T23:59:59-00:01",
          "10000-01-01T00:00:00Z"}) {
        EXPECT_FALSE(parse_rfc3339(bad).has_value()) << bad;
    }
}

TEST(Time, WritesUtcWithMillisecondsOnlyWhenThereAreSome) {
    EXPECT_EQ(format_utc(instant(1'773'104'400'000)), "2026-03-10T01:00:00Z");
    EXPECT_EQ(format_utc(instant(1'773'104'400'007)), "2026-03-10T01:00:00.007Z");
    EXPECT_EQ(format_utc_seconds(instant(1'773'104'400'999)), "2026-03-10T01:00:00Z");
}

TEST(Time, WritesCorridorTimeSevenHoursAhead) {
    EXPECT_EQ(format_corridor(instant(1'773'104'400'999)), "2026-03-10T08:00:00+07:00");
    EXPECT_EQ(format_corridor(instant(1'773'158'400'000)), "2026-03-10T23:00:00+07:00");
    EXPECT_EQ(format_corridor(instant(1'773'162'000'000)), "2026-03-11T00:00:00+07:00");
}

TEST(Time, ReadsAndWritesDaysThatExist) {
    const Day leap_day{2028y / 2 / 29};
    EXPECT_EQ(parse_day("2028-02-29").value(), leap_day);
    EXPECT_EQ(format_day(leap_day), "2028-02-29");
    for (const std::string_view bad :
         {"2026-02-29", "2026-04-31", "2026-4-30", "20260430", "2026-04-30T", "", "2026-00-01"}) {
        EXPECT_FALSE(parse_day(bad).has_value()) << bad;
    }
}

TEST(Time, CutsCorridorDaysAtSeventeenHoursUtc) {
    const Instant last_of_the_tenth = parse_rfc3339("2026-03-10T16:59:59.999Z").value();
    const Instant first_of_the_eleventh = parse_rfc3339("2026-03-10T17:00:00Z").value();
    EXPECT_EQ(corridor_day(last_of_the_tenth), Day{2026y / 3 / 10});
    EXPECT_EQ(corridor_day(first_of_the_eleventh), Day{2026y / 3 / 11});
    EXPECT_EQ(corridor_minute_of_day(last_of_the_tenth), Minutes{1439});
    EXPECT_EQ(corridor_minute_of_day(first_of_the_eleventh), Minutes{0});
    EXPECT_EQ(corridor_midnight(Day{2026y / 3 / 11}), first_of_the_eleventh);
}

} // namespace
} // namespace route9
