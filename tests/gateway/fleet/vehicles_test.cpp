// SPDX-License-Identifier: Apache-2.0
// A truck does what its vehicle may do: drive in both countries on the day it crosses, and carry
// what is promised in kilograms and cubic metres; what does not fit takes the next one.
#include "fulfillment/product_store.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

const Json ten_tons{
    {"plates", {{"vn", "74C-123.45"}, {"la", "ສຂ 1234"}}},
    {"permits",
     {{{"country", "VN"}, {"number", "VN-77"}, {"until", "2026-03-10"}},
      {{"country", "LA"}, {"number", "LA-88"}, {"until", "2026-12-31"}}}},
    {"gross_mass_kg", 10000},
    {"payload_kg", 5000},
    {"volume_m3", "27.5"},
};

class Vehicles : public testing::Test, public ReplanningUnderTest {
protected:
    Answer put(const std::string& id, Json changes = {}, const std::string& if_match = "") {
        Json body = ten_tons;
        if (changes.is_object()) {
            body.update(changes);
        }
        Ask ask{.parameters = {{"id", id}}, .body = body};
        if (!if_match.empty()) {
            ask.headers.emplace_back("If-Match", if_match);
        }
        return call(at::put_vehicle, staff(), ask);
    }
    Json truck(const DepartureId& id) { return read(at::get_departure, staff(), id.text()).json(); }
    Answer act(Endpoint endpoint, const DepartureId& id, Json body = {}) {
        return write(endpoint, staff(), id.text(), std::move(body));
    }
    /// "409 permit_expired: …"; the status alone of what is not refused by a field.
    static std::string outcome(const Answer& answer) {
        std::string text = std::to_string(answer.status);
        if (answer.status >= 400 && answer.json().contains("errors")) {
            const Json error = answer.json().at("errors").at(0);
            text += " " + error.at("code").get<std::string>() + ": " +
                    error.at("message").get<std::string>();
        }
        return text;
    }
    /// With a vehicle, its plate and its payload.
    DepartureId drive(const std::string& reference, const std::string& vehicle, Json more = {}) {
        Json body{
            {"reference", reference},
            {"from", "DONGHA"},
            {"to", "SAVANNAKHET"},
            {"gate", "LAOBAO"},
            {"carrier", "lao-express"},
            {"leaves", "2026-03-10T12:00:00+07:00"},
            {"vehicle", vehicle},
        };
        if (more.is_object()) {
            body.update(more);
        }
        const Answer opened = call(at::post_departure, staff(), {.body = body});
        EXPECT_EQ(opened.status, 201) << opened.text;
        return DepartureId::parse(opened.json().value("id", "")).value();
    }
    void shirts_of(std::int64_t volume_cm3) {
        const auto written = store().write([volume_cm3](Tx& tx) -> Result<int> {
            auto product = *fulfillment::products::find(tx, qt, PartyId{"shop"}, Sku{"SHIRT"});
            product.volume_cm3 = volume_cm3;
            fulfillment::products::put(tx, qt, product, std::nullopt);
            return 0;
        });
        EXPECT_TRUE(written);
    }
};

TEST_F(Vehicles, AreKeptByVersion) {
    const Answer first = put("T-1");
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json().at("payload_kg"), "5000");
    EXPECT_EQ(first.json().at("volume_m3"), "27.5");
    EXPECT_EQ(put("T-1").status, 428);
    const Answer second = put("T-1", {{"cold", true}}, first.header("ETag"));
    ASSERT_EQ(second.status, 200) << second.text;
    EXPECT_EQ(put("T-1", {}, first.header("ETag")).status, 412);
    EXPECT_EQ(read(at::get_vehicle, staff(), "T-1").json(), second.json());
    EXPECT_EQ(call(at::get_vehicles, staff(), {}).json().at("items"), Json::array({second.json()}));
    EXPECT_EQ(read(at::get_vehicle, staff(), "T-2").status, 404);
}

TEST_F(Vehicles, AreRefusedWhereTheyMakeNoSense) {
    EXPECT_EQ(
        outcome(put("T-1", {{"plates", Json::object()}})),
        "422 required: give the plate of a country: vn, la or both"
    );
    EXPECT_EQ(
        outcome(put("T-1", {{"payload_kg", 10000}})),
        "422 out_of_range: give less than the gross mass, which holds it"
    );
    const Json permit{{"country", "TH"}, {"number", "1"}, {"until", "2026-12-31"}};
    EXPECT_EQ(outcome(put("T-1", {{"permits", {permit}}})), "422 unknown_value: give VN or LA");
}

