// SPDX-License-Identifier: Apache-2.0
// What people report of a gate holds as long as they said, and no report comes from the future.
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace route9::tests {
namespace {

class GateReports : public testing::Test, public PlanningUnderTest {
protected:
    std::string pointer(const Json& changes) {
        const Answer answer = report("LAOBAO", "closed", changes);
        return answer.status == 422 ? answer.json().at("errors").at(0).value("pointer", "")
                                    : answer.text;
    }
    std::string effective() {
        const Json gates = call(at::get_gates, staff(), {}).json();
        for (const Json& gate : gates.at("items")) {
            if (gate.at("id") == "LAOBAO") {
                return gate.at("states").at(0).at("effective_state");
            }
        }
        return "";
    }
};

TEST_F(GateReports, AClosureEndsWhenItWasSaidToEndAndIsThenUnknown) {
    report("LAOBAO", "closed", {{"valid_until", "2026-03-10T23:59:00+07:00"}});
    EXPECT_EQ(effective(), "closed");
    EXPECT_NE(way(order("A1", to_savannakhet)).substr(0, 6), "LAOBAO");
    clock().set(parse_rfc3339("2026-03-10T23:59:00+07:00").value());
    EXPECT_EQ(effective(), "closed") << "the last moment counts";
    clock().set(parse_rfc3339("2026-03-11T00:00:00+07:00").value());
    EXPECT_EQ(effective(), "unknown") << "silence is not an open gate";
}

TEST_F(GateReports, AClosureWithoutAnEndStaysHoweverOldItIs) {
    report("LAOBAO", "closed");
    pass(Minutes{60L * 24 * 30});
    EXPECT_EQ(effective(), "closed");
}

TEST_F(GateReports, TheTruckByAGateOfAnEndedClosureIsTakenAndSaidToBeUnconfirmed) {
    report("LAOBAO", "closed", {{"valid_until", "2026-03-10T23:59:00+07:00"}});
    const DepartureId truck = open_departure("T1", {{"leaves", "2026-03-12T08:00:00+07:00"}});
    clock().set(parse_rfc3339("2026-03-11T08:00:00+07:00").value());
    const Json placed = order("A1", to_savannakhet);
    EXPECT_EQ(way(placed), "LAOBAO " + truck.text());
    EXPECT_EQ(
        placed.at("fulfillments").at(0).at("plan").at("warnings"),
        Json::array({"GATE_STATE_UNKNOWN"})
    );
}

TEST_F(GateReports, TheHoursShownAreThoseOfTheDay) {
    const auto hours = [this](const char* at_time) {
        clock().set(parse_rfc3339(at_time).value());
        return call(at::get_gates, staff(), {}).json().at("items").at(0).at("hours").dump();
    };
    EXPECT_EQ(hours("2027-02-05T08:00:00+07:00"), R"([{"close":"19:30","open":"07:00"}])");
    EXPECT_EQ(hours("2027-02-06T08:00:00+07:00"), "[]") << "the first day of Tết";
    EXPECT_EQ(hours("2027-02-07T08:00:00+07:00"), R"([{"close":"16:00","open":"08:00"}])");
}

TEST_F(GateReports, RefusesTimesThatCannotBe) {
    // It is 08:00; clocks may differ by five minutes.
    EXPECT_EQ(pointer({{"reported_at", "2026-03-10T08:05:01+07:00"}}), "/reported_at");
    EXPECT_EQ(
        report("LAOBAO", "closed", {{"reported_at", "2026-03-10T08:05:00+07:00"}}).status, 200
    );
    EXPECT_EQ(pointer({{"valid_until", "2020-01-01T00:00:00Z"}}), "/valid_until");
    EXPECT_EQ(
        pointer(
            {{"reported_at", "2026-03-10T07:00:00+07:00"},
             {"valid_until", "2026-03-10T06:59:59+07:00"}}
        ),
        "/valid_until"
    );
}

} // namespace
} // namespace route9::tests
