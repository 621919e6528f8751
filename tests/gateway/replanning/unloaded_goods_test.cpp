// SPDX-License-Identifier: Apache-2.0
// What was taken off a truck goes on by itself unless something is wrong with it; a truck that goes
// by another gate keeps its goods.
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <set>

namespace route9::tests {
namespace {

class UnloadedGoods : public testing::Test, public ReplanningUnderTest {
protected:
    std::string pack_work(const Json& order) {
        return pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value());
    }
    Json parcel(const std::string& id) { return read(at::get_parcel, staff(), id).json(); }
    /// The truck and the status; "none" without a truck.
    std::string place_of(const std::string& id) {
        const Json found = parcel(id);
        return found.value("departure", "none") + " " + found.at("status").get<std::string>();
    }
    void unload(const DepartureId& truck, const std::string& parcel, const std::string& reason) {
        const Json body{{"parcels", {parcel}}, {"reason", reason}};
        const Answer answer = write(at::post_departure_unload, staff(), truck.text(), body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    Answer depart(const DepartureId& truck) {
        return write(at::post_departure_depart, staff(), truck.text());
    }
    Answer reroute(const DepartureId& truck) {
        const Json body{
            {"gate", "CHALO"}, {"leaves", "2026-03-10T13:00:00+07:00"}, {"reason", "gate_closed"}
        };
        return write(at::post_departure_reroute, staff(), truck.text(), body);
    }
    DepartureId later_truck() {
        return open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    }
};

TEST_F(UnloadedGoods, OfAClosedTruckTakeTheNextOneUnlessAPieceIsMissing) {
    const DepartureId first = open_departure("T1");
    const std::string missing = pack_work(order("A1", to_savannakhet));
    const Json placed = order("A2", to_savannakhet);
    const std::string late = pack_work(placed);
    pack_work(order("A3", to_savannakhet));
    const DepartureId next = later_truck();
    close(first);
    pass(Minutes{10});
    unload(first, missing, "short");
    unload(first, late, "other");
    EXPECT_EQ(place_of(missing), "none on_hold");
    EXPECT_EQ(place_of(late), next.text() + " created");
    EXPECT_EQ(work(page(placed)).at("plan_reason"), "left_behind");
    EXPECT_EQ(page(placed).at("status"), "packed");
    gate("CHALO", "closed"); // whatever makes us look
    EXPECT_EQ(place_of(missing), "none on_hold");
    EXPECT_EQ(depart(first).status, 200);
    pass(Minutes{10});
    close(next);
    EXPECT_EQ(place_of(late), next.text() + " picked_up");
}

TEST_F(UnloadedGoods, AreLoadedAgainByAPersonOnceTheyMayTravel) {
    const DepartureId first = open_departure("T1");
    const DepartureId next = later_truck();
    for (const std::string reason : {"short", "damaged", "customs_held", "cancelled"}) {
        const std::string id = pack_work(order(reason, to_savannakhet));
        unload(first, id, reason);
        EXPECT_EQ(place_of(id), "none on_hold") << reason;
        pass(Minutes{1});
        const Json load{{"parcels", {id}}};
        const Answer loaded = write(at::post_departure_load, staff(), next.text(), load);
        EXPECT_EQ(loaded.status, 200) << loaded.text;
        EXPECT_EQ(place_of(id), next.text() + " created") << reason;
    }
    EXPECT_EQ(news("parcel.status_changed").size(), 8U);
    pass(Minutes{10});
    EXPECT_EQ(close(next).at("counts").at("parcels"), 4);
    EXPECT_EQ(depart(next).status, 200);
}

TEST_F(UnloadedGoods, OfAnOpenTruckDoNotComeBackToItByThemselves) {
    const DepartureId first = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    unload(first, id, "other");
    EXPECT_EQ(place_of(id), "none created");
    EXPECT_EQ(page(placed).at("reasons").at(0).at("code"), "NO_CAPACITY");
    const DepartureId next = later_truck();
    follow();
    EXPECT_EQ(place_of(id), next.text() + " created");
    EXPECT_TRUE(page(placed).at("reasons").empty());
    const Json load{{"parcels", {id}}};
    EXPECT_EQ(write(at::post_departure_load, staff(), first.text(), load).status, 200);
    follow();
    EXPECT_EQ(place_of(id), first.text() + " created") << "a person may put it there";
}

TEST_F(UnloadedGoods, OnHoldAreCancelledLikeOthers) {
    const DepartureId first = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    close(first);
    pass(Minutes{10});
    unload(first, id, "cancelled");
    const Answer gone =
        write(at::post_order_cancel, by_seller(), placed.at("id"), {{"reason", "late"}});
    EXPECT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(place_of(id), "none cancelled");
    EXPECT_EQ(reserved(), 0);
}

TEST_F(UnloadedGoods, StayOnAnOpenTruckThatGoesByAnotherGate) {
    const DepartureId truck = open_departure("T1");
    const Json planned = order("A1", to_savannakhet);
    const Json packed = order("A2", to_savannakhet);
    const std::string id = pack_work(packed);
    EXPECT_EQ(reroute(truck).status, 200);
    gate("LAOBAO", "closed");
    EXPECT_EQ(place_of(id), truck.text() + " created");
    for (const Json& each : {planned, packed}) {
        EXPECT_EQ(work(page(each)).at("gate"), "CHALO");
        EXPECT_EQ(work(page(each)).at("departure"), truck.text());
        EXPECT_EQ(work(page(each)).at("plan_version"), 2);
    }
    EXPECT_TRUE(news("order.replanned").empty());
}

TEST_F(UnloadedGoods, FindATruckThatWasSentByAnotherGateForThem) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    gate("LAOBAO", "closed");
    EXPECT_EQ(place_of(id), "none created");
    EXPECT_EQ(reroute(truck).status, 200);
    follow();
    EXPECT_EQ(place_of(id), truck.text() + " created");
    EXPECT_EQ(work(page(placed)).at("gate"), "CHALO");
    EXPECT_TRUE(page(placed).at("reasons").empty());
}

TEST_F(UnloadedGoods, ADeclaredTruckLeavesByTheOtherGateWithNewPapers) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    const std::string id = pack_work(placed);
    close(truck);
    pass(Minutes{10});
    gate("LAOBAO", "closed");
    EXPECT_EQ(news("departure.reroute_needed").size(), 1U);
    const Answer refused = depart(truck);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "gate_closed");
    EXPECT_EQ(reroute(truck).json().at("papers"), 2);
    follow();
    EXPECT_EQ(place_of(id), truck.text() + " picked_up");
    std::multiset<std::string> papers;
    const Json declared =
        call(at::get_declarations, staff(), {.target = "/v1/declarations?limit=100"}).json();
    for (const Json& each : declared.at("items")) {
        papers.insert(
            each.at("country").get<std::string>() + " " + each.at("status").get<std::string>() +
            " " + each.value("office", "")
        );
    }
    EXPECT_EQ(
        papers,
        (std::multiset<std::string>{"LA ready ", "LA void ", "VN ready 31BB", "VN void 32BB"})
    );
    EXPECT_EQ(depart(truck).json().at("state"), "departed");
}

