// SPDX-License-Identifier: Apache-2.0
// Orders that wait for pieces, for room or for a truck go on by themselves, the oldest first.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class WaitingGoods : public testing::Test, public ReplanningUnderTest {
protected:
    WaitingGoods() { put_product("CUP"); }

    void put_product(const std::string& sku) {
        const Answer answer = call(
            at::put_product,
            by_seller(),
            {.parameters = {{"sku", sku}},
             .body =
                 Json{{"name", "Cup"}, {"weight_g", 250}, {"hs_code", "69120000"}, {"origin", "VN"}}
            }
        );
        EXPECT_LT(answer.status, 300) << answer.text;
    }
    void receive(std::int64_t pieces, const std::string& warehouse = "DONGHA") {
        const Answer answer = call(
            at::post_stock_adjustment,
            by_seller(),
            {.body =
                 Json{
                     {"sku", "CUP"},
                     {"warehouse", warehouse},
                     {"quantity", pieces},
                     {"reason", "receipt"}
                 }}
        );
        EXPECT_EQ(answer.status, 201) << answer.text;
        follow();
    }
    Json cups(const std::string& external_id, std::int64_t pieces) {
        Json recipient = to_savannakhet;
        recipient["name"] = "Nang Tuayang";
        recipient["phone"] = "020 5512 3456";
        recipient["village"] = "Ban Sounantha";
        const Json body{
            {"external_id", external_id},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", recipient},
            {"items",
             Json::array(
                 {{{"sku", "CUP"}, {"name", "Cup"}, {"quantity", pieces}, {"unit_price", "10000"}}}
             )},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        pass(Minutes{1});
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }
    std::string status(const Json& order) { return page(order).at("status").get<std::string>(); }
};

TEST_F(WaitingGoods, AnOlderOrderThatStillDoesNotFitIsPassedOverAndKeepsItsTurn) {
    const Json x = cups("X", 5);
    const Json y = cups("Y", 2);
    const Json z = cups("Z", 2);
    ASSERT_EQ(status(x), "backordered");
    receive(4);
    EXPECT_EQ(status(x), "backordered");
    EXPECT_EQ(status(y), "routed");
    EXPECT_EQ(status(z), "routed");
    EXPECT_EQ(work(page(y)).at("plan_reason"), "stock_arrived");
    EXPECT_EQ(reserved("CUP"), 4);
    const Json late = cups("L", 5);
    receive(5);
    EXPECT_EQ(status(x), "routed") << "it was first";
    EXPECT_EQ(status(late), "backordered");
    EXPECT_EQ(reserved("CUP"), 9);
    const auto routed = news("order.routed");
    ASSERT_EQ(routed.size(), 3U);
    EXPECT_EQ(routed.back().at("cause"), "stock_arrived");
}

TEST_F(WaitingGoods, WhatACancelledOrderHeldGoesToTheNext) {
    receive(2);
    const Json first = cups("A", 2);
    const Json second = cups("B", 2);
    ASSERT_EQ(status(second), "backordered");
    const Answer cancelled =
        write(at::post_order_cancel, staff(), first.at("id"), Json{{"reason", "changed my mind"}});
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    follow();
    EXPECT_EQ(status(second), "routed");
    EXPECT_EQ(reserved("CUP"), 2);
}

TEST_F(WaitingGoods, NobodyLooksWhereOnlyAPersonCanLiftWhatHolds) {
    receive(5);
    Json nowhere = to_savannakhet;
    nowhere["district"] = "Nowhere at all";
    ASSERT_EQ(order("held", nowhere).at("status"), "held");
    const Json cancelled = cups("X", 5);
    follow();
    const Answer gone =
        write(at::post_order_cancel, staff(), cancelled.at("id"), Json{{"reason", "a mistake"}});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(follow(), 0);
}

