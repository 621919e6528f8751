// SPDX-License-Identifier: Apache-2.0
// When a carrier has given a parcel up, and until when a branch keeps one.
#include "fulfillment/giving_up.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;

Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

std::string told(const std::optional<GivenUp>& given) {
    if (!given) {
        return "-";
    }
    return std::string{name(given->reason)} + " " + std::string{name(given->state)} +
           (given->by_attempts ? " tried" : "");
}

TEST(GivingUp, FollowsItsTable) {
    struct Line {
        CarrierWord word;
        std::int64_t failed_days;
        std::string given;
    };
    constexpr auto refused = Incident::consignee_refused;
    const std::vector<Line> table{
        {{out_for_delivery, delivery_failed, true, {}}, 1, "-"},
        {{out_for_delivery, delivery_failed, true, {}}, 2, "-"},
        {{out_for_delivery, delivery_failed, true, {}}, 3, "unclaimed at_branch tried"},
        {{delivery_failed, delivery_failed, false, {}}, 3, "unclaimed at_branch tried"},
        {{out_for_delivery, out_for_delivery, false, {}}, 3, "-"},
        {{out_for_delivery, delivery_failed, true, refused}, 1, "refused at_branch"},
        {{out_for_delivery, delivery_failed, true, Incident::consignee_cancelled},
         1,
         "refused at_branch"},
        {{out_for_delivery, delivery_failed, true, Incident::consignee_not_available}, 1, "-"},
        {{out_for_delivery, delivery_failed, false, refused}, 1, "-"}, // a late word
        {{ready_for_pickup, ready_for_pickup, true, refused}, 0, "refused at_branch"},
        {{out_for_delivery, on_hold, true, refused}, 0, "refused at_branch"},
        {{out_for_delivery, ready_for_pickup, true, {}}, 0, "-"},
        {{ready_for_pickup, return_in_transit, true, {}}, 0, "unclaimed coming"},
        {{delivery_failed, return_in_transit, true, refused}, 1, "refused coming"},
        {{return_in_transit, returned, true, {}}, 0, "unclaimed coming"},
        {{delivery_failed, delivered, true, {}}, 3, "-"},
        {{out_for_delivery, lost, true, refused}, 3, "-"},
    };
    for (const Line& line : table) {
        EXPECT_EQ(told(given_up(line.word, line.failed_days, 3)), line.given)
            << name(line.word.before) << " > " << name(line.word.now);
    }
    const CarrierWord failed{out_for_delivery, delivery_failed, true, {}};
    EXPECT_EQ(told(given_up(failed, 99, 0)), "-") << "nobody has said how often it tries";
}

TEST(GivingUp, CountsDaysOfTheCorridorOnce) {
    // 16:59 UTC is 23:59 in Savannakhet, a minute later it is the next day.
    const std::vector<Instant> tries{
        at("2026-03-10T02:00:00Z"),
        at("2026-03-10T09:00:00Z"),
        at("2026-03-10T16:59:00Z"),
        at("2026-03-10T17:00:00Z"),
    };
    EXPECT_EQ(days_among(tries), 2);
    EXPECT_EQ(days_among({}), 0);
}

TEST(GivingUp, CountsSundaysAndHolidaysAndNotTheDayOfArrival) {
    struct Line {
        const char* arrived;
        std::int64_t days;
        std::string end;
    };
    const std::vector<Line> table{
        {"2026-03-10T01:00:00Z", 7, "2026-03-17T17:00:00Z"}, // a Tuesday, over a weekend
        {"2026-03-14T03:00:00Z", 1, "2026-03-15T17:00:00Z"}, // a Saturday: Sunday counts
        {"2026-04-13T03:00:00Z", 3, "2026-04-16T17:00:00Z"}, // over Pi Mai
        {"2026-03-10T16:59:59Z", 7, "2026-03-17T17:00:00Z"},
        {"2026-03-10T17:00:00Z", 7, "2026-03-18T17:00:00Z"}, // the 11th in the corridor
        {"2026-02-27T03:00:00Z", 2, "2026-03-01T17:00:00Z"}, // no leap year
    };
    for (const Line& line : table) {
        EXPECT_EQ(format_utc(kept_until(at(line.arrived), line.days)), line.end) << line.arrived;
    }
}

TEST(GivingUp, RemindsTwoDaysBeforeTheEnd) {
    const Instant end = at("2026-03-17T17:00:00Z");
    EXPECT_EQ(format_utc(reminder_before(end, 7).value()), "2026-03-15T17:00:00Z");
    EXPECT_EQ(format_utc(reminder_before(end, 3).value()), "2026-03-15T17:00:00Z");
    EXPECT_FALSE(reminder_before(end, 2).has_value());
}

} // namespace
} // namespace route9::fulfillment
