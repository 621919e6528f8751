// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/warehouse.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

using namespace std::chrono_literals;

constexpr LocalDay day(unsigned of_march) {
    return LocalDay{std::chrono::year{2026} / std::chrono::March / std::chrono::day{of_march}};
}

WarehouseRecord warehouse() {
    WarehouseRecord made;
    made.id = "DONGHA";
    made.cutoff = 15h;
    made.handling = 60min;
    return made;
}

/// Where the planner starts at `now`: its own rule over what it is given.
LocalTime start(const WarehouseRecord& record, LocalTime now) {
    const Warehouse seen = planned_at(record, now).warehouse;
    const bool is_late = seen.cutoff && now > day_of(now) + *seen.cutoff;
    return (is_late ? LocalTime{day_of(now) + std::chrono::days{1}} : now) + seen.handling;
}

TEST(Warehouse, TakesGoodsUntilItsCutOff) {
    EXPECT_EQ(start(warehouse(), day(10) + 14h + 59min), day(10) + 15h + 59min);
    EXPECT_EQ(start(warehouse(), day(10) + 15h), day(10) + 16h);
    EXPECT_EQ(start(warehouse(), day(10) + 15h + 1min), day(11) + 1h);
}

TEST(Warehouse, StartsAfterItsDaysOff) {
    WarehouseRecord record = warehouse();
    record.holidays = {day(11), day(12), day(14)};
    EXPECT_EQ(start(record, day(10) + 8h), day(10) + 9h);
    EXPECT_EQ(start(record, day(10) + 16h), day(13) + 1h) << "too late before two days off";
    EXPECT_EQ(start(record, day(11) + 8h), day(13) + 1h);
    EXPECT_EQ(start(record, day(12) + 23h), day(13) + 1h);
    EXPECT_EQ(start(record, day(13) + 8h), day(13) + 9h);
    EXPECT_EQ(start(record, day(13) + 16h), day(15) + 1h);
}

TEST(Warehouse, WithoutACutOffHasDaysOffToo) {
    WarehouseRecord record = warehouse();
    record.cutoff.reset();
    record.holidays = {day(11)};
    EXPECT_EQ(start(record, day(10) + 23h), day(11));
    EXPECT_EQ(start(record, day(11) + 1min), day(12) + 1h);
}

TEST(Warehouse, IsSeenAnewAtTheNextHourThatMatters) {
    WarehouseRecord record = warehouse();
    EXPECT_EQ(planned_at(record, day(10) + 8h).good_until, day(10) + 15h + 1s);
    EXPECT_EQ(planned_at(record, day(10) + 15h + 1s).good_until, day(11));
    record.cutoff.reset();
    EXPECT_EQ(planned_at(record, day(10) + 8h).good_until, std::nullopt);
    record.holidays = {day(20)};
    EXPECT_EQ(planned_at(record, day(10) + 8h).good_until, day(11));
}

TEST(Warehouse, IsRecognisedForInspectionOnTheFirstAndTheLastDay) {
    WarehouseRecord record = warehouse();
    EXPECT_FALSE(inspects_on(record, day(10)));
    record.inspects_from = day(10);
    EXPECT_FALSE(inspects_on(record, day(9)));
    EXPECT_TRUE(inspects_on(record, day(10)));
    EXPECT_TRUE(inspects_on(record, day(31)));
    record.inspects_to = day(12);
    EXPECT_TRUE(inspects_on(record, day(12)));
    EXPECT_FALSE(inspects_on(record, day(13)));
}

} // namespace
} // namespace route9::fulfillment
