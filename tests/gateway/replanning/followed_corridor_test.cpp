// SPDX-License-Identifier: Apache-2.0
// A gate that closes or opens moves every order that has not left, at once and without flutter. It
// is Tuesday 10 March 2026, 08:00; the ways from Đông Hà to Savannakhet without trucks are by Lao
// Bảo (23:18), Cha Lo (05:00 the next day, 510 km) and La Lay (05:54, 519 km): `route9 plan` says
// the same of the same snapshot.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class FollowedCorridor : public testing::Test, public ReplanningUnderTest {};

TEST_F(FollowedCorridor, AClosedGateIsLeftAtOnceAndTakenAgainWhenItOpens) {
    const Json placed = order("A1", to_savannakhet);
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
    gate("LAOBAO", "closed");
    EXPECT_EQ(stand(placed), "CHALO 2026-03-11T05:00:00+07:00 v2 gate_closed");
    EXPECT_EQ(work(page(placed)).at("plan").at("km"), "510");
    EXPECT_EQ(work(page(placed)).at("plan").at("cost"), "30.6");
    ASSERT_EQ(news("order.promise_changed").size(), 1U);
    const Json told = news("order.promise_changed").at(0);
    EXPECT_EQ(told.at("from"), "2026-03-10T23:18:00+07:00");
    EXPECT_EQ(told.at("to"), "2026-03-11T05:00:00+07:00");
    EXPECT_EQ(told.at("cause"), "gate_closed");

    gate("CHALO", "closed");
    EXPECT_EQ(stand(placed), "LALAY 2026-03-11T05:54:00+07:00 v3 gate_closed");
    EXPECT_EQ(work(page(placed)).at("plan").at("km"), "519");
    EXPECT_EQ(news("order.promise_changed").size(), 1U) << "54 minutes are not told";

    gate("LAOBAO", "open");
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v4 gate_opened");
    EXPECT_EQ(news("order.promise_changed").size(), 2U);
    const auto moves = news("order.replanned");
    ASSERT_EQ(moves.size(), 3U);
    EXPECT_EQ(moves.at(0).at("from").at("gate"), "LAOBAO");
    EXPECT_EQ(moves.at(0).at("to").at("gate"), "CHALO");
    EXPECT_EQ(moves.at(0).at("to").at("eta"), "2026-03-11T05:00:00+07:00");
    EXPECT_EQ(moves.at(2).at("plan_version"), 4);
    EXPECT_EQ(reserved(), 1);
}