TEST_F(UnloadedGoods, OfATruckThatComesLaterTellTheirBuyersOnce) {
    const DepartureId truck = open_departure("T1");
    const Json placed = order("A1", to_savannakhet);
    pack_work(placed);
    close(truck);
    pass(Minutes{10});
    const Json later{
        {"gate", "CHALO"},
        {"arrives", "2026-03-13T10:00:00+07:00"},
        {"reason", "road_closed"},
    };
    const Answer rerouted = write(at::post_departure_reroute, staff(), truck.text(), later);
    ASSERT_EQ(rerouted.status, 200) << rerouted.text;
    EXPECT_EQ(work(page(placed)).at("eta"), "2026-03-13T10:00:00+07:00");
    const auto told = news("order.promise_changed");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.at(0).at("to"), "2026-03-13T10:00:00+07:00");
    EXPECT_EQ(told.at(0).at("cause"), "departure_changed");
    const std::string chosen = work(page(placed)).at("plan").at("chosen").dump();
    EXPECT_NE(chosen.find("gate:CHALO"), std::string::npos) << chosen;
    EXPECT_EQ(chosen.find("gate:LAOBAO"), std::string::npos) << chosen;
}

TEST_F(UnloadedGoods, OfATruckThatLeavesADayLaterComeADayLater) {
    const DepartureId truck = open_departure("T1"); // at 12:00 of the 10th
    const Json placed = order("A1", to_savannakhet);
    pack_work(placed);
    const Instant before = parse_rfc3339(work(page(placed)).at("eta").get<std::string>()).value();
    close(truck);
    pass(Minutes{10});
    const Json later{
        {"gate", "LAOBAO"}, {"leaves", "2026-03-11T12:00:00+07:00"}, {"reason", "queue"}
    };
    ASSERT_EQ(write(at::post_departure_reroute, staff(), truck.text(), later).status, 200);
    EXPECT_EQ(work(page(placed)).at("eta"), format_corridor(before + std::chrono::days{1}));
    EXPECT_EQ(news("order.promise_changed").size(), 1U);
}

} // namespace
} // namespace route9::tests
