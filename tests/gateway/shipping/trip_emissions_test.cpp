// SPDX-License-Identifier: Apache-2.0
// What parcels and trucks emit, through the endpoints: 0.25 kg × 330 km × 118 g = 9.735 g.
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class TripEmissions : public testing::Test, protected TruckUnderTest {
protected:
    Json of_parcel(const std::string& id) {
        return read(at::get_parcel_emissions, staff(), id).json();
    }
    Json of_truck() { return read(at::get_departure_emissions, staff(), truck_.text()).json(); }
    Answer arrive(Json body = {}) {
        return write(at::post_departure_arrive, staff(), truck_.text(), std::move(body));
    }
};

TEST_F(TripEmissions, OfAParcelAreItsShareOfTheTrucksWay) {
    const Json told = of_parcel(three_aboard()[0]);
    EXPECT_EQ(told.at("co2e_g"), "9.735");
    EXPECT_EQ(told.at("km"), "330");
    EXPECT_EQ(told.at("distance"), "planned");
    EXPECT_EQ(told.at("certified"), false);
    EXPECT_EQ(told.at("fixed"), false);
    EXPECT_EQ(told.at("legs").at(0).at("from"), "DONGHA");
    EXPECT_EQ(told.at("legs").back().at("to"), "SAVANNAKHET");
    EXPECT_EQ(
        told.at("factor"),
        (Json{
            {"id", "rigid_26_32t_asia_wtw"},
            {"year", 2019},
            {"scope", "WTW"},
            {"g_per_tkm", "118"},
            {"basis", "default"},
            {"vehicle", "default"},
            {"uncertainty_percent", 25},
            {"certainty", "uncertain"},
            {"sources", {"S61", "OWN"}},
        })
    );
}