TEST_F(FollowedCorridor, AQueueIsWrittenDownAndNotTold) {
    const Json placed = order("A1", to_savannakhet);
    gate("LAOBAO", "open", {{"queue_minutes", 45}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-11T00:03:00+07:00 v1 placed");
    gate("LAOBAO", "open", {{"queue_minutes", 0}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
    gate("LAOBAO", "open", {{"queue_minutes", 45}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-11T00:03:00+07:00 v1 placed");
    EXPECT_TRUE(news("order.promise_changed").empty());
    EXPECT_TRUE(news("order.replanned").empty());
}

TEST_F(FollowedCorridor, ABetterGateIsTakenForTwoHoursAndThenTheOrderRests) {
    const Json placed = order("A1", to_savannakhet);
    gate("LAOBAO", "closed");
    gate("LAOBAO", "open", {{"queue_minutes", 240}}); // 03:18, 102 minutes before Cha Lo
    EXPECT_EQ(stand(placed), "CHALO 2026-03-11T05:00:00+07:00 v2 gate_closed");
    gate("LAOBAO", "open", {{"queue_minutes", 200}}); // 02:38, 142 minutes
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-11T02:38:00+07:00 v3 gate_changed");
    // Cha Lo would be 178 minutes better now, but it has just been moved.
    gate("LAOBAO", "open", {{"queue_minutes", 520}}); // 07:58
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-11T07:58:00+07:00 v3 gate_changed");
    pass(Minutes{60});
    gate("LAOBAO", "open", {{"queue_minutes", 521}});
    EXPECT_EQ(work(page(placed)).at("gate"), "CHALO");
}

TEST_F(FollowedCorridor, AnOrderWithoutAWayIsHeldAndGoesOnByItself) {
    const Json placed = order("A1", to_savannakhet);
    for (const Json& each : call(at::get_gates, staff(), {}).json().at("items")) {
        report(each.at("id"), "closed");
    }
    follow();
    EXPECT_EQ(stand(placed), "held NO_OPEN_GATE");
    EXPECT_EQ(work(page(placed)).at("status"), "held");
    EXPECT_EQ(reserved(), 1) << "its shirt stays reserved";
    ASSERT_EQ(news("order.held").size(), 1U);
    EXPECT_EQ(news("order.held").at(0).at("cause"), "gate_closed");
    gate("LAOBAO", "open");
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v3 gate_opened");
    EXPECT_EQ(reserved(), 1);
    EXPECT_EQ(news("order.routed").size(), 2U);
    EXPECT_TRUE(page(placed).at("reasons").empty());
}

TEST_F(FollowedCorridor, TheOtherDirectionConcernsNobody) {
    const Json placed = order("A1", to_savannakhet);
    pass(Minutes{30});
    gate("LAOBAO", "closed", {{"direction", "la_vn"}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
}

TEST_F(FollowedCorridor, ARumourEndsByItself) {
    for (const Json& each : call(at::get_gates, staff(), {}).json().at("items")) {
        report(each.at("id"), "closed", {{"valid_until", "2026-03-10T09:00:00+07:00"}});
    }
    const Json placed = order("A1", to_savannakhet);
    follow();
    EXPECT_EQ(stand(placed), "held NO_OPEN_GATE");
    clock().set(parse_rfc3339("2026-03-10T09:00:00+07:00").value());
    EXPECT_EQ(follow(), 0) << "the last moment counts";
    clock().set(parse_rfc3339("2026-03-10T09:00:01+07:00").value());
    EXPECT_GT(follow(), 0);
    const Json now = page(placed);
    EXPECT_EQ(now.at("status"), "routed");
    EXPECT_EQ(work(now).at("plan").at("warnings"), Json::array({"GATE_STATE_UNKNOWN"}));
}

TEST_F(FollowedCorridor, ASilentGateIsNoOpenOneOnceOthersAreReported) {
    const Json quiet = order("A1", to_savannakhet);
    EXPECT_FALSE(work(quiet).at("plan").contains("warnings")) << "a fresh install stays quiet";
    report("LAOBAO", "closed");
    const Json by_silent = order("A2", to_savannakhet);
    EXPECT_EQ(way(by_silent), "CHALO none");
    EXPECT_EQ(work(by_silent).at("plan").at("warnings"), Json::array({"GATE_STATE_UNKNOWN"}));
    report("CHALO", "open");
    const Json by_known = order("A3", to_savannakhet);
    EXPECT_EQ(way(by_known), "CHALO none");
    EXPECT_FALSE(work(by_known).at("plan").contains("warnings"));
}

TEST_F(FollowedCorridor, WhatAPersonHasToLiftWaitsForThePerson) {
    Json nowhere = to_savannakhet;
    nowhere["district"] = "Nowhere at all";
    const Json placed = order("A1", nowhere);
    ASSERT_EQ(placed.at("status"), "held");
    gate("LAOBAO", "closed");
    gate("LAOBAO", "open");
    EXPECT_EQ(page(placed).at("status"), "held");
    EXPECT_EQ(page(placed).at("reasons"), placed.at("reasons"));
}

TEST_F(FollowedCorridor, ReportsAreKeptNewestFirst) {
    report("LAOBAO", "closed", {{"valid_until", "2026-03-10T12:00:00+07:00"}});
    report("LAOBAO", "open", {{"queue_minutes", 30}});
    report("LAOBAO", "restricted", {{"direction", "la_vn"}});
    const Json kept =
        call(
            at::get_gate_reports,
            by_seller(),
            {.target = "/v1/gates/LAOBAO/reports?limit=1", .parameters = {{"id", "LAOBAO"}}}
        ).json();
    ASSERT_EQ(kept.at("items").size(), 1U);
    EXPECT_EQ(kept.at("items").at(0).at("version"), 2);
    EXPECT_EQ(kept.at("items").at(0).at("queue_minutes"), 30);
    const Json older = call(
                           at::get_gate_reports,
                           by_seller(),
                           {.target = "/v1/gates/LAOBAO/reports?limit=1&cursor=" +
                                      kept.at("next").get<std::string>(),
                            .parameters = {{"id", "LAOBAO"}}}
    ).json();
    EXPECT_EQ(older.at("items").at(0).at("state"), "closed");
    EXPECT_EQ(older.at("items").at(0).at("valid_until"), "2026-03-10T05:00:00Z");
    EXPECT_EQ(older.at("next"), nullptr);
    const Json back =
        call(
            at::get_gate_reports,
            by_seller(),
            {.target = "/v1/gates/LAOBAO/reports?direction=la_vn", .parameters = {{"id", "LAOBAO"}}}
        ).json();
    EXPECT_EQ(back.at("items").size(), 1U);
}

} // namespace
} // namespace route9::tests
