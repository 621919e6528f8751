// SPDX-License-Identifier: Apache-2.0
// A channel is silent when it usually speaks at these hours; shops sleep, and rest on their days.
#include "gateway/intake/silence.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using gateway::SameHours;
using gateway::usually_speaks;

Instant at(const char* text) {
    return *parse_rfc3339(text);
}

TEST(Silence, CountsWholeSlotsOfTenMinutesThatHaveBeenQuiet) {
    // 09:12 is in the slot 09:10; 09:45 in 09:40: quiet are 09:20 and 09:30.
    const auto quiet = gateway::quiet_slots(at("2026-03-10T09:12:00Z"), at("2026-03-10T09:45:00Z"));
    EXPECT_EQ(quiet.last - quiet.first + 1, 2);
    EXPECT_TRUE(gateway::quiet_slots(at("2026-03-10T09:12:00Z"), at("2026-03-10T09:29:59Z")).empty()
    );
    // A day at most: after a week's silence the day it began is compared still.
    const auto long_ago =
        gateway::quiet_slots(at("2026-03-01T09:12:00Z"), at("2026-03-10T09:45:00Z"));
    EXPECT_EQ(long_ago.last - long_ago.first + 1, 144);
}

TEST(Silence, IsUnusualWhereTheSameHoursOfOtherDaysWereNotSilent) {
    struct Case {
        const char* of = "";
        SameHours days{};
        bool speaks = false;
    };
    const Case cases[]{
        {"a week of speaking", {9, 8, 12, 7, 5, 20, 6}, true},
        {"one quiet day", {9, 0, 12, 7, 5, 20, 6}, true},
        {"two quiet days", {9, 0, 12, 4, 5, 20, 6}, false},
        {"quiet on this weekday a week ago", {9, 8, 12, 7, 5, 20, 0}, false},
        {"always quiet at these hours", {0, 0, 0, 0, 0, 0, 0}, false},
        {"four messages may be chance", {4, 4, 4, 4, 4, 4, 4}, false},
        {"three days old", {9, 8, 12, {}, {}, {}, {}}, true},
        {"two days old", {9, 8, {}, {}, {}, {}, {}}, false},
        {"new", {}, false},
    };
    for (const Case& row : cases) {
        EXPECT_EQ(usually_speaks(row.days), row.speaks) << row.of;
    }
}

} // namespace
} // namespace route9::tests