TEST_F(WaitingGoods, PiecesThatComeWhileTheGatesAreClosedAreReserved) {
    for (const Json& each : call(at::get_gates, staff(), {}).json().at("items")) {
        report(each.at("id"), "closed");
    }
    const Json placed = cups("A", 2);
    ASSERT_EQ(status(placed), "backordered");
    receive(2);
    EXPECT_EQ(stand(placed), "held NO_OPEN_GATE");
    EXPECT_EQ(reserved("CUP"), 2);
    gate("LAOBAO", "open");
    EXPECT_EQ(status(placed), "routed");
    EXPECT_EQ(reserved("CUP"), 2);
}

TEST_F(WaitingGoods, ANewTruckTakesWhoeverWaitsForOne) {
    open_departure("FULL", {{"max_kg", "0.3"}});
    const Json aboard = order("A1", to_savannakhet);
    const Json waiting = order("A2", to_savannakhet);
    ASSERT_EQ(way(waiting), "held NO_CAPACITY");
    const DepartureId second = open_departure("T2", {{"leaves", "2026-03-10T14:00:00+07:00"}});
    follow();
    EXPECT_EQ(way(page(waiting)), "LAOBAO " + second.text());
    EXPECT_EQ(work(page(waiting)).at("plan_reason"), "departure_changed");
    EXPECT_EQ(way(page(aboard)), way(aboard)) << "it has its place";
    const Json truck = read(at::get_departure, staff(), second.text()).json();
    EXPECT_EQ(truck.at("used_kg"), "0.25") << truck;
}

TEST_F(WaitingGoods, SayWhyTheyWaitAndChooseNothing) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    gate("LAOBAO", "closed");
    const Json held = page(placed);
    EXPECT_EQ(way(held), "held NO_CAPACITY");
    EXPECT_EQ(work(held).at("plan").at("chosen"), Json::array());
    EXPECT_TRUE(rejects(held, "departure:" + truck.text(), "BY_CLOSED_GATE"))
        << work(held).at("plan");
}

TEST_F(WaitingGoods, ALateTruckKeepsWhatIsPlannedForIt) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    clock().set(parse_rfc3339("2026-03-10T12:30:00+07:00").value()); // half an hour late
    gate("CHALO", "closed");
    EXPECT_EQ(way(page(placed)), "LAOBAO " + truck.text());
    EXPECT_EQ(work(page(placed)).at("eta"), work(placed).at("eta"));
    gate("LAOBAO", "closed");
    EXPECT_EQ(stand(placed), "held NO_CAPACITY") << "nothing leaves without a truck";
}

TEST_F(WaitingGoods, ATruckThatDoesNotLeaveIsWaitedForHalfADay) {
    const DepartureId truck = open_departure("T1");
    const Json planned = order("A1", to_savannakhet);
    const Json packed = order("A2", to_savannakhet);
    const std::string parcel =
        pack(FulfillmentId::parse(work(packed).at("id").get<std::string>()).value());
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    follow();
    clock().set(parse_rfc3339("2026-03-10T23:59:59+07:00").value());
    EXPECT_EQ(follow(), 0);
    EXPECT_EQ(way(page(planned)), "LAOBAO " + truck.text());
    clock().set(parse_rfc3339("2026-03-11T00:00:00+07:00").value());
    EXPECT_GT(follow(), 0) << "nobody has changed anything";
    EXPECT_EQ(way(page(planned)), "LAOBAO " + next.text());
    EXPECT_EQ(work(page(planned)).at("plan_reason"), "left_behind");
    EXPECT_EQ(read(at::get_parcel, staff(), parcel).json().at("departure"), next.text());
    EXPECT_EQ(read(at::get_departure, staff(), truck.text()).json().at("used_kg"), "0");
    EXPECT_EQ(read(at::get_departure, staff(), next.text()).json().at("used_kg"), "0.5");
}

