// SPDX-License-Identifier: Apache-2.0
// At the gate the load is moved once: who took it over, when, with which seals. Until that is told
// the truck does not arrive; its parcels follow in units that may be cut.
#include "core/limits.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/transship_departure.hpp"
#include "gateway/workers/departure_worker.hpp"
#include "stopping_store.hpp"
#include "transshipment_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::tests {
namespace {

class Transshipment : public testing::Test, public TransshipmentUnderTest {
protected:
    Transshipment() {
        put("VN-1", of_viet_nam());
        put("LA-2", of_laos());
    }
    /// Parcels of one shirt each, aboard; their ids.
    std::vector<std::string> fill(const DepartureId& id, int count) {
        std::vector<std::string> parcels;
        for (int i = 0; i < count; ++i) {
            const PlacedOrder placed =
                place({.external_id = "N" + std::to_string(i), .departure = id});
            parcels.push_back(pack(placed.fulfillments[0]));
        }
        return parcels;
    }
    DepartureId departed(int parcels = 1, const std::string& onward = "LA-2") {
        const DepartureId id = drive("T1", onward);
        fill(id, parcels);
        const Json sealed{{"seals", {"VN-000123"}}};
        EXPECT_EQ(act(at::post_departure_close, id, sealed).status, 200);
        EXPECT_EQ(outcome(act(at::post_departure_depart, id)), "200");
        pass(Minutes{130});
        return id;
    }
    Answer tell(const DepartureId& id, Json body = {}) {
        return act(at::post_departure_transship, id, std::move(body));
    }
    std::vector<fulfillment::Parcel> aboard(const DepartureId& id) {
        return *store().read([&](Tx& tx) -> Result<std::vector<fulfillment::Parcel>> {
            return fulfillment::parcels::of_departure(tx, qt, id);
        });
    }
    std::ptrdiff_t at_the_gate(const DepartureId& id) {
        return std::ranges::count(
            aboard(id), std::string{"at_export_gate"}, &fulfillment::Parcel::status
        );
    }
};

// The clock stands at 08:00 on 10 March, and at 10:10 when the truck is at the gate.
TEST_F(Transshipment, IsToldOnceWithWhoTookOverAndTheSeals) {
    const DepartureId id = departed();
    const Json told{{"at", "2026-03-10T10:05:00+07:00"}, {"seals", {"LA-000777"}}};
    const Answer moved = tell(id, told);
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(
        moved.json().at("transshipment"),
        (Json{
            {"vehicle", "LA-2"},
            {"plate", "LA-4826"},
            {"at", "2026-03-10T03:05:00Z"},
            {"from_vehicle", "VN-1"},
            {"from_plate", "74C-123.45"},
            {"broken_seals", {"VN-000123"}},
            {"seals", {"LA-000777"}},
        })
    );
    EXPECT_EQ(moved.json().at("state"), "departed");
    EXPECT_EQ(moved.json().at("seals"), Json::array({"LA-000777"}));
    ASSERT_EQ(news("departure.transshipped").size(), 1U);
    EXPECT_EQ(news("departure.transshipped").at(0).at("gate"), "LAOBAO");
    const std::string parcel = aboard(id).front().id.text();
    const Json seen = read(at::get_parcel_events, staff(), parcel).json().at("items");
    EXPECT_EQ(seen.back().at("status"), "at_export_gate");
    EXPECT_EQ(seen.back().at("place"), "LAOBAO");
    EXPECT_EQ(seen.back().at("at"), "2026-03-10T03:05:00Z");
    // Again, whole, in part or with nothing.
    const std::size_t events_before = events().size();
    for (const Json& again :
         {told, Json{{"vehicle", "LA-2"}}, Json{{"seals", {"LA-000777"}}}, Json::object()}) {
        EXPECT_EQ(tell(id, again).json().at("transshipment"), moved.json().at("transshipment"));
    }
    EXPECT_EQ(events().size(), events_before);
    for (const Json& other :
         {Json{{"at", "2026-03-10T10:06:00+07:00"}},
          Json{{"vehicle", "VN-1"}},
          Json{{"seals", {"LA-000778"}}},
          Json{{"seals", Json::array()}}}) {
        EXPECT_EQ(
            outcome(tell(id, other)),
            "409  told_otherwise: it was told before: onto LA-2 at 2026-03-10T03:05:00Z; see "
            "transshipment of the departure"
        );
    }
    ASSERT_EQ(outcome(act(at::post_departure_arrive, id)), "200");
    EXPECT_EQ(outcome(tell(id, told)), "200");
    EXPECT_EQ(tell(id, {{"vehicle", "VN-1"}}).status, 409);
    EXPECT_EQ(aboard(id).front().status, "at_destination_hub");
}

TEST_F(Transshipment, IsNotToldBeforeTheTruckHasLeftNorOfOneThatNamesNone) {
    const DepartureId id = drive("T1", "LA-2");
    EXPECT_EQ(tell(id).status, 409);
    close(id);
    EXPECT_EQ(tell(id).status, 409);
    EXPECT_TRUE(news("departure.transshipped").empty());
    const DepartureId plain = open_departure("T2");
    EXPECT_EQ(
        outcome(tell(plain)),
        "409 /transshipment not_planned: the departure names no second vehicle; one is named "
        "before it leaves, with POST /v1/departures/{id}/vehicle"
    );
    EXPECT_EQ(write(at::post_departure_transship, staff(), "dep_none").status, 404);
    EXPECT_EQ(write(at::post_departure_transship, by_carrier(), id.text()).status, 403);
}

TEST_F(Transshipment, OfATruckWithNothingAboardIsToldToo) {
    const DepartureId id = departed(0);
    ASSERT_EQ(outcome(tell(id)), "200");
    EXPECT_EQ(outcome(act(at::post_departure_arrive, id)), "200");
}

TEST_F(Transshipment, ByAClockThatRunsAheadIsOfNow) {
    const DepartureId id = departed();
    const Json ahead{{"at", "2026-03-10T10:14:00+07:00"}};
    const Answer moved = tell(id, ahead);
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(moved.json().at("transshipment").at("at"), "2026-03-10T03:10:00Z");
    EXPECT_EQ(outcome(tell(id, ahead)), "200");
    ASSERT_EQ(outcome(act(at::post_departure_arrive, id)), "200");
    EXPECT_EQ(aboard(id).front().status, "at_destination_hub");
}

TEST_F(Transshipment, ComesBeforeTheArrival) {
    const DepartureId id = departed();
    EXPECT_EQ(
        outcome(act(at::post_departure_arrive, id)),
        "409 /transshipment not_transshipped: nobody has told that its load was moved onto LA-2 at "
        "LAOBAO; POST /v1/departures/{id}/transship first"
    );
    EXPECT_EQ(truck(id).at("state"), "departed");
    ASSERT_EQ(outcome(tell(id)), "200");
    EXPECT_EQ(
        outcome(act(at::post_departure_arrive, id, {{"driven_km", "330"}})),
        "422 /driven_km two_vehicles: two vehicles drove the way, each a part; leave this out"
    );
    EXPECT_EQ(outcome(act(at::post_departure_arrive, id)), "200");
}

TEST_F(Transshipment, MayBeOntoAnotherVehicleThanNamed) {
    const DepartureId id = departed();
    put("LA-3", of_laos(), {{"permits", {permit("VN", "2026-12-31")}}});
    put("LA-4", of_laos(), {{"payload_kg", "0.2"}});
    EXPECT_EQ(
        outcome(tell(id, {{"vehicle", "LA-3"}})),
        "409 /vehicle permit_missing: LA-3 has no permit for LA on 2026-03-10, when it crosses at "
        "LAOBAO; give the vehicle that took the load over as vehicle"
    );
    EXPECT_EQ(
        outcome(tell(id, {{"vehicle", "LA-4"}})),
        "409 /vehicle over_full: more is aboard than LA-4 carries"
    );
    EXPECT_EQ(
        outcome(tell(id, {{"vehicle", "NONE"}})), "422 /vehicle unknown: there is no vehicle NONE"
    );
    EXPECT_EQ(
        outcome(tell(id, {{"vehicle", "VN-1"}})),
        "422 /vehicle bad_value: it brought the load; name the one that took it over"
    );
    put("LA-5", of_laos(), {{"plates", {{"la", "LA-0005"}}}});
    const Answer moved = tell(id, {{"vehicle", "LA-5"}});
    ASSERT_EQ(moved.status, 200) << moved.text;
    const Json now = moved.json().at("transshipment");
    EXPECT_EQ(now.at("vehicle"), "LA-5");
    EXPECT_EQ(now.at("planned"), "LA-2");
    EXPECT_EQ(lao_manifest(id, "Vehicle"), "LA-0005");
}

/// Plates of Laos cross, VN-1 never does: it is at the gate and home again between two trips.
TEST_F(Transshipment, CountsARunOfTheVehicleThatCrosses) {
    put("LA-3", of_laos(), {{"plates", {{"la", "LA-0003"}}}});
    put("LA-5", of_laos(), {{"plates", {{"la", "LA-0005"}}}});
    const auto reported = [this] {
        const Ask ask{.target = "/v1/reports/empty-runs"};
        const Json items = call(at::get_empty_runs, staff(), ask).json().at("items");
        std::vector<std::string> all;
        for (const Json& row : items) {
            all.push_back(
                row.at("gate").get<std::string>() + " " + row.at("direction").get<std::string>() +
                " " + row.at("runs").dump() + " runs, " + row.at("returns_unseen").dump() +
                " unseen"
            );
        }
        return all;
    };
    const auto leave = [this](const std::string& reference, const std::string& onward, int hour) {
        const std::string leaves = "2026-03-10T" + std::to_string(hour) + ":00:00+07:00";
        const DepartureId id = drive(reference, onward, {{"leaves", leaves}});
        EXPECT_EQ(act(at::post_departure_close, id).status, 200);
        EXPECT_EQ(outcome(act(at::post_departure_depart, id)), "200");
        return id;
    };
    const DepartureId first = leave("T1", "LA-2", 12);
    leave("T2", "LA-3", 14);
    EXPECT_EQ(reported(), std::vector<std::string>{"LAOBAO vn_la 2 runs, 0 unseen"});
    leave("T3", "LA-5", 16);
    EXPECT_EQ(reported(), std::vector<std::string>{"LAOBAO vn_la 3 runs, 0 unseen"});
    pass(Minutes{130});
    ASSERT_EQ(tell(first, {{"vehicle", "LA-5"}}).status, 200) << "another came than was named";
    EXPECT_EQ(
        reported(),
        (std::vector<std::string>{"LAOBAO vn_la 3 runs, 0 unseen", "LAOBAO la_vn 0 runs, 1 unseen"})
    ) << "LA-5 crosses twice, so it came back without us";
}

// The one that was to come waited too long at the gate.
TEST_F(Transshipment, IsJudgedOnTheDayItHappens) {
    put("LA-2", of_laos(), {{"permits", {permit("VN", "2026-12-31"), permit("LA", "2026-03-10")}}});
    const DepartureId id = departed();
    pass(Minutes{24 * 60});
    EXPECT_EQ(
        outcome(tell(id)),
        "409 /vehicle permit_expired: LA-2 has no longer a permit for LA on 2026-03-11, when it "
        "crosses at LAOBAO; give the vehicle that took the load over as vehicle"
    );
    EXPECT_EQ(outcome(tell(id, {{"at", "2026-03-10T10:10:00+07:00"}})), "200");
}

TEST_F(Transshipment, HasATimeWithinTheTrip) {
    const DepartureId id = departed();
    const std::string words =
        "422 /at out_of_range: give when it happened: after the truck left, within 30 days";
    EXPECT_EQ(outcome(tell(id, {{"at", "2026-03-10T07:59:00+07:00"}})), words);
    EXPECT_EQ(outcome(tell(id, {{"at", "2026-03-10T10:16:00+07:00"}})), words);
    EXPECT_EQ(outcome(tell(id, {{"at", "2026-03-10T10:15:00+07:00"}})), "200");
}

TEST_F(Transshipment, BreaksTheSealsAndPutsOnNewOnes) {
    const DepartureId other = open_departure("T9");
    ASSERT_EQ(act(at::post_departure_seals, other, {{"seals", {"LA-9"}}}).status, 200);
    const DepartureId id = departed();
    EXPECT_EQ(
        outcome(tell(id, {{"seals", {"VN-000123"}}})),
        "422 /seals broken: VN-000123 was on the first vehicle and is broken; give the new numbers"
    );
    EXPECT_EQ(tell(id, {{"seals", {"LA-9"}}}).json().at("errors").at(0).at("code"), "taken");
    ASSERT_EQ(outcome(tell(id, {{"seals", {"LA-10"}}})), "200");
    const Json alarm{{"kind", "opened"}, {"at", "2026-03-10T10:10:00+07:00"}};
    const auto alarm_of = [&](const std::string& seal) {
        return call(at::post_seal_alarm, staff(), {.parameters = {{"number", seal}}, .body = alarm})
            .status;
    };
    EXPECT_EQ(alarm_of("LA-10"), 201);
    EXPECT_EQ(alarm_of("VN-000123"), 404);
}

TEST_F(Transshipment, MovesNoParcelBack) {
    const DepartureId id = departed();
    const std::string code = aboard(id).front().code;
    const Json crossed{
        {"events",
         {{{"id", "E1"},
           {"parcel", code},
           {"status", "border_crossed"},
           {"at", "2026-03-10T10:00:00+07:00"}}}}
    };
    const Answer told = call(at::post_tracking_events, by_carrier(), {.body = crossed});
    ASSERT_LT(told.status, 300) << told.text;
    ASSERT_EQ(aboard(id).front().status, "border_crossed") << told.text;
    ASSERT_EQ(outcome(tell(id, {{"at", "2026-03-10T09:55:00+07:00"}})), "200");
    EXPECT_EQ(aboard(id).front().status, "border_crossed");
}

// 84 km by the first at 280 g, 246 km by the second at 205 g: 0.25 × (84 × 280 + 246 × 205) / 1000.
TEST_F(Transshipment, EmitsByEachOnItsPart) {
    put("LA-6", of_laos(), {{"payload_kg", 9'000}, {"gross_mass_kg", 16'000}});
    const DepartureId id = departed(1, "LA-6");
    const Json told = read(at::get_departure_emissions, staff(), id.text()).json();
    EXPECT_EQ(told.at("co2e_g"), "18.4875");
    EXPECT_EQ(told.at("fixed"), true);
    EXPECT_EQ(told.at("factor").at("id"), "rigid_7_12t_asia_wtw");
    EXPECT_EQ(told.at("onward").at("factor").at("id"), "rigid_12_20t_asia_wtw");
    ASSERT_EQ(outcome(tell(id, {{"vehicle", "LA-2"}})), "200"); // 280 g as the first
    EXPECT_EQ(read(at::get_departure_emissions, staff(), id.text()).json().at("co2e_g"), "23.1");
}

TEST_F(Transshipment, TakesItsParcelsInUnitsThatMayBeCut) {
    const DepartureId id = departed(20);
    StoppingStore stopping{store(), 3}; // told, signed over before, sixteen moved
    gateway::Services cut = services_over(stopping);
    const gateway::DepartureChange change =
        [&catalogue = services().catalogue](Tx& tx, const gateway::StepOrder& step) {
            return gateway::transship_departure(tx, step, {}, catalogue);
        };
    EXPECT_FALSE(run([&] { return gateway::change_departure(cut, qt, id, change, deadline()); }));
    EXPECT_EQ(at_the_gate(id), 16);
    EXPECT_EQ(news("departure.transshipped").size(), 1U);
    pass(Minutes{10});
    EXPECT_EQ(
        run([&] { return gateway::finish_departures_due(services(), now() + limits::job_lease); }),
        1
    );
    EXPECT_EQ(at_the_gate(id), 20);
    EXPECT_EQ(outcome(tell(id)), "200");
    EXPECT_EQ(news("departure.transshipped").size(), 1U);
    EXPECT_EQ(news("parcel.departed").size(), 20U);
    EXPECT_EQ(news("parcel.status_changed").size(), 60U); // picked up, on the road, at the gate
}

TEST_F(Transshipment, IsFinishedBeforeTheTruckArrives) {
    const DepartureId id = departed(20);
    StoppingStore stopping{store(), 2};
    gateway::Services cut = services_over(stopping);
    const gateway::DepartureChange change =
        [&catalogue = services().catalogue](Tx& tx, const gateway::StepOrder& step) {
            return gateway::transship_departure(tx, step, {}, catalogue);
        };
    EXPECT_FALSE(run([&] { return gateway::change_departure(cut, qt, id, change, deadline()); }));
    EXPECT_EQ(at_the_gate(id), 0);
    pass(Minutes{300});
    ASSERT_EQ(outcome(act(at::post_departure_arrive, id)), "200");
    const Json seen = read(at::get_parcel_events, staff(), aboard(id).back().id.text()).json();
    ASSERT_EQ(seen.at("items").size(), 4U);
    EXPECT_EQ(seen.at("items").at(2).at("status"), "at_export_gate");
    EXPECT_EQ(seen.at("items").at(3).at("status"), "at_destination_hub");
}

} // namespace
} // namespace route9::tests
