// SPDX-License-Identifier: Apache-2.0
// A truck may name a second vehicle for what is beyond its gate: the first is judged for the way
// there, the second for the crossing and the rest; room, cold, papers and roads are of both.
#include "transshipment_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class PlannedTransshipment : public testing::Test, public TransshipmentUnderTest {
protected:
    PlannedTransshipment() {
        put("VN-1", of_viet_nam());
        put("LA-2", of_laos());
    }
    /// "none", "expired" the day before it crosses, "last" on that day, "good".
    static Json permits(const std::string& vn, const std::string& la) {
        const auto until = [](const std::string& word) {
            return word == "expired" ? "2026-03-09" : word == "last" ? "2026-03-10" : "2026-12-31";
        };
        Json all = Json::array();
        if (vn != "none") {
            all.push_back(permit("VN", until(vn)));
        }
        if (la != "none") {
            all.push_back(permit("LA", until(la)));
        }
        return all;
    }
    Answer name(const DepartureId& id, Json body) {
        return act(at::post_departure_vehicle, id, std::move(body));
    }
};

// It stands before Lao Bảo at 14:06 on 10 March. The first two columns are permits of the second.
TEST_F(PlannedTransshipment, AsksTheSecondForAPermitOfBothCountriesOnTheDayItCrosses) {
    struct Row {
        std::string vn;
        std::string la;
        std::string expected;
    };
    const std::string at = "409 /transshipment/vehicle ";
    const std::string end = " on 2026-03-10, when it crosses at LAOBAO; name another vehicle";
    const std::string no_vn = at + "permit_missing: X has no permit for VN" + end;
    const std::string old_vn = at + "permit_expired: X has no longer a permit for VN" + end;
    const std::string no_la = at + "permit_missing: X has no permit for LA" + end;
    const std::string old_la = at + "permit_expired: X has no longer a permit for LA" + end;
    const std::vector<Row> rows{
        {"good", "good", "200"},
        {"last", "last", "200"},
        {"good", "none", no_la},
        {"good", "expired", old_la},
        {"none", "good", no_vn},
        {"none", "none", no_vn},
        {"expired", "good", old_vn},
        {"expired", "none", old_vn},
        {"last", "expired", old_la},
    };
    for (const Row& row : rows) {
        put("X", of_laos(), {{"permits", permits(row.vn, row.la)}});
        const DepartureId id = drive("T " + row.vn + " " + row.la, "X");
        EXPECT_EQ(outcome(act(at::post_departure_close, id)), row.expected)
            << row.vn << " " << row.la;
    }
}

// At home in Viet Nam it needs nothing to come to the gate; at home in Laos alone, a permit.
TEST_F(PlannedTransshipment, AsksTheFirstForNothingOfTheOtherCountry) {
    struct Row {
        std::string plate;
        std::string vn;
        std::string la;
        std::string expected;
    };
    const std::string at = "409 /vehicle ";
    const std::string end = ": VN-1 has no plate of VN and no permit to drive there on 2026-03-10,"
                            " when it comes to LAOBAO";
    const std::vector<Row> rows{
        {"vn", "none", "none", "200"},
        {"vn", "expired", "expired", "200"},
        {"vn", "good", "none", "200"},
        {"la", "good", "none", "200"},
        {"la", "last", "expired", "200"},
        {"la", "none", "good", at + "permit_missing" + end},
        {"la", "expired", "good", at + "permit_expired" + end},
    };
    for (const Row& row : rows) {
        const Json changes{{"plates", {{row.plate, "X-1"}}}, {"permits", permits(row.vn, row.la)}};
        put("VN-1", of_viet_nam(), changes);
        const DepartureId id = drive("T " + row.plate + " " + row.vn, "LA-2");
        EXPECT_EQ(outcome(act(at::post_departure_close, id)), row.expected)
            << row.plate << " " << row.vn << " " << row.la;
    }
}

