// SPDX-License-Identifier: Apache-2.0
// Literal grams by hand: kg / 1000 × km × factor.
#include "corridor_fixture.hpp"
#include "fulfillment/emissions.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9::fulfillment {
namespace {

const EmissionTable& builtin_table() {
    static const EmissionTable table =
        EmissionTable::load(
            read_whole_file(ROUTE9_SOURCE_DIR "/data/emissions/factors.json"),
            builtin_corridor().emission
        )
            .value();
    return table;
}

TripEmission over(std::int64_t km, std::string_view factor, bool cold = false) {
    const TransportFactor* row = builtin_table().transport(factor);
    TripEmission trip = trip_emission(
        builtin_table(), {{"A", "B", DistanceKm::whole(km)}}, row->payload_max_g, cold
    );
    EXPECT_EQ(trip.factor, factor);
    return trip;
}

TEST(Emissions, AreTonnesTimesKilometresTimesTheFactor) {
    EXPECT_EQ(over(330, "rigid_26_32t_asia_wtw").of(2'000).grams(), "77.88");
    EXPECT_EQ(over(500, "rigid_26_32t_asia_wtw").of(10'000).grams(), "590");
    EXPECT_EQ(over(20, "van_lt3_5t_wtw").of(2'000).grams(), "32");
    EXPECT_EQ(over(60, "rigid_26_32t_asia_wtw", true).of(1'000).grams(), "7.9296");
    EXPECT_EQ(over(0, "van_lt3_5t_wtw").of(2'000).grams(), "0");
    EXPECT_EQ(over(1, "rigid_26_32t_asia_wtw").of(1).grams(), "0.000118");
}

TEST(Emissions, OfDrivenKilometresStandForThePlannedOnes) {
    TripEmission trip = over(330, "rigid_26_32t_asia_wtw");
    trip.driven = DistanceKm::whole(340);
    EXPECT_EQ(trip.of(2'000).grams(), "76.228"); // 0.002 × 340 × 118 × 0.95
    EXPECT_EQ(trip.counted(), (std::vector<TripLeg>{{"A", "B", DistanceKm::whole(340)}}));
}

// 0.001 t × (84 × 280 + 246 × 205 × 1.12), the second vehicle cold.
TEST(Emissions, OfTwoVehiclesAreOfEachOnItsLegs) {
    TripEmission trip = trip_emission(
        builtin_table(),
        {{"A", "G", DistanceKm::whole(84)}, {"G", "B", DistanceKm::whole(246), true}},
        5'000'000,
        false
    );
    EXPECT_EQ(trip.of(1'000).grams(), "92.4"); // one vehicle: 330 × 280
    trip.onward = vehicle_emission(builtin_table(), {9'000'000, true});
    EXPECT_EQ(trip.onward->factor, "rigid_12_20t_asia_wtw");
    EXPECT_EQ(trip.of(1'000, trip.legs[0]).grams(), "23.52");
    EXPECT_EQ(trip.of(1'000, trip.legs[1]).grams(), "56.4816");
    EXPECT_EQ(trip.of(1'000).grams(), "80.0016");
}

// 1.237 + 0.333 + 2.43 = 4 kg over 96.5 + 241.7 km.
TEST(Emissions, OfParcelsAndOfLegsAddUpToTheTrip) {
    const TripEmission trip = trip_emission(
        builtin_table(),
        {{"A", "G", DistanceKm::of_units(96'500)}, {"G", "B", DistanceKm::of_units(241'700)}},
        std::nullopt,
        true
    );
    Co2e parcels;
    Co2e legs;
    for (const std::int64_t mass_g : {1'237, 333, 2'430}) {
        parcels += trip.of(mass_g);
        for (const TripLeg& leg : trip.legs) {
            legs += trip.of(mass_g, leg);
        }
    }
    EXPECT_EQ(parcels, trip.of(4'000));
    EXPECT_EQ(legs, trip.of(4'000));
    EXPECT_EQ(parcels.grams(), "178.786048"); // 0.004 × 338.2 × 118 × 1.12
}

TEST(Emissions, OfAFullTruckOverTheWholeCorridorFit) {
    TripEmission trip = over(3'000, "van_lt3_5t_wtw");
    EXPECT_EQ(trip.of(100'000'000).grams(), "240000000");
}

TEST(Emissions, TakeTheClassThatCarriesThePayloadOrTheDefault) {
    const EmissionTable& table = builtin_table();
    EXPECT_EQ(table.for_payload(std::nullopt).id, "rigid_26_32t_asia_wtw");
    EXPECT_EQ(table.for_payload(1'500'000).id, "van_lt3_5t_wtw");
    EXPECT_EQ(table.for_payload(1'500'001).id, "rigid_7_12t_asia_wtw");
    EXPECT_EQ(table.for_payload(30'000'000).id, "artic_34_40t_asia_wtw");
    EXPECT_EQ(table.for_payload(30'000'001).id, "rigid_26_32t_asia_wtw");
    EXPECT_FALSE(trip_emission(table, {}, std::nullopt, false).of_class);
    EXPECT_FALSE(trip_emission(table, {}, 30'000'001, false).of_class);
    EXPECT_TRUE(trip_emission(table, {}, 18'000'000, false).of_class);
}

TEST(Emissions, OfPackagingAreOfItsMaterial) {
    EXPECT_EQ(packaging_emission(120, 830'000).grams(), "99.6");
    EXPECT_EQ(builtin_table().packaging("carton")->mg_per_kg, 830'000);
    EXPECT_EQ(builtin_table().packaging("gold"), nullptr);
}

TEST(ShortestTrip, CrossesTheBorderAtItsGateAlone) {
    const Network& network = *builtin_corridor().network;
    const auto km = [&](std::string_view gate) {
        TripEmission trip;
        trip.legs = shortest_trip(network, "DONGHA", gate, "SAVANNAKHET").value();
        EXPECT_EQ(trip.legs.front().from, "DONGHA");
        EXPECT_EQ(trip.legs.back().to, "SAVANNAKHET");
        return trip.km().text();
    };
    EXPECT_EQ(km("LAOBAO"), "330");
    EXPECT_EQ(km("CHALO"), "510");
    EXPECT_EQ(km("LALAY"), "519");
    EXPECT_EQ(shortest_trip(network, "DONGHA", "", "SAVANNAKHET"), std::nullopt);
    EXPECT_EQ(shortest_trip(network, "DONGHA", "NOWHERE", "SAVANNAKHET"), std::nullopt);
    EXPECT_EQ(shortest_trip(network, "DONGHA", "LAOBAO", "NOWHERE"), std::nullopt);
}

// 115 + 140 + 116 over the bridge of 12 t, 84 + 115 + 140 + 116 around it.
TEST(ShortestTrip, GoesByRoadsThatBearTheTruck) {
    const Network& network = *builtin_corridor().network;
    const auto km = [&](std::optional<VehicleMassT> mass) {
        TripEmission trip;
        trip.legs = shortest_trip(network, "DONGHA", "LALAY", "PAKSE", mass).value();
        return trip.km().text();
    };
    EXPECT_EQ(km(std::nullopt), "371");
    EXPECT_EQ(km(VehicleMassT::whole(12)), "371");
    EXPECT_EQ(km(VehicleMassT::whole(16)), "455");
}

TEST(ShortestTrip, IsTheSumOfAPathThatIsKnown) {
    const Network& network = *builtin_corridor().network;
    const auto legs = shortest_trip(network, "DONGHA", "LAOBAO", "SAVANNAKHET").value();
    std::vector<std::string> path{legs.front().from};
    for (const TripLeg& leg : legs) {
        path.push_back(leg.to);
    }
    EXPECT_EQ(trip_along(network, path), legs);
    const std::array<std::string, 2> apart{"DONGHA", "SAVANNAKHET"};
    EXPECT_EQ(trip_along(network, apart), std::nullopt);
}

std::string fault_of(std::string_view from, std::string_view to) {
    std::string file = read_whole_file(ROUTE9_SOURCE_DIR "/data/emissions/factors.json");
    file.replace(file.find(from), from.size(), to);
    const auto loaded = EmissionTable::load(file, builtin_corridor().emission);
    return loaded ? "" : loaded.error().fields.at(0).pointer;
}

TEST(EmissionTable, NamesTheRowThatIsWrong) {
    EXPECT_EQ(fault_of("rigid_7_12t_asia_wtw", "van_lt3_5t_wtw"), "factors.json#/transport/1/id");
    EXPECT_EQ(fault_of("\"800\"", "\"-800\""), "factors.json#/transport/0/g_per_tkm");
    EXPECT_EQ(fault_of("\"6000\"", "\"1500\""), "factors.json#/transport");
    EXPECT_EQ(fault_of("\"118\"", "\"119\""), "factors.json#/default");
    EXPECT_EQ(fault_of(": 112", ": 113"), "factors.json#/default");
    EXPECT_EQ(fault_of("[\"S61\", \"OWN\"]", "[]"), "factors.json#/transport/3/sources");
    EXPECT_EQ(fault_of("\"830\"", "\"830000\""), "factors.json#/packaging/0/g_per_kg");
}

} // namespace
} // namespace route9::fulfillment