// 280 g per tkm up to 6 t of payload, cold × 1.12: 0.25 kg × 330 km × 313.6 g = 25.872 g.
TEST_F(TripEmissions, OfANamedVehicleGoByItsClass) {
    const std::string parcel = three_aboard()[0];
    const Json reefer{
        {"plates", {{"vn", "74C-123.45"}}},
        {"permits", Json::array()},
        {"gross_mass_kg", 10'000},
        {"payload_kg", 5'000},
        {"cold", true},
    };
    const Answer known =
        call(at::put_vehicle, staff(), {.parameters = {{"id", "COLD"}}, .body = reefer});
    ASSERT_LT(known.status, 300) << known.text;
    const Json named{{"vehicle", "COLD"}};
    ASSERT_EQ(write(at::post_departure_vehicle, staff(), truck_.text(), named).status, 200);
    const Json told = of_parcel(parcel);
    EXPECT_EQ(told.at("co2e_g"), "25.872");
    EXPECT_EQ(told.at("factor").at("id"), "rigid_7_12t_asia_wtw");
    EXPECT_EQ(told.at("factor").at("vehicle"), "class");
}

TEST_F(TripEmissions, OfParcelsAddUpToTheTrip) {
    three_aboard();
    const Json trip = of_truck();
    EXPECT_EQ(trip.at("co2e_g"), "29.205");
    EXPECT_EQ(trip.at("weight_kg"), "0.75");
    ASSERT_EQ(trip.at("parcels").size(), 3U);
    for (const Json& parcel : trip.at("parcels")) {
        EXPECT_EQ(parcel.at("co2e_g"), "9.735");
    }
}

// A row of factors that are in no table any more: 0.25 × 10 km × 500 g.
TEST_F(TripEmissions, OfAClosedTruckStayWhenFactorsChange) {
    const std::string parcel = three_aboard()[0];
    close(truck_);
    EXPECT_EQ(of_truck().at("fixed"), true);
    const auto kept = store().write([&](Tx& tx) -> Result<int> {
        auto trip = fulfillment::trip_emissions::find(tx, qt, truck_).value();
        trip.factor = "bus_of_2019";
        trip.mg_per_tkm = 500'000;
        trip.legs = {{"DONGHA", "SAVANNAKHET", fulfillment::DistanceKm::whole(10)}};
        fulfillment::trip_emissions::put(tx, qt, truck_, 1, trip);
        return 0;
    });
    ASSERT_TRUE(kept);
    EXPECT_EQ(of_parcel(parcel).at("co2e_g"), "1.25");
    EXPECT_EQ(of_parcel(parcel).at("factor").at("id"), "bus_of_2019");
    EXPECT_FALSE(of_parcel(parcel).at("factor").contains("certainty"));
    EXPECT_EQ(of_truck().at("co2e_g"), "3.75");
}

TEST_F(TripEmissions, FollowTheTruckWhenItsPapersAreMadeAgain) {
    const auto parcels = three_aboard();
    close(truck_);
    ASSERT_EQ(unload({parcels[0]}).status, 200);
    EXPECT_EQ(of_truck().at("co2e_g"), "19.47");
    ASSERT_EQ(reroute("CHALO").status, 200);
    EXPECT_EQ(of_truck().at("km"), "510");
    EXPECT_EQ(of_parcel(parcels[1]).at("co2e_g"), "15.045"); // 0.25 × 510 × 118
    EXPECT_EQ(of_truck().at("co2e_g"), "30.09");
}

TEST_F(TripEmissions, OfAnArrivedTruckAreOfTheKilometresItDrove) {
    const auto parcels = three_aboard();
    close(truck_);
    ASSERT_EQ(depart().status, 200);
    EXPECT_EQ(arrive({{"driven_km", "1000"}}).code(), "validation-failed");
    EXPECT_EQ(arrive({{"driven_km", "34"}}).code(), "validation-failed");
    ASSERT_EQ(arrive({{"driven_km", "340"}}).status, 200);
    const Json told = of_parcel(parcels[0]);
    EXPECT_EQ(told.at("distance"), "actual");
    EXPECT_EQ(told.at("co2e_g"), "9.5285"); // 0.25 × 340 × 118 × 0.95
    EXPECT_EQ(told.at("legs").size(), 1U);
    EXPECT_EQ(told.at("adjustments").at(0).at("id"), "driven_instead_of_planned");
    EXPECT_EQ(of_truck().at("co2e_g"), "28.5855");
    EXPECT_EQ(arrive({{"driven_km", "340"}}).status, 200);
    EXPECT_EQ(arrive().status, 200);
    EXPECT_EQ(arrive({{"driven_km", "341"}}).code(), "state-forbids");
    EXPECT_EQ(of_truck().at("co2e_g"), "28.5855");
}

TEST_F(TripEmissions, TellWhatAParcelWasPackedIn) {
    const PlacedOrder placed = place({.external_id = "P1", .departure = truck_});
    const auto wrong = write(
        at::post_fulfillment_pack,
        staff(),
        placed.fulfillments[0].text(),
        {{"weight_g", 250}, {"packaging", {{"kind", "gold"}, {"weight_g", 40}}}}
    );
    EXPECT_EQ(wrong.code(), "validation-failed");
    const auto packed = write(
        at::post_fulfillment_pack,
        staff(),
        placed.fulfillments[0].text(),
        {{"weight_g", 250}, {"packaging", {{"kind", "carton"}, {"weight_g", 40}}}}
    );
    ASSERT_EQ(packed.status, 201) << packed.text;
    const Json told = of_parcel(packed.json().at("id")).at("packaging");
    EXPECT_EQ(told.at("co2e_g"), "33.2"); // 0.04 × 830
    EXPECT_EQ(told.at("year"), 2023);
}

TEST_F(TripEmissions, AreSeenByWhoSeesTheParcelAndTheTrucksByStaff) {
    const std::string parcel = three_aboard()[0];
    EXPECT_EQ(read(at::get_parcel_emissions, by_seller(), parcel).status, 200);
    EXPECT_EQ(read(at::get_parcel_emissions, by_other_seller(), parcel).status, 404);
    EXPECT_EQ(read(at::get_parcel_emissions, by_carrier(), parcel).status, 404);
    close(truck_);
    EXPECT_EQ(read(at::get_parcel_emissions, by_seller(), parcel).json().at("fixed"), true);
    const Answer carried = read(at::get_parcel_emissions, by_carrier(), parcel);
    ASSERT_EQ(carried.status, 200);
    EXPECT_EQ(carried.json().at("co2e_g"), "9.735");
    EXPECT_EQ(read(at::get_parcel_emissions, by_other_carrier(), parcel).status, 404);
    for (const Principal& who : {by_seller(), by_carrier()}) {
        EXPECT_EQ(read(at::get_departure_emissions, who, truck_.text()).status, 403);
    }
    EXPECT_EQ(read(at::get_departure_emissions, staff(), "dep_none").status, 404);
}

} // namespace
} // namespace route9::tests