// The other way round: a truck of Laos comes to the gate, one of Viet Nam goes on with its plate.
TEST_F(PlannedTransshipment, GoesBothWays) {
    put("LA-1", of_laos(), {{"permits", Json::array()}});
    put("VN-2", of_viet_nam(), {{"permits", permits("good", "last")}});
    const Json home{
        {"from", "SAVANNAKHET"},
        {"to", "DONGHA"},
        {"vehicle", "LA-1"},
        {"leaves", "2026-03-10T09:00:00+07:00"}, // before Lao Bảo at 14:12
    };
    const DepartureId id = drive("T1", "VN-2", home);
    EXPECT_EQ(truck(id).at("truck_plate"), "LA-4826");
    EXPECT_EQ(truck(id).at("transshipment").at("plate"), "74C-123.45");
    EXPECT_EQ(outcome(act(at::post_departure_close, id)), "200");
    Json foreign = home;
    foreign["vehicle"] = "VN-1";
    EXPECT_EQ(
        outcome(act(at::post_departure_close, drive("T2", "VN-2", foreign))),
        "409 /vehicle permit_missing: VN-1 has no plate of LA and no permit to drive there on "
        "2026-03-10, when it comes to LAOBAO"
    );
}

TEST_F(PlannedTransshipment, IsTheWayOutThatTheRefusalNames) {
    const Answer opened = open("T1", {{"vehicle", "VN-1"}});
    const DepartureId id = DepartureId::parse(opened.json().value("id", "")).value();
    EXPECT_EQ(
        outcome(act(at::post_departure_close, id)),
        "409 /vehicle permit_missing: VN-1 has no permit for VN on 2026-03-10, when it crosses at "
        "LAOBAO; name a vehicle that may cross, as transshipment.vehicle"
    );
    ASSERT_EQ(outcome(name(id, {{"transshipment", {{"vehicle", "LA-2"}}}})), "200");
    EXPECT_EQ(truck(id).at("vehicle"), "VN-1");
    EXPECT_EQ(truck(id).at("transshipment"), (Json{{"vehicle", "LA-2"}, {"plate", "LA-4826"}}));
    EXPECT_EQ(outcome(act(at::post_departure_close, id)), "200");
    EXPECT_EQ(outcome(act(at::post_departure_depart, id)), "200");
    EXPECT_EQ(name(id, {{"transshipment", nullptr}}).status, 409);
}

TEST_F(PlannedTransshipment, ExpiresWhileTheTruckStands) {
    put("LA-2", of_laos(), {{"permits", permits("good", "last")}});
    const DepartureId id = drive("T1", "LA-2");
    ASSERT_EQ(outcome(act(at::post_departure_close, id)), "200");
    pass(Minutes{24 * 60});
    EXPECT_EQ(
        outcome(act(at::post_departure_depart, id)),
        "409 /transshipment/vehicle permit_expired: LA-2 has no longer a permit for LA on "
        "2026-03-11, when it crosses at LAOBAO; name another vehicle"
    );
}

TEST_F(PlannedTransshipment, IsRefusedWhereItMakesNoSense) {
    const Json onward{{"vehicle", "LA-2"}};
    EXPECT_EQ(
        outcome(open(
            "T1",
            {{"vehicle", "VN-1"}, {"to", "HUE"}, {"gate", "LAOBAO"}, {"transshipment", onward}}
        )),
        "422 /transshipment no_gate: the load is moved at the gate: give the departure its gate, "
        "or leave this out"
    );
    Json no_gate{
        {"reference", "T1"},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"carrier", "lao-express"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"vehicle", "VN-1"},
        {"transshipment", onward}
    };
    EXPECT_EQ(call(at::post_departure, staff(), {.body = no_gate}).status, 422);
    EXPECT_EQ(
        outcome(open("T1", {{"vehicle", "VN-1"}, {"transshipment", {{"vehicle", "NONE"}}}})),
        "422 /transshipment/vehicle unknown: there is no such vehicle; see GET /v1/vehicles"
    );
    EXPECT_EQ(
        outcome(open("T1", {{"vehicle", "VN-1"}, {"transshipment", {{"vehicle", "VN-1"}}}})),
        "422 /transshipment/vehicle bad_value: name another than the departure's own vehicle"
    );
    EXPECT_EQ(
        outcome(open("T1", {{"vehicle", "VN-1"}, {"transshipment", "LA-2"}})),
        R"(422 /transshipment bad_value: give {"vehicle": its id}, or null for none)"
    );
    EXPECT_EQ(open("T1", {{"vehicle", "VN-1"}, {"transshipment", nullptr}}).status, 201);
}

