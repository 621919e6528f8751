// SPDX-License-Identifier: Apache-2.0
// What is packed stays where it lies and on its truck while that can leave; what is declared or on
// the road is told of, and what has arrived is left alone.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class PackedGoods : public testing::Test, public ReplanningUnderTest {
protected:
    std::string pack_work(const Json& order) {
        return pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value());
    }
    Json parcel(const std::string& id) { return read(at::get_parcel, staff(), id).json(); }
    std::string used(const DepartureId& id) {
        return read(at::get_departure, staff(), id.text()).json().at("used_kg");
    }
};

TEST_F(PackedGoods, APackedParcelLeavesTheTruckOfAClosedGateForAnother) {
    const DepartureId by_lao_bao = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    const DepartureId by_cha_lo = open_departure(
        "T2",
        {{"gate", "CHALO"}, {"leaves", "2026-03-10T13:00:00+07:00"}, {"carrier", "mekong-post"}}
    );
    follow();
    EXPECT_EQ(parcel(id).at("departure"), by_lao_bao.text());
    gate("LAOBAO", "closed");
    EXPECT_EQ(parcel(id).at("departure"), by_cha_lo.text());
    EXPECT_EQ(parcel(id).at("carrier"), "mekong-post");
    EXPECT_EQ(work(page(placed)).at("gate"), "CHALO");
    EXPECT_EQ(work(page(placed)).at("status"), "packed");
    EXPECT_EQ(page(placed).at("status"), "packed");
    EXPECT_EQ(used(by_lao_bao), "0");
    EXPECT_EQ(used(by_cha_lo), "0.25");
    gate("LAOBAO", "open");
    EXPECT_EQ(parcel(id).at("departure"), by_cha_lo.text()) << "it may stand on it already";
}

TEST_F(PackedGoods, WithoutAnotherTruckItSaysSoAndGoesOnByItself) {
    const DepartureId by_lao_bao = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    gate("LAOBAO", "closed");
    EXPECT_FALSE(parcel(id).contains("departure"));
    EXPECT_EQ(page(placed).at("status"), "packed");
    EXPECT_EQ(page(placed).at("reasons").at(0).at("code"), "NO_CAPACITY");
    EXPECT_EQ(used(by_lao_bao), "0");
    gate("LAOBAO", "open");
    EXPECT_EQ(parcel(id).at("departure"), by_lao_bao.text());
    EXPECT_TRUE(page(placed).at("reasons").empty());
    EXPECT_EQ(used(by_lao_bao), "0.25");
}

TEST_F(PackedGoods, AnOutgrownParcelTakesAnotherTruck) {
    open_departure("SMALL", {{"max_kg", "0.26"}});
    const Json placed = order("A1", to_savannakhet);
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    const std::string id =
        pack(FulfillmentId::parse(work(placed).at("id").get<std::string>()).value(), 270);
    EXPECT_FALSE(parcel(id).contains("departure"));
    follow();
    EXPECT_EQ(parcel(id).at("departure"), next.text());
    EXPECT_EQ(used(next), "0.27");
}

TEST_F(PackedGoods, OnTheRoadTowardsAClosedGateItIsToldOnceAndNotPlannedAnew) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    close(truck);
    ASSERT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    gate("LAOBAO", "closed");
    follow();
    const auto alerts = news("alert.parcel_delayed");
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts.at(0).at("parcel"), id);
    EXPECT_EQ(alerts.at(0).at("gate"), "LAOBAO");
    EXPECT_EQ(work(page(placed)).at("plan_version"), 1);
    gate("LAOBAO", "closed", {{"source", "another post"}});
    EXPECT_EQ(news("alert.parcel_delayed").size(), 1U) << "it was closed already";
    gate("LAOBAO", "open");
    gate("LAOBAO", "closed");
    EXPECT_EQ(news("alert.parcel_delayed").size(), 2U);
}

TEST_F(PackedGoods, BeyondTheBorderNobodyIsAlarmed) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    close(truck);
    ASSERT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    const Json crossed{
        {"events",
         Json::array(
             {{{"id", "e1"},
               {"parcel", id},
               {"status", "border_crossed"},
               {"at", "2026-03-10T08:00:00+07:00"}}}
         )}
    };
    pass(Minutes{5});
    const Answer told = call(at::post_tracking_events, by_carrier(), {.body = crossed});
    ASSERT_LT(told.status, 300) << told.text;
    gate("LAOBAO", "closed");
    EXPECT_TRUE(news("alert.parcel_delayed").empty());
}

TEST_F(PackedGoods, ADeclaredTruckAsksForAnotherWayOnce) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    pack_work(placed);
    close(truck);
    gate("LAOBAO", "closed");
    follow();
    const auto asked = news("departure.reroute_needed");
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked.at(0).at("departure"), truck.text());
    EXPECT_EQ(work(page(placed)).at("departure"), truck.text());
    EXPECT_EQ(work(page(placed)).at("plan_version"), 1);
}

} // namespace
} // namespace route9::tests