TEST_F(Vehicles, SayWhatADepartureDoesNot) {
    put("T-1");
    const Json opened = truck(drive("T1", "T-1"));
    EXPECT_EQ(opened.at("vehicle"), "T-1");
    EXPECT_EQ(opened.at("truck_plate"), "74C-123.45");
    EXPECT_EQ(opened.at("max_kg"), "5000");
    EXPECT_EQ(opened.at("max_m3"), "27.5");
    EXPECT_EQ(opened.at("used_m3"), "0");
    EXPECT_EQ(opened.at("gross_mass_kg"), 10000);
    const Json wish{
        {"reference", "T2"},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"carrier", "lao-express"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"vehicle", "T-1"},
        {"max_kg", 5001},
    };
    EXPECT_EQ(
        outcome(call(at::post_departure, staff(), {.body = wish})),
        "422 out_of_range: T-1 carries 5000 kg"
    );
}

TEST_F(Vehicles, CrossOnTheLastDayOfTheirPermit) {
    put("T-1");
    const DepartureId id = drive("T1", "T-1"); // before Lao Bảo at 14:06 on 10 March
    EXPECT_EQ(outcome(act(at::post_departure_close, id)), "200");
    EXPECT_EQ(outcome(act(at::post_departure_depart, id)), "200");
}

TEST_F(Vehicles, DoNotCrossOnTheDayAfter) {
    put("T-1");
    const DepartureId id = drive("T1", "T-1", {{"leaves", "2026-03-10T18:00:00+07:00"}});
    EXPECT_EQ(
        outcome(act(at::post_departure_close, id)),
        "409 permit_expired: T-1 has no longer a permit for VN on 2026-03-11, when it crosses at "
        "LAOBAO; name a vehicle that may cross, as transshipment.vehicle"
    );
    EXPECT_EQ(truck(id).at("state"), "open");
}

TEST_F(Vehicles, DoNotDepartWhenTheirPermitRanOutMeanwhile) {
    put("T-1");
    const DepartureId id = drive("T1", "T-1");
    ASSERT_EQ(outcome(act(at::post_departure_close, id)), "200");
    pass(Minutes{24 * 60});
    EXPECT_EQ(
        outcome(act(at::post_departure_depart, id)),
        "409 permit_expired: T-1 has no longer a permit for VN on 2026-03-11, when it crosses at "
        "LAOBAO; name a vehicle that may cross, as transshipment.vehicle"
    );
    Json permits = ten_tons.at("permits");
    permits.push_back({{"country", "VN"}, {"number", "VN-78"}, {"until", "2027-03-10"}});
    const std::string known = read(at::get_vehicle, staff(), "T-1").header("ETag");
    ASSERT_EQ(put("T-1", {{"permits", permits}}, known).status, 200);
    EXPECT_EQ(outcome(act(at::post_departure_depart, id)), "200");
}

TEST_F(Vehicles, NeedAPermitOfBothCountriesToCross) {
    put("T-1", {{"permits", {ten_tons.at("permits").at(0)}}});
    EXPECT_EQ(
        outcome(act(at::post_departure_close, drive("T1", "T-1"))),
        "409 permit_missing: T-1 has no permit for LA on 2026-03-10, when it crosses at LAOBAO; "
        "name a vehicle that may cross, as transshipment.vehicle"
    );
    Json domestic{{"to", "HUE"}};
    const DepartureId at_home = drive("T2", "T-1", domestic);
    EXPECT_EQ(outcome(act(at::post_departure_close, at_home)), "200");
}

// The bridge between Đông Hà and La Lay bears 12 t.
TEST_F(Vehicles, GoByRoadsThatBearThem) {
    const Json to_pakse{{"country", "LA"}, {"province", "LA-CH"}, {"district", "ປາກເຊ"}};
    const Json by_la_lay{{"to", "PAKSE"}, {"gate", "LALAY"}, {"max_kg", "0.3"}};
    const auto path_of = [&](const std::string& number) {
        return work(order(number, to_pakse)).at("plan").at("path");
    };
    put("T-1");
    drive("T1", "T-1", by_la_lay);
    EXPECT_EQ(path_of("A1").at(1), "LALAY");
    put("T-2", {{"gross_mass_kg", 16000}});
    drive("T2", "T-2", by_la_lay);
    const Json around = path_of("A2"); // the first truck is full
    EXPECT_EQ(around.at(1), "LAOBAO_SECZ");
    EXPECT_EQ(around.at(2), "LAOBAO");
    EXPECT_EQ(around.at(3), "LALAY");
}