TEST_F(PlannedTransshipment, LeavesTheRoomOfTheSmaller) {
    const DepartureId id = drive("T1", "LA-2");
    EXPECT_EQ(truck(id).at("max_kg"), "3000");
    EXPECT_EQ(truck(id).at("max_m3"), "20");
    put("BIG", of_laos(), {{"payload_kg", 9'000}, {"volume_m3", "25"}});
    ASSERT_EQ(name(id, {{"transshipment", {{"vehicle", "BIG"}}}}).status, 200);
    EXPECT_EQ(truck(id).at("max_kg"), "5000");
    EXPECT_EQ(truck(id).at("max_m3"), "25");
    // Another first one keeps the second.
    put("VN-2", of_viet_nam(), {{"payload_kg", 4'000}, {"volume_m3", "30"}});
    ASSERT_EQ(name(id, {{"vehicle", "VN-2"}, {"max_kg", 3'500}}).status, 200);
    EXPECT_EQ(truck(id).at("max_kg"), "3500");
    EXPECT_EQ(truck(id).at("max_m3"), "25");
    ASSERT_EQ(name(id, {{"transshipment", nullptr}}).status, 200);
    EXPECT_EQ(truck(id).at("max_kg"), "3500");
    EXPECT_EQ(truck(id).at("max_m3"), "30");
    EXPECT_FALSE(truck(id).contains("transshipment"));
    const std::size_t told = events().size();
    EXPECT_EQ(name(id, {{"transshipment", nullptr}}).status, 200);
    EXPECT_EQ(events().size(), told) << "asked again";
}

// A shirt weighs 250 g.
TEST_F(PlannedTransshipment, LeavesToTheNextWhatTheSecondDoesNotHold) {
    const DepartureId first = open_departure("T1");
    const DepartureId next = open_departure("T2", {{"leaves", "2026-03-10T15:00:00+07:00"}});
    const Json a1 = order("A1", to_savannakhet);
    pass(Minutes{1});
    const Json a2 = order("A2", to_savannakhet);
    put("VAN", of_laos(), {{"payload_kg", "0.499"}});
    const Answer named = name(first, {{"transshipment", {{"vehicle", "VAN"}}}});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(named.json().at("max_kg"), "0.499");
    follow();
    EXPECT_EQ(way(page(a1)), "LAOBAO " + first.text());
    EXPECT_EQ(way(page(a2)), "LAOBAO " + next.text());
}

TEST_F(PlannedTransshipment, HoldsWhatIsAboardOfAClosedTruck) {
    const DepartureId id = drive("T1", "LA-2");
    pack(place({.departure = id}).fulfillments[0]);
    close(id);
    pass(Minutes{10});
    put("VAN", of_laos(), {{"payload_kg", "0.249"}});
    EXPECT_EQ(
        outcome(name(id, {{"transshipment", {{"vehicle", "VAN"}}}})),
        "409 /transshipment/vehicle over_full: more is aboard than it carries"
    );
    put("LA-2", of_laos(), {{"payload_kg", "0.2"}});
    EXPECT_EQ(
        outcome(act(at::post_departure_depart, id)),
        "409 /transshipment/vehicle over_full: more is promised than LA-2 carries; unload, or name "
        "another"
    );
}

TEST_F(PlannedTransshipment, IsColdWhereBothAre) {
    put("COLD-1", of_viet_nam(), {{"cold", true}});
    put("COLD-2", of_laos(), {{"cold", true}});
    const auto is_cold = [&](const std::string& own, const std::string& onward) {
        const DepartureId id = drive("T " + own + onward, onward, {{"vehicle", own}});
        return truck(id).value("cold", false);
    };
    EXPECT_TRUE(is_cold("COLD-1", "COLD-2"));
    EXPECT_FALSE(is_cold("COLD-1", "LA-2"));
    EXPECT_FALSE(is_cold("VN-1", "COLD-2"));
}

// The bridge between Đông Hà and La Lay bears 12 t: it is before the gate.
TEST_F(PlannedTransshipment, GoesByRoadsThatBearEachOnItsPart) {
    const Json to_pakse{{"country", "LA"}, {"province", "LA-CH"}, {"district", "ປາກເຊ"}};
    const auto path_of = [&](const std::string& number) {
        return work(order(number, to_pakse)).at("plan").at("path");
    };
    const auto km = [&](const DepartureId& id) {
        return read(at::get_departure_emissions, staff(), id.text()).json().at("km");
    };
    put("HEAVY-1", of_viet_nam(), {{"gross_mass_kg", 16'000}});
    put("HEAVY-2", of_laos(), {{"gross_mass_kg", 30'000}});
    const Json by_la_lay{{"to", "PAKSE"}, {"gate", "LALAY"}, {"max_kg", "0.3"}};
    const DepartureId light = drive("T1", "HEAVY-2", by_la_lay);
    EXPECT_EQ(path_of("A1"), (Json{"DONGHA", "LALAY", "SALAVAN", "PAKSE"}));
    EXPECT_EQ(km(light), "371");
    Json heavy_first = by_la_lay;
    heavy_first["vehicle"] = "HEAVY-1";
    const DepartureId heavy = drive("T2", "LA-2", heavy_first); // T1 is full
    EXPECT_EQ(
        path_of("A2"), (Json{"DONGHA", "LAOBAO_SECZ", "LAOBAO", "LALAY", "SALAVAN", "PAKSE"})
    );
    EXPECT_EQ(km(heavy), "455");
}

TEST_F(PlannedTransshipment, StandsInThePapersAsTheVehicleThatCrosses) {
    const DepartureId id = drive("T1", "LA-2");
    pack(place({.departure = id}).fulfillments[0]);
    close(id);
    const auto sealed = [&](std::size_t which) {
        const std::string data = events("manifest.sealed").at(which);
        return read(at::get_manifest, by_carrier(), Json::parse(data).at("manifest")).json();
    };
    EXPECT_EQ(truck(id).at("truck_plate"), "74C-123.45");
    EXPECT_EQ(lao_manifest(id, "Vehicle"), "LA-4826");
    EXPECT_EQ(lao_manifest(id, "Vehicle country"), "LA");
    EXPECT_EQ(sealed(0).at("transshipment"), (Json{{"plate", "LA-4826"}, {"country", "LA"}}));
    const Json declared = call(at::get_declarations, staff(), {}).json().at("items").at(0);
    const Ask asked{
        .parameters = {{"id", declared.at("id").get<std::string>()}, {"format", "wco-dec"}}
    };
    const Answer xml = call(at::get_declaration_document, staff(), asked);
    EXPECT_NE(xml.text.find("<ID>LA-4826</ID>"), std::string::npos) << xml.text;
    EXPECT_EQ(xml.text.find("74C-123.45"), std::string::npos);
    // Another second one: papers are made again.
    pass(Minutes{10});
    put("LA-3", of_laos(), {{"plates", {{"la", "LA-0003"}, {"vn", "74H-000.03"}}}});
    const Answer named = name(id, {{"transshipment", {{"vehicle", "LA-3"}}}});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(named.json().at("papers"), 2);
    EXPECT_EQ(lao_manifest(id, "Vehicle"), "LA-0003");
    EXPECT_EQ(sealed(1).at("transshipment").at("plate"), "LA-0003");
    pass(Minutes{10});
    ASSERT_EQ(name(id, {{"transshipment", nullptr}}).status, 200);
    EXPECT_EQ(truck(id).at("papers"), 3);
    EXPECT_EQ(lao_manifest(id, "Vehicle"), "74C-123.45");
    EXPECT_FALSE(sealed(2).contains("transshipment"));
}

} // namespace
} // namespace route9::tests
