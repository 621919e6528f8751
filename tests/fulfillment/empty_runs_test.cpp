// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/empty_runs.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

constexpr auto kOut = CrossingDirection::vn_la;
constexpr auto kBack = CrossingDirection::la_vn;

TruckRun run(std::string plate, int day, CrossingDirection direction, std::int64_t load_kg) {
    return {
        .plate = std::move(plate),
        .gate = "LAOBAO",
        .direction = direction,
        .leaves = Instant{} + std::chrono::hours{24 * day},
        .km = DistanceKm::whole(330),
        .capacity_g = 10'000'000,
        .load_g = load_kg * 1'000,
    };
}

// 10 t over 330 km are 3,300 t-km each way; out with 7.5 t, back with 1 t.
TEST(EmptyRuns, AreWhatCouldHaveBeenCarriedAndWasNot) {
    const std::vector runs{run("74C-1", 1, kOut, 7'500), run("74C-1", 2, kBack, 1'000)};
    const auto rows = empty_runs(runs);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].direction, kOut);
    EXPECT_EQ(rows[0].capacity_tkm(), "3300");
    EXPECT_EQ(rows[0].loaded_tkm(), "2475");
    EXPECT_EQ(rows[0].empty_tkm(), "825");
    EXPECT_EQ(rows[0].empty_percent(), "25");
    EXPECT_EQ(rows[1].empty_percent(), "90");
    EXPECT_EQ(rows[1].runs, 1);
    EXPECT_EQ(rows[1].returns_unseen, 0);
}

// Out on days 1, 3 and 5, back by us once: on day 4. The return of day 2 was without us.
TEST(EmptyRuns, OfATruckThatLeavesTwiceItsReturnWasEmpty) {
    const std::vector runs{
        run("74C-1", 5, kOut, 10'000),
        run("74C-1", 1, kOut, 10'000),
        run("74C-1", 4, kBack, 5'000),
        run("74C-1", 3, kOut, 10'000),
        run("74C-2", 2, kBack, 10'000),
    };
    const auto rows = empty_runs(runs);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].empty_percent(), "0");
    EXPECT_EQ(rows[0].runs, 3);
    EXPECT_EQ(rows[1].runs, 2);
    EXPECT_EQ(rows[1].returns_unseen, 1);
    EXPECT_EQ(rows[1].empty_percent(), "50"); // 15 t of 30 t
}

TEST(EmptyRuns, AreOfEachGateItsOwnAndOfNoneNothing) {
    TruckRun domestic = run("74C-1", 1, kOut, 1);
    domestic.gate = "";
    TruckRun by_chalo = run("74C-3", 2, kOut, 3'333);
    by_chalo.gate = "CHALO";
    const auto rows = empty_runs(std::vector{run("74C-2", 1, kOut, 12'000), domestic, by_chalo});
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].gate, "CHALO");
    EXPECT_EQ(rows[0].empty_percent(), "66.7");
    EXPECT_EQ(rows[1].gate, "LAOBAO");
    EXPECT_EQ(rows[1].empty_percent(), "0"); // overloaded is full
    EXPECT_TRUE(empty_runs({}).empty());
}

} // namespace
} // namespace route9::fulfillment
