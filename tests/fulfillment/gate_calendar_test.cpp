// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/gate_calendar.hpp"
#include "fulfillment/gate_state.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

LocalTime at(const char* text) {
    return to_local(parse_rfc3339(std::string{text} + ":00+07:00").value());
}

LocalDay day(const char* text) {
    return to_local_day(parse_day(text).value());
}

GateCalendar lao_bao() {
    GateCalendar calendar;
    calendar.hours.push_back({minutes{7 * 60}, minutes{19 * 60 + 30}, {}});
    calendar.holidays = {day("2026-04-14"), day("2026-04-15")};
    calendar.models = {
        {ClearanceModel::single_stop, {day("2015-02-06"), day("2025-06-17")}},
        {ClearanceModel::two_stop, {day("2025-06-18"), std::nullopt}},
    };
    calendar.process = hours{4};
    return calendar;
}

TEST(GateCalendar, StartsWorkOnlyFromOpenUntilBeforeClose) {
    struct Case {
        const char* ready;
        const char* starts;
    };
    const std::vector<Case> cases{
        {"2026-03-10T06:59", "2026-03-10T07:00"},
        {"2026-03-10T07:00", "2026-03-10T07:00"},
        {"2026-03-10T19:29", "2026-03-10T19:29"},
        {"2026-03-10T19:30", "2026-03-11T07:00"}, // close itself is closed
        {"2026-03-10T23:59", "2026-03-11T07:00"},
        {"2026-04-13T19:30", "2026-04-16T07:00"}, // over two holidays
        {"2026-04-14T09:00", "2026-04-16T07:00"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(lao_bao().work_start(at(each.ready)), at(each.starts)) << each.ready;
    }
}

TEST(GateCalendar, WorksTwiceAtLaoBaoSinceResolution180Of18June2025) {
    EXPECT_EQ(lao_bao().work_duration(day("2025-06-17")), hours{4});
    EXPECT_EQ(lao_bao().work_duration(day("2025-06-18")), hours{8});
    EXPECT_EQ(lao_bao().work_duration(day("2026-03-10")), hours{8});
    EXPECT_EQ(lao_bao().work_duration(day("2014-01-01")), hours{4}); // no model that day: one
}

TEST(GateCalendar, NeverStartsWhereHoursHaveRunOut) {
    GateCalendar calendar = lao_bao();
    calendar.hours.front().valid.to = day("2026-03-09");
    EXPECT_EQ(calendar.work_start(at("2026-03-09T20:00")), std::nullopt);
}

TEST(GateCalendar, SeesThatAQuickerModelMayLetALaterTruckOvertake) {
    GateCalendar calendar = lao_bao();
    EXPECT_TRUE(calendar.is_first_in_first_out()); // the night is longer than one stop
    calendar.hours.front() = {minutes{0}, minutes{24 * 60}, {}};
    EXPECT_FALSE(calendar.is_first_in_first_out());
}

TEST(GateCalendar, ReadsTimesOfDay) {
    EXPECT_EQ(parse_time_of_day("00:00"), minutes{0});
    EXPECT_EQ(parse_time_of_day("19:30"), minutes{1170});
    EXPECT_EQ(parse_time_of_day("24:00"), minutes{1440});
    for (const char* bad : {"24:01", "7:00", "07:60", "0700", "", "ab:cd", "-1:00"}) {
        EXPECT_EQ(parse_time_of_day(bad), std::nullopt) << bad;
    }
}

TEST(GateState, TurnsUnknownWhenStaleButAClosureStaysClosed) {
    const LocalTime now = at("2026-03-10T08:00");
    const minutes ttl{24 * 60};
    const auto effective = [&](GateCondition condition, const char* reported) {
        GateState state;
        state.condition = condition;
        state.reported_at = at(reported);
        return effective_condition(state, now, ttl);
    };
    EXPECT_EQ(effective(GateCondition::open, "2026-03-09T08:00"), GateCondition::open);
    EXPECT_EQ(effective(GateCondition::open, "2026-03-09T07:59"), GateCondition::unknown);
    EXPECT_EQ(effective(GateCondition::restricted, "2026-03-09T07:59"), GateCondition::unknown);
    EXPECT_EQ(effective(GateCondition::closed, "2026-03-01T00:00"), GateCondition::closed);
    GateState configured;
    EXPECT_EQ(effective_condition(configured, now, ttl), GateCondition::open);
    configured.valid_until = at("2026-03-10T07:59");
    EXPECT_EQ(effective_condition(configured, now, ttl), GateCondition::unknown);
}

} // namespace
} // namespace route9::fulfillment