// Around over Lao Bảo, where the road bears it.
TEST_F(Vehicles, TakeWhatIsAboardByRoadsThatBearThem) {
    const Json to_pakse{{"country", "LA"}, {"province", "LA-CH"}, {"district", "ປາກເຊ"}};
    const Json by_la_lay{{"to", "PAKSE"}, {"gate", "LALAY"}};
    put("T-1");
    put("T-2", {{"gross_mass_kg", 16000}});
    const Json over_the_bridge{"DONGHA", "LALAY", "SALAVAN", "PAKSE"};
    const Json around{"DONGHA", "LAOBAO_SECZ", "LAOBAO", "LALAY", "SALAVAN", "PAKSE"};
    const auto path_of = [&](const Json& placed) {
        return work(page(placed)).at("plan").at("path");
    };
    const auto emission_km = [&](const DepartureId& id) {
        return read(at::get_departure_emissions, staff(), id.text()).json().at("km");
    };
    const auto name = [&](const DepartureId& id, const std::string& vehicle) {
        EXPECT_EQ(outcome(act(at::post_departure_vehicle, id, {{"vehicle", vehicle}})), "200");
        follow();
    };
    const DepartureId first = drive("T1", "T-1", by_la_lay);
    const Json a1 = order("A1", to_pakse);
    const std::string parcel =
        pack(FulfillmentId::parse(work(a1).at("id").get<std::string>()).value());
    ASSERT_EQ(act(at::post_departure_load, first, {{"parcels", {parcel}}}).status, 200);
    EXPECT_EQ(path_of(a1), over_the_bridge);
    EXPECT_EQ(emission_km(first), "371");
    name(first, "T-2");
    EXPECT_EQ(path_of(a1), around) << "loaded on an open truck";
    EXPECT_EQ(work(page(a1)).at("plan_version"), 2);
    EXPECT_EQ(emission_km(first), "455");
    name(first, "T-1");
    ASSERT_EQ(act(at::post_departure_close, first).status, 200);
    pass(Minutes{10});
    name(first, "T-2");
    EXPECT_EQ(truck(first).at("papers"), 2);
    EXPECT_EQ(path_of(a1), around) << "on a closed truck";
    EXPECT_EQ(emission_km(first), "455");
    const Json cut{{"state", "closed"}, {"source", "road office"}};
    ASSERT_EQ(outcome(act(at::post_departure_depart, first)), "200");
    ASSERT_EQ(write(at::put_leg_state, staff(), "LAOBAO-LALAY", cut).status, 200);
    follow();
    EXPECT_EQ(news("alert.parcel_delayed").size(), 1U);
}

// What remains by La Lay is the bridge of 12 t.
TEST_F(Vehicles, StayWhereTheOnlyRoadThatBearsThemIsCut) {
    put("T-1");
    put("T-2", {{"gross_mass_kg", 16000}});
    const DepartureId light = drive("T1", "T-1", {{"gate", "LALAY"}});
    const DepartureId heavy = drive("T2", "T-2", {{"gate", "LALAY"}});
    EXPECT_EQ(act(at::post_departure_close, light).status, 200);
    EXPECT_EQ(act(at::post_departure_close, heavy).status, 200);
    const Json cut{{"state", "closed"}, {"source", "road office"}};
    EXPECT_EQ(write(at::put_leg_state, staff(), "LAOBAO-LALAY", cut).status, 200);
    follow();
    ASSERT_EQ(news("departure.reroute_needed").size(), 1U);
    EXPECT_EQ(news("departure.reroute_needed").at(0).at("departure"), heavy.text());
    EXPECT_EQ(
        outcome(act(at::post_departure_depart, heavy)),
        "409 road_closed: no road leads from DONGHA to SAVANNAKHET by LALAY that bears 16000 kg "
        "while these are reported closed: LAOBAO-LALAY; reroute it or wait"
    );
    EXPECT_EQ(act(at::post_departure_depart, light).status, 200);
}

// A shirt weighs 250 g.
TEST_F(Vehicles, TakeWhatFitsToTheGramAndLeaveTheRestToTheNext) {
    const DepartureId first = open_departure("T1", {{"max_kg", "0.499"}});
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T13:00:00+07:00"}});
    EXPECT_EQ(way(order("A1", to_savannakhet)), "LAOBAO " + first.text());
    EXPECT_EQ(way(order("A2", to_savannakhet)), "LAOBAO " + next.text());
    EXPECT_EQ(truck(first).at("used_kg"), "0.25");
}