TEST_F(WaitingGoods, ATruckWithANewTimeIsWaitedForAnew) {
    const DepartureId truck = open_departure("T1");
    const Json planned = order("A1", to_savannakhet);
    open_departure("T2", {{"leaves", "2026-03-12T12:00:00+07:00"}});
    const Json later{
        {"gate", "LAOBAO"}, {"reason", "other"}, {"leaves", "2026-03-11T08:00:00+07:00"}
    };
    EXPECT_EQ(write(at::post_departure_reroute, staff(), truck.text(), later).status, 200);
    follow();
    clock().set(parse_rfc3339("2026-03-11T19:59:59+07:00").value());
    follow();
    EXPECT_EQ(way(page(planned)), "LAOBAO " + truck.text());
    clock().set(parse_rfc3339("2026-03-11T20:00:00+07:00").value());
    follow();
    EXPECT_NE(way(page(planned)), "LAOBAO " + truck.text());
}

TEST_F(WaitingGoods, AnotherWarehouseTakesOverWhenTheGateOfTheFirstCloses) {
    receive(3, "DONGHA");
    receive(3, "HATINH");
    const Json placed = cups("A", 2);
    ASSERT_EQ(work(placed).at("gate"), "LAOBAO");
    for (const char* each : {"LAOBAO", "LALAY", "CHALO"}) {
        report(each, "closed");
    }
    follow();
    const Json now = page(placed);
    ASSERT_EQ(now.at("status"), "routed") << now;
    EXPECT_EQ(reserved("CUP"), 2) << "once";
    EXPECT_EQ(work(now).at("status"), "cancelled");
    const Json& moved = now.at("fulfillments").back();
    EXPECT_EQ(moved.at("status"), "planned");
    EXPECT_EQ(moved.at("warehouse"), "HATINH");
    EXPECT_EQ(moved.at("gate"), "CAUTREO");
    EXPECT_EQ(moved.at("plan_version"), 2);
    EXPECT_EQ(moved.at("plan_reason"), "gate_closed");
    EXPECT_EQ(news("order.replanned").size(), 1U);
}

TEST_F(WaitingGoods, LeftBehindWorkTakesTheNextTruckOfItsWay) {
    const DepartureId first = open_departure("T1");
    const Json left = order("A1", to_savannakhet);
    ASSERT_EQ(way(left), "LAOBAO " + first.text());
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    follow();
    EXPECT_EQ(way(page(left)), "LAOBAO " + first.text()) << "nothing is better";
    close(first);
    follow();
    EXPECT_EQ(way(page(left)), "LAOBAO " + next.text());
    EXPECT_EQ(work(page(left)).at("plan_reason"), "left_behind");
}

TEST_F(WaitingGoods, LeftBehindWithoutAnotherTruckOfItsWayIsHeldAndTakesTheNext) {
    const DepartureId first = open_departure("T1");
    const Json left = order("A1", to_savannakhet);
    open_departure("ELSEWHERE", {{"to", "VIENTIANE"}});
    close(first);
    follow();
    EXPECT_EQ(stand(left), "held NO_CAPACITY");
    EXPECT_EQ(reserved(), 1);
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    follow();
    EXPECT_EQ(way(page(left)), "LAOBAO " + next.text());
}

TEST_F(WaitingGoods, LeftBehindWhereNoTruckIsKnownSaysSoAndMayBePacked) {
    const DepartureId first = open_departure("T1");
    const Json left = order("A1", to_savannakhet);
    close(first);
    follow();
    EXPECT_EQ(page(left).at("status"), "routed");
    EXPECT_EQ(page(left).at("reasons").at(0).at("code"), "NO_CAPACITY");
    ASSERT_EQ(news("fulfillment.waiting").size(), 1U);
    follow();
    EXPECT_EQ(news("fulfillment.waiting").size(), 1U) << "told once";
    const auto id = FulfillmentId::parse(work(left).at("id").get<std::string>()).value();
    const std::string parcel = pack(id);
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    follow();
    EXPECT_EQ(read(at::get_parcel, staff(), parcel).json().at("departure"), next.text());
    EXPECT_TRUE(page(left).at("reasons").empty());
    EXPECT_EQ(close(next).at("counts").at("parcels"), 1);
}

} // namespace
} // namespace route9::tests
