// SPDX-License-Identifier: Apache-2.0
// When a plan follows the corridor and when it rests.
#include "fulfillment/replanning.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::fulfillment {
namespace {

using enum ReplanAct;

const Instant kNow = parse_rfc3339("2026-03-10T08:00:00+07:00").value();
const Instant kEta = parse_rfc3339("2026-03-11T05:00:00+07:00").value();

DepartureId truck(int number) {
    IdBytes bytes{};
    bytes.back() = static_cast<std::byte>(number);
    return DepartureId{bytes};
}

StandingPlan over_chalo() {
    StandingPlan standing;
    standing.gate = "CHALO";
    standing.eta = kEta;
    return standing;
}

NewPlan over_lao_bao(Minutes gain) {
    return {.decision = Decision::routed, .gate = "LAOBAO", .departure = {}, .eta = kEta - gain};
}

NewPlan none() {
    return {};
}

TEST(Replanning, TakesAnotherWayOnlyForTwoHours) {
    EXPECT_EQ(decide_replan(over_chalo(), over_lao_bao(Minutes{119}), kNow), keep);
    EXPECT_EQ(decide_replan(over_chalo(), over_lao_bao(Minutes{120}), kNow), take);
    EXPECT_EQ(decide_replan(over_chalo(), over_lao_bao(Minutes{-60}), kNow), keep);
}

TEST(Replanning, TakesAnotherWayThatKeepsThePromise) {
    StandingPlan standing = over_chalo();
    standing.promised_by = kEta - Minutes{10};
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{9}), kNow), keep); // both are late
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{10}), kNow), take);
    standing.settled_until = kNow + Seconds{1};
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{10}), kNow), keep);
    standing.settled_until = kNow;
    standing.promised_by = kEta; // in time as it is
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{10}), kNow), keep);
}

TEST(Replanning, ABrokenPromiseIsToldHoweverShortlyItIsMissed) {
    EXPECT_FALSE(breaks_promise(kEta, kEta + Minutes{5}, std::nullopt));
    EXPECT_FALSE(breaks_promise(kEta, kEta + Minutes{5}, kEta + Minutes{5}));
    EXPECT_TRUE(breaks_promise(kEta, kEta + Minutes{5}, kEta + Minutes{4}));
    EXPECT_FALSE(breaks_promise(kEta + Minutes{1}, kEta + Minutes{5}, kEta)); // told already
    EXPECT_FALSE(breaks_promise(kEta, std::nullopt, kEta));
}

TEST(Replanning, AnotherTruckOverTheSameGateIsAnotherWay) {
    StandingPlan standing = over_chalo();
    standing.departure = truck(1);
    NewPlan fresh = over_lao_bao(Minutes{119});
    fresh.gate = "CHALO";
    fresh.departure = truck(2);
    EXPECT_EQ(decide_replan(standing, fresh, kNow), keep);
    fresh.eta = kEta - Minutes{120};
    EXPECT_EQ(decide_replan(standing, fresh, kNow), take);
    fresh.departure = truck(1);
    EXPECT_EQ(decide_replan(standing, fresh, kNow), refresh);
}

TEST(Replanning, RestsUntilItHasSettled) {
    StandingPlan standing = over_chalo();
    standing.settled_until = kNow + Seconds{1};
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{600}), kNow), keep);
    standing.settled_until = kNow;
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{600}), kNow), take);
}

TEST(Replanning, TheSameWayAtAnotherTimeIsRefreshedAlsoWhileItRests) {
    StandingPlan standing = over_chalo();
    standing.settled_until = kNow + Minutes{60};
    NewPlan later = over_lao_bao(Minutes{-45});
    later.gate = "CHALO";
    EXPECT_EQ(decide_replan(standing, later, kNow), refresh);
}

TEST(Replanning, WhatIsInTheWayForcesAChangeAtOnce) {
    StandingPlan standing = over_chalo();
    standing.possible = false;
    standing.settled_until = kNow + Minutes{60};
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{-600}), kNow), take);
    EXPECT_EQ(decide_replan(standing, none(), kNow), hold);
    EXPECT_FALSE(is_voluntary(standing));
    standing.stage = Stage::packed;
    EXPECT_EQ(decide_replan(standing, none(), kNow), hold);
}

TEST(Replanning, WhatWaitsTakesAnyWayAndElseGoesOnWaiting) {
    StandingPlan standing = over_chalo();
    standing.waits = true;
    standing.eta.reset();
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{-600}), kNow), take);
    EXPECT_EQ(decide_replan(standing, none(), kNow), keep);
    EXPECT_FALSE(is_voluntary(standing));
    EXPECT_TRUE(is_voluntary(over_chalo()));
}

TEST(Replanning, AStandingWayIsKeptWhereNoneIsFound) {
    EXPECT_EQ(decide_replan(over_chalo(), none(), kNow), keep);
}

TEST(Replanning, ADeclaredTruckMovesForSixHoursOrWhenItMust) {
    StandingPlan standing = over_chalo();
    standing.stage = Stage::closed;
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{359}), kNow), keep);
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{360}), kNow), declare_first);
    standing.possible = false;
    EXPECT_EQ(decide_replan(standing, none(), kNow), declare_first);
}

TEST(Replanning, OnTheRoadItIsOnlyFlagged) {
    StandingPlan standing = over_chalo();
    standing.stage = Stage::departed;
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{600}), kNow), keep);
    standing.possible = false;
    EXPECT_EQ(decide_replan(standing, over_lao_bao(Minutes{600}), kNow), flag);
    EXPECT_EQ(decide_replan(standing, none(), kNow), flag);
}

TEST(Replanning, APromiseIsToldAgainFromAnHourOn) {
    EXPECT_FALSE(promise_moved(kEta, kEta + Minutes{59}));
    EXPECT_TRUE(promise_moved(kEta, kEta + Minutes{60}));
    EXPECT_TRUE(promise_moved(kEta, kEta - Minutes{60}));
    EXPECT_FALSE(promise_moved(std::nullopt, kEta));
    EXPECT_FALSE(promise_moved(kEta, std::nullopt));
}

TEST(Replanning, EveryCauseHasAWordOfItsOwn) {
    for (const auto* word :
         {"placed",
          "mended",
          "gate_closed",
          "gate_opened",
          "gate_changed",
          "leg_changed",
          "departure_changed",
          "left_behind",
          "stock_arrived",
          "point_changed",
          "overtaken"}) {
        const auto cause = parse_plan_cause(word);
        ASSERT_TRUE(cause.has_value()) << word;
        EXPECT_EQ(name(*cause), word);
    }
    EXPECT_FALSE(parse_plan_cause("weather").has_value());
}

} // namespace
} // namespace route9::fulfillment
