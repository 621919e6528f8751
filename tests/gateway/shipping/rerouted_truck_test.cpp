// SPDX-License-Identifier: Apache-2.0
// A truck that goes by another gate takes its work and its papers along: declarations lie at the
// office where it crosses before it may leave.
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class ReroutedTruck : public testing::Test, protected TruckUnderTest {
protected:
    std::set<std::string> gates_of_work() {
        std::set<std::string> gates;
        for (const Json& item :
             call(at::get_fulfillments, staff(), {.target = "/v1/fulfillments?limit=100"})
                 .json()
                 .at("items")) {
            gates.insert(item.value("gate", "none"));
        }
        return gates;
    }
};

TEST_F(ReroutedTruck, TakesItsWorkAlongWhileItIsOpen) {
    for (int i = 0; i < 40; ++i) {
        place({.external_id = "N" + std::to_string(i), .departure = truck_});
    }
    const Answer answer = reroute("CHALO", {{"leaves", "2026-03-10T13:00:00+07:00"}});
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json().at("gate"), "CHALO");
    EXPECT_EQ(answer.json().at("leaves"), "2026-03-10T06:00:00Z");
    EXPECT_EQ(answer.json().at("state"), "open");
    EXPECT_EQ(gates_of_work(), std::set<std::string>{"CHALO"});
    EXPECT_EQ(events("departure.rerouted").size(), 1U);
    EXPECT_EQ(events("fulfillment.rerouted").size(), 40U);
    EXPECT_EQ(store().counters().write_units_large.load(), 0U);
    aboard("A1");
    close(truck_);
    EXPECT_EQ(declarations().count("VN ready CHALO 31BB"), 1U);
}

TEST_F(ReroutedTruck, MovesItsDeclarationsToTheOtherOfficeOnceItIsClosed) {
    three_aboard();
    close(truck_);
    EXPECT_EQ(declarations().count("VN ready LAOBAO 32BB"), 3U);
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    EXPECT_EQ(first_code(depart()), "gate_closed");
    pass(Minutes{10});
    const Answer answer = reroute("CHALO");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json().at("state"), "closed");
    EXPECT_EQ(answer.json().at("papers"), 2);
    const auto declared = declarations();
    EXPECT_EQ(declared.count("VN ready CHALO 31BB"), 3U);
    EXPECT_EQ(declared.count("LA ready CHALO"), 3U);
    EXPECT_EQ(declared.count("VN void LAOBAO 32BB"), 3U);
    EXPECT_EQ(manifest(1).at("gate"), "CHALO");
    EXPECT_EQ(manifest(1).at("replaces"), manifest(0).at("id"));
    EXPECT_EQ(manifest(1).at("content_hash"), manifest(0).at("content_hash"));
    EXPECT_EQ(gates_of_work(), std::set<std::string>{"CHALO"});
    EXPECT_EQ(depart().json().at("state"), "departed");
    // What was handed over stays handed over.
    EXPECT_EQ(events("receivable.booked").size(), 3U);
    EXPECT_TRUE(events("alert.cash_refused").empty());
    EXPECT_EQ(events("order.handed_over").size(), 3U);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{97, 0}));
}

TEST_F(ReroutedTruck, ChangesNothingByTheSameGate) {
    three_aboard();
    close(truck_);
    const auto told = events();
    EXPECT_EQ(reroute("LAOBAO").json().at("papers"), 1);
    EXPECT_EQ(events(), told);
    pass(Minutes{10});
    reroute("CHALO");
    const auto once = events();
    EXPECT_EQ(reroute("CHALO").json().at("papers"), 2);
    EXPECT_EQ(events(), once);
}

TEST_F(ReroutedTruck, WaitsForItsGateWithPapersOfTheNewDay) {
    aboard("A1");
    close(truck_);
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    const Answer answer = reroute("LAOBAO", {{"leaves", "2026-03-11T08:00:00+07:00"}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json().at("papers"), 2);
    EXPECT_EQ(answer.json().at("leaves"), "2026-03-11T01:00:00Z");
}

TEST_F(ReroutedTruck, RefusesAGateThatIsNoneOrClosedOrOffTheWay) {
    aboard("A1");
    EXPECT_EQ(refusals(reroute("NOWHERE")).at(0).substr(0, 8), "unknown:");
    ASSERT_EQ(report("CHALO", "closed").status, 200);
    const Answer closed = reroute("CHALO");
    EXPECT_EQ(closed.code(), "state-forbids");
    EXPECT_EQ(first_code(closed), "gate_closed");
    EXPECT_EQ(
        first_code(reroute("CAUTREO", {{"arrives", "2026-03-10T11:00:00+07:00"}})), "out_of_range"
    );
    EXPECT_EQ(truck().at("gate"), "LAOBAO");
    const DepartureId domestic = open_departure("T2", {{"to", "DONGHOI"}});
    const Json body{{"gate", "CHALO"}, {"reason", "other"}};
    ASSERT_EQ(report("CHALO", "open").status, 200);
    EXPECT_EQ(
        refusals(write(at::post_departure_reroute, staff(), domestic.text(), body)),
        (Texts{"no_path: no road from DONGHA to DONGHOI crosses there"})
    );
}

} // namespace
} // namespace route9::tests
