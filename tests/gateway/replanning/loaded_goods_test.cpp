// SPDX-License-Identifier: Apache-2.0
// What a person has loaded stands on its truck: it stays there until a person takes it off, and
// papers say when something stands on them that nobody has loaded.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class LoadedGoods : public testing::Test, public ReplanningUnderTest {
protected:
    std::string pack_work(const Json& order) {
        return pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value());
    }
    Json parcel(const std::string& id) { return read(at::get_parcel, staff(), id).json(); }
    std::string place_of(const std::string& id) { return parcel(id).value("departure", "none"); }
    std::string code_of(const std::string& id) { return parcel(id).at("code"); }
    void load(const DepartureId& truck, const std::string& id) {
        const Json body{{"parcels", {id}}};
        const Answer answer = write(at::post_departure_load, staff(), truck.text(), body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    void unload(const DepartureId& truck, const std::string& id, const std::string& reason) {
        const Json body{{"parcels", {id}}, {"reason", reason}};
        const Answer answer = write(at::post_departure_unload, staff(), truck.text(), body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    void reroute(const DepartureId& truck) {
        const Json body{{"gate", "CHALO"}, {"reason", "gate_closed"}};
        const Answer answer = write(at::post_departure_reroute, staff(), truck.text(), body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    std::vector<std::string> reasons(const Json& order) {
        std::vector<std::string> codes;
        const Json now = page(order);
        for (const Json& reason : now.at("reasons")) {
            codes.push_back(reason.at("code"));
        }
        return codes;
    }
    using Codes = std::vector<std::string>;
};

TEST_F(LoadedGoods, StayAboardWhenTheGateCloses) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    open_departure("T2", {{"gate", "CHALO"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    load(truck, id);
    EXPECT_EQ(news("parcel.loaded").size(), 1U) << "its plan named the truck, nobody had loaded it";
    load(truck, id);
    EXPECT_EQ(news("parcel.loaded").size(), 1U);
    gate("LAOBAO", "closed");
    EXPECT_EQ(place_of(id), truck.text());
    EXPECT_EQ(reasons(placed), (Codes{"NO_OPEN_GATE"}));
    const auto asked = news("departure.reroute_needed");
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked.at(0).at("departure"), truck.text());
    reroute(truck);
    EXPECT_EQ(place_of(id), truck.text());
    EXPECT_EQ(reasons(placed), Codes{});
    const Json closed = close(truck);
    EXPECT_EQ(closed.at("counts").at("parcels"), 1);
    EXPECT_FALSE(closed.contains("warnings"));
}

TEST_F(LoadedGoods, StayAboardWhenTheGateClosesAndOpensAgain) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    load(truck, id);
    gate("LAOBAO", "closed");
    gate("LAOBAO", "open");
    EXPECT_EQ(place_of(id), truck.text());
    EXPECT_EQ(reasons(placed), Codes{});
    EXPECT_EQ(work(page(placed)).at("plan_version"), 1);
}

TEST_F(LoadedGoods, AreFollowedOnceMoreWhenAPersonTakesThemOff) {
    const DepartureId truck = open_departure("T1");
    const DepartureId other =
        open_departure("T2", {{"gate", "CHALO"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    const std::string id = pack_work(order("A1", to_savannakhet));
    load(truck, id);
    gate("LAOBAO", "closed");
    unload(truck, id, "other");
    EXPECT_EQ(place_of(id), other.text());
}

TEST_F(LoadedGoods, ThatJoinedThePapersUnseenAreNamed) {
    const DepartureId truck = open_departure("T1");
    const std::string loaded = pack_work(order("A1", to_savannakhet));
    const std::string unseen = pack_work(order("A2", to_savannakhet));
    load(truck, loaded);
    const Json closed = close(truck);
    EXPECT_EQ(closed.at("counts").at("parcels"), 2);
    EXPECT_EQ(
        closed.at("warnings"),
        (Json::array(
            {{{"code", "not_loaded"}, {"count", 1}, {"parcels", Json::array({code_of(unseen)})}}}
        ))
    );
    unload(truck, unseen, "short");
    const Answer left = write(at::post_departure_depart, staff(), truck.text());
    EXPECT_EQ(left.status, 200) << left.text;
    EXPECT_FALSE(left.json().contains("warnings"));
}

TEST_F(LoadedGoods, AreNotAskedForWhereNobodyScans) {
    const DepartureId truck = open_departure("T1");
    pack_work(order("A1", to_savannakhet));
    EXPECT_FALSE(close(truck).contains("warnings"));
}

TEST_F(LoadedGoods, WaitForNothingAnyMoreOnceAPersonHasLoadedThemAgain) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    gate("LAOBAO", "closed");
    EXPECT_EQ(reasons(placed), (Codes{"NO_CAPACITY"}));
    load(truck, id);
    EXPECT_EQ(reasons(placed), Codes{}) << "it has a truck";
    reroute(truck);
    close(truck);
    EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    EXPECT_EQ(page(placed).at("status"), "handed_over");
    EXPECT_EQ(reasons(placed), Codes{});
}

TEST_F(LoadedGoods, OnHoldAreToldToTheSellerUntilTheyAreLoadedAgain) {
    const DepartureId truck = open_departure("T1");
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    close(truck);
    pass(Minutes{10});
    unload(truck, id, "short");
    EXPECT_EQ(reasons(placed), (Codes{"PARCEL_ON_HOLD"}));
    const Json held = work(page(placed));
    EXPECT_FALSE(held.contains("eta"));
    EXPECT_EQ(held.at("plan").at("chosen").dump().find(truck.text()), std::string::npos);
    EXPECT_EQ(news("fulfillment.waiting").size(), 1U);
    load(next, id);
    EXPECT_EQ(reasons(placed), Codes{});
    EXPECT_TRUE(work(page(placed)).contains("eta"));
    EXPECT_EQ(news("fulfillment.goes_on").size(), 1U);
}

} // namespace
} // namespace route9::tests
