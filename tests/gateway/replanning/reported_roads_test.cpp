// SPDX-License-Identifier: Apache-2.0
// A road that is cut moves what has not left, warns what is on it and keeps a truck at home that
// has no other one. Ways and times as in followed_corridor_test: by Lao Bảo 23:18, by Cha Lo 05:00
// the next day. Beyond Lao Bảo there is one road, to Xeno.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::tests {
namespace {

constexpr const char* kRoad = "LAOBAO-XENO";

class ReportedRoads : public testing::Test, public ReplanningUnderTest {
public:
    Answer say(const std::string& leg, const std::string& state, Json changes = Json::object()) {
        Json body{{"state", state}, {"source", "road office"}};
        body.update(changes);
        return write(at::put_leg_state, staff(), leg, std::move(body));
    }
    void road(const std::string& leg, const std::string& state, const Json& changes = {}) {
        const Answer answer = say(leg, state, changes.is_null() ? Json::object() : changes);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    void reroute(const DepartureId& truck) {
        const Json by_cha_lo{{"gate", "CHALO"}, {"reason", "queue"}};
        const Answer sent = write(at::post_departure_reroute, staff(), truck.text(), by_cha_lo);
        EXPECT_EQ(sent.status, 200) << sent.text;
    }
    void depart(const DepartureId& truck) {
        EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    }
    /// Parcel and work of an order, packed.
    std::string packed(const Json& order) {
        return pack(*FulfillmentId::parse(work(page(order)).at("id").get<std::string>()));
    }
    /// "DONGHA>…>SAVANNAKHET", as its plan says and its explanation repeats.
    std::string path(const Json& order) {
        const Json plan = work(page(order)).at("plan");
        std::string text;
        for (const Json& node : plan.at("path")) {
            text += (text.empty() ? "" : ">") + node.get<std::string>();
        }
        const Json& chosen = plan.at("chosen");
        EXPECT_EQ(std::ranges::count(chosen, Json("path:" + text)), 1) << chosen;
        return text;
    }
    std::string public_page(const std::string& parcel) {
        const std::string code = read(at::get_parcel, staff(), parcel).json().at("code");
        const Ask ask{
            .target = "/t/" + code + "?lang=en",
            .parameters = {{"tracking", code}},
            .headers = {{"Accept", "text/html"}},
        };
        return call(at::get_tracking_page, Principal{}, ask).text;
    }
    Json leg_now(const std::string& id) {
        for (const Json& leg : call(at::get_legs, staff(), {}).json().at("items")) {
            if (leg.at("id") == id) {
                return leg;
            }
        }
        return nullptr;
    }
};

TEST_F(ReportedRoads, AClosedRoadIsLeftAtOnceAndTakenAgainWhenItOpens) {
    const Json placed = order("A1", to_savannakhet);
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
    road(kRoad, "closed");
    EXPECT_EQ(stand(placed), "CHALO 2026-03-11T05:00:00+07:00 v2 leg_changed");
    ASSERT_EQ(news("order.promise_changed").size(), 1U);
    EXPECT_EQ(news("order.promise_changed").at(0).at("cause"), "leg_changed");
    road(kRoad, "open");
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v3 leg_changed");
    EXPECT_EQ(news("leg.state_changed").size(), 4U) << "a word for each direction";
}

TEST_F(ReportedRoads, ASlowRoadTakesSoManyMinutesMore) {
    const Json placed = order("A1", to_savannakhet);
    road("XENO-SAVAN_SENO", "restricted", {{"delay_minutes", 45}, {"direction", "vn_la"}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-11T00:03:00+07:00 v1 placed");
    road("XENO-SAVAN_SENO", "open", {{"direction", "vn_la"}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
}

TEST_F(ReportedRoads, AWordAboutTheOtherDirectionChangesNothing) {
    const Json placed = order("A1", to_savannakhet);
    road(kRoad, "closed", {{"direction", "la_vn"}});
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed");
}

TEST_F(ReportedRoads, AClosureEndsWithItsTimeWithoutAnotherWord) {
    const Json placed = order("A1", to_savannakhet);
    road(kRoad, "closed", {{"valid_until", "2026-03-10T09:00:00+07:00"}});
    EXPECT_EQ(work(page(placed)).at("gate"), "CHALO");
    pass(Minutes{59});
    EXPECT_EQ(follow(), 0);
    EXPECT_EQ(leg_now(kRoad).at("states").at(0).at("effective_state"), "closed");
    pass(Minutes{2});
    EXPECT_GT(follow(), 0);
    EXPECT_EQ(work(page(placed)).at("gate"), "LAOBAO");
    EXPECT_EQ(work(page(placed)).at("plan_reason"), "leg_changed");
    EXPECT_EQ(leg_now(kRoad).at("states").at(0).at("effective_state"), "unknown");
}

TEST_F(ReportedRoads, AnOrderWithoutAnyRoadIsHeldAndGoesOnByItself) {
    const Json placed = order("A1", to_savannakhet);
    road("XENO-SAVAN_SENO", "closed");
    EXPECT_EQ(stand(placed), "held NO_ROUTE");
    EXPECT_EQ(reserved(), 1) << "its shirt stays reserved";
    road("XENO-SAVAN_SENO", "open");
    EXPECT_EQ(stand(placed), "LAOBAO 2026-03-10T23:18:00+07:00 v3 leg_changed");
}

TEST_F(ReportedRoads, ATruckWithoutAnotherRoadStaysAndIsSentRound) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string parcel =
        pack(*FulfillmentId::parse(work(page(placed)).at("id").get<std::string>()));
    close(truck);
    road(kRoad, "closed");
    ASSERT_EQ(news("departure.reroute_needed").size(), 1U);
    EXPECT_EQ(news("departure.reroute_needed").at(0).at("cause"), "road_closed");
    const Answer refused = write(at::post_departure_depart, staff(), truck.text());
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "road_closed");
    EXPECT_EQ(
        refused.json().at("errors").at(0).at("message"),
        "no road leads from DONGHA to SAVANNAKHET by LAOBAO while these are reported closed: "
        "LAOBAO-XENO; reroute it or wait"
    );
    const Json by_cha_lo{{"gate", "CHALO"}, {"reason", "road_closed"}};
    const Answer other = write(at::post_departure_reroute, staff(), truck.text(), by_cha_lo);
    EXPECT_EQ(other.status, 200) << other.text;
    EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
}

TEST_F(ReportedRoads, WhatIsOnTheRoadToItRaisesOneAlert) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    pack(*FulfillmentId::parse(work(page(placed)).at("id").get<std::string>()));
    close(truck);
    EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    road("CHALO-THAKHEK", "closed");
    EXPECT_TRUE(news("alert.parcel_delayed").empty()) << "not on its way";
    road(kRoad, "closed");
    road(kRoad, "closed");
    ASSERT_EQ(news("alert.parcel_delayed").size(), 1U);
    EXPECT_EQ(news("alert.parcel_delayed").at(0).at("leg"), kRoad);
    EXPECT_EQ(news("alert.parcel_delayed").at(0).at("cause"), "road_closed");
}

constexpr const char* kByLaoBao = "DONGHA>LAOBAO_SECZ>LAOBAO>XENO>SAVAN_SENO>SAVANNAKHET";
constexpr const char* kByChaLo = "DONGHA>DONGHOI>KHEVE>CHALO>THAKHEK>XENO>SAVAN_SENO>SAVANNAKHET";

TEST_F(ReportedRoads, WhatIsSentRoundIsWarnedOfItsNewRoadOnly) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string parcel = packed(placed);
    close(truck);
    EXPECT_EQ(path(placed), kByLaoBao);
    reroute(truck);
    EXPECT_EQ(path(placed), kByChaLo);
    const Json item = work(page(placed));
    EXPECT_EQ(item.at("plan").at("km"), "510");
    EXPECT_EQ(item.at("plan_version"), 2);
    EXPECT_EQ(item.at("plan_reason"), "departure_changed");
    EXPECT_TRUE(rejects(page(placed), "gate:LAOBAO", "OTHER_GATE")) << item;
    EXPECT_EQ(item.at("plan").at("rejected").dump().find("gate:CHALO"), std::string::npos) << item;
    EXPECT_EQ(news("order.promise_changed").size(), 1U);
    depart(truck);
    road(kRoad, "closed");
    EXPECT_TRUE(news("alert.parcel_delayed").empty()) << "it does not go there any more";
    EXPECT_EQ(public_page(parcel).find("A road on its way is closed"), std::string::npos);
    road("CHALO-THAKHEK", "closed");
    ASSERT_EQ(news("alert.parcel_delayed").size(), 1U);
    EXPECT_EQ(news("alert.parcel_delayed").at(0).at("leg"), "CHALO-THAKHEK");
    EXPECT_NE(public_page(parcel).find("A road on its way is closed"), std::string::npos);
}

TEST_F(ReportedRoads, WhatIsLoadedOnAnOpenTruckGoesTheTrucksNewRoad) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string parcel = packed(placed);
    const Json load{{"parcels", {parcel}}};
    ASSERT_EQ(write(at::post_departure_load, staff(), truck.text(), load).status, 200);
    follow();
    reroute(truck);
    follow();
    EXPECT_EQ(path(placed), kByChaLo);
    EXPECT_EQ(stand(placed), "CHALO 2026-03-11T09:00:00+07:00 v2 departure_changed");
    ASSERT_EQ(news("order.promise_changed").size(), 1U);
    close(truck);
    depart(truck);
    road("CHALO-THAKHEK", "closed");
    EXPECT_EQ(news("alert.parcel_delayed").size(), 1U);
}

TEST_F(ReportedRoads, ABadWordIsRefusedAtItsMember) {
    EXPECT_EQ(say("DONGHA-NOWHERE", "closed").status, 404);
    EXPECT_EQ(say("XENO-LAOBAO", "closed").status, 404) << "as the corridor lists it";
    const auto code_of = [this](const Json& changes) {
        const Answer answer = say(kRoad, "closed", changes);
        EXPECT_EQ(answer.status, 422) << answer.text;
        const Json error = answer.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    };
    EXPECT_EQ(code_of({{"state", "shut"}}), "/state unknown_value");
    EXPECT_EQ(code_of({{"direction", "both"}}), "/direction unknown_value");
    EXPECT_EQ(code_of({{"delay_minutes", -1}}), "/delay_minutes out_of_range");
    EXPECT_EQ(code_of({{"reported_at", "2026-03-10T08:06:00+07:00"}}), "/reported_at out_of_range");
    EXPECT_EQ(code_of({{"valid_until", "2026-03-10T07:59:00+07:00"}}), "/valid_until out_of_range");
    EXPECT_EQ(say(kRoad, "closed").status, 200);
    EXPECT_EQ(say(kRoad, "open", {{"reported_at", "2026-03-10T07:00:00+07:00"}}).status, 409)
        << "older than what stands";
}

} // namespace
} // namespace route9::tests