TEST_F(Vehicles, TakeWhatFitsByVolumeAndLeaveTheRestToTheNext) {
    shirts_of(4'000);
    const DepartureId first = open_departure("T1", {{"max_m3", "0.007999"}});
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T13:00:00+07:00"}});
    EXPECT_EQ(way(order("A1", to_savannakhet)), "LAOBAO " + first.text());
    const Json second = order("A2", to_savannakhet);
    EXPECT_EQ(way(second), "LAOBAO " + next.text());
    EXPECT_EQ(truck(first).at("used_m3"), "0.004");
    const auto id = FulfillmentId::parse(work(second).at("id").get<std::string>()).value();
    const Json load{{"parcels", {pack(id)}}};
    const Answer refused = act(at::post_departure_load, first, load);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json().at("detail"), "there is no room left for 0.25 kg and 0.004 m3");
    // Whoever is cancelled gives its place back in both measures.
    const Json why{{"reason", "late"}};
    ASSERT_EQ(write(at::post_order_cancel, staff(), second.at("id"), why).status, 200);
    EXPECT_EQ(truck(next).value("used_kg", ""), "0");
}

TEST_F(Vehicles, LeaveToTheNextWhatASmallerOneDoesNotHold) {
    const DepartureId first = open_departure("T1");
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    const Json a1 = order("A1", to_savannakhet);
    pass(Minutes{1});
    const Json a2 = order("A2", to_savannakhet);
    pass(Minutes{1});
    const Json a3 = order("A3", to_savannakhet);
    pack(FulfillmentId::parse(work(a2).at("id").get<std::string>()).value());
    put("VAN", {{"payload_kg", "0.499"}});
    const Answer named = act(at::post_departure_vehicle, first, {{"vehicle", "VAN"}});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(named.json().at("max_kg"), "0.499");
    EXPECT_EQ(named.json().at("used_kg"), "0.25");
    EXPECT_EQ(news("fulfillment.left_behind").size(), 2U);
    follow();
    EXPECT_EQ(way(page(a1)), "LAOBAO " + first.text());
    EXPECT_EQ(work(page(a2)).at("departure"), next.text());
    EXPECT_EQ(way(page(a3)), "LAOBAO " + next.text());
    // Asked again it changes nothing.
    const std::size_t told = events().size();
    EXPECT_EQ(act(at::post_departure_vehicle, first, {{"vehicle", "VAN"}}).status, 200);
    EXPECT_EQ(events().size(), told);
}

TEST_F(Vehicles, ShedMoreThanOneUnitOfWorkMayTake) {
    const DepartureId first = open_departure("T1");
    for (int i = 0; i < 20; ++i) {
        place({.external_id = "A" + std::to_string(i), .departure = first});
    }
    put("VAN", {{"payload_kg", "0.25"}});
    const Answer named = act(at::post_departure_vehicle, first, {{"vehicle", "VAN"}});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(named.json().at("max_kg"), "0.25");
    EXPECT_EQ(named.json().at("used_kg"), "0.25");
    EXPECT_EQ(news("fulfillment.left_behind").size(), 19U);
}

TEST_F(Vehicles, OfAClosedTruckHoldWhatIsAboardAndGetNewPapers) {
    const DepartureId first = open_departure("T1");
    const PlacedOrder placed = place({.departure = first});
    pack(placed.fulfillments[0]);
    close(first);
    pass(Minutes{10});
    put("VAN", {{"payload_kg", "0.249"}});
    EXPECT_EQ(
        outcome(act(at::post_departure_vehicle, first, {{"vehicle", "VAN"}})),
        "409 over_full: more is aboard than it carries"
    );
    put("T-1");
    const Answer named = act(at::post_departure_vehicle, first, {{"vehicle", "T-1"}});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(named.json().at("papers"), 2);
    EXPECT_EQ(named.json().at("state"), "closed");
    EXPECT_EQ(outcome(act(at::post_departure_depart, first)), "200");
    EXPECT_EQ(act(at::post_departure_vehicle, first, {{"vehicle", "VAN"}}).status, 409);
}

TEST_F(Vehicles, ThatCarryLessThanIsPromisedDoNotClose) {
    put("T-1");
    const DepartureId first = drive("T1", "T-1");
    place({.departure = first});
    const std::string known = read(at::get_vehicle, staff(), "T-1").header("ETag");
    ASSERT_EQ(put("T-1", {{"payload_kg", "0.2"}}, known).status, 200);
    EXPECT_EQ(
        outcome(act(at::post_departure_close, first)),
        "409 over_full: more is promised than T-1 carries; unload, or name another"
    );
}

} // namespace
} // namespace route9::tests
