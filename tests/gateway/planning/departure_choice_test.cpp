// SPDX-License-Identifier: Apache-2.0
// A truck is taken only by orders whose way is the truck's way: its ends, its gate, its room.
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class DepartureChoice : public testing::Test, public PlanningUnderTest {
protected:
    DepartureId
    truck(const std::string& reference, const std::string& gate, const Json& changes = {}) {
        Json wish{{"to", "VIENTIANE"}, {"gate", gate}};
        if (changes.is_object()) {
            wish.update(changes);
        }
        return open_departure(reference, wish);
    }
};

TEST_F(DepartureChoice, GoesByTheGateOfTheTruckItTakes) {
    // Without a truck the earliest way to Vientiane is by Lao Bảo.
    EXPECT_EQ(way(order("A0", to_vientiane)), "LAOBAO none");
    const DepartureId by_cau_treo = truck("T1", "CAUTREO");
    const Json placed = order("A1", to_vientiane);
    EXPECT_EQ(way(placed), "CAUTREO " + by_cau_treo.text());
    EXPECT_TRUE(rejects(placed, "gate:LAOBAO", "OTHER_GATE"));
    // The second answer comes from the cache of paths.
    const Json again = order("A2", to_vientiane);
    EXPECT_EQ(
        again.at("fulfillments").at(0).at("plan"), placed.at("fulfillments").at(0).at("plan")
    );
}

TEST_F(DepartureChoice, TakesNoTruckWhoseGateIsClosed) {
    const DepartureId by_cau_treo = truck("T1", "CAUTREO");
    ASSERT_EQ(report("CAUTREO", "closed").status, 200);
    EXPECT_EQ(way(order("A1", to_vientiane)), "held NO_CAPACITY");
    const DepartureId by_lao_bao = truck("T2", "LAOBAO", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    const Json beside = order("A2", to_vientiane);
    EXPECT_EQ(way(beside), "LAOBAO " + by_lao_bao.text());
    EXPECT_TRUE(rejects(beside, "departure:" + by_cau_treo.text(), "BY_CLOSED_GATE"));
}

TEST_F(DepartureChoice, PrefersTheTruckByAGateWhoseStateIsKnown) {
    const DepartureId by_cau_treo = truck("T1", "CAUTREO");
    ASSERT_EQ(report("CAUTREO", "unknown").status, 200);
    const Json alone = order("A1", to_vientiane);
    EXPECT_EQ(way(alone), "CAUTREO " + by_cau_treo.text());
    EXPECT_EQ(
        alone.at("fulfillments").at(0).at("plan").at("warnings"),
        Json::array({"GATE_STATE_UNKNOWN"})
    );
    const DepartureId by_lao_bao = truck("T2", "LAOBAO", {{"leaves", "2026-03-11T12:00:00+07:00"}});
    const Json beside = order("A2", to_vientiane);
    EXPECT_EQ(way(beside), "LAOBAO " + by_lao_bao.text());
    EXPECT_TRUE(rejects(beside, "departure:" + by_cau_treo.text(), "BY_UNKNOWN_GATE"));
}

TEST_F(DepartureChoice, WaitsForATruckOfItsWayAsSoonAsTheWarehouseHasTrucks) {
    EXPECT_EQ(way(order("A1", to_vientiane)), "LAOBAO none");
    const DepartureId truck = open_departure("T1", {{"max_kg", "0.3"}}); // to Savannakhet
    EXPECT_EQ(way(order("A2", to_savannakhet)), "LAOBAO " + truck.text());
    EXPECT_EQ(way(order("A3", to_savannakhet)), "held NO_CAPACITY"); // it is full
    EXPECT_EQ(way(order("A4", to_vientiane)), "held NO_CAPACITY");   // it goes elsewhere
}

} // namespace
} // namespace route9::tests
