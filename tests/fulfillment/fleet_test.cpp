// SPDX-License-Identifier: Apache-2.0
// Vehicles, roads that bear them, what a smaller truck leaves to the next, and days of a timetable.
#include "core/crypto.hpp"
#include "corridor_fixture.hpp"
#include "fulfillment/overflow.hpp"
#include "fulfillment/timetable.hpp"
#include "fulfillment/truck_way.hpp"
#include "fulfillment/vehicle.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

using Texts = std::vector<std::string>;

Day day(std::string_view text) {
    return parse_day(text).value();
}

LocalTime local(std::string_view text) {
    return to_local(parse_rfc3339(text).value());
}

TEST(Permits, AreGoodOnTheirLastDayAndExpiredOnTheNext) {
    Vehicle vehicle;
    vehicle.permits = {{"VN", "VN-77", day("2026-03-10")}};
    EXPECT_EQ(judge_permits(vehicle, "VN", day("2026-03-10")), PermitFault::none);
    EXPECT_EQ(judge_permits(vehicle, "VN", day("2026-03-11")), PermitFault::expired);
    EXPECT_EQ(judge_permits(vehicle, "LA", day("2026-03-10")), PermitFault::missing);
}

TEST(Permits, AreReplacedByRenewedOnesBesideThem) {
    Vehicle vehicle;
    vehicle.permits = {{"VN", "VN-77", day("2026-03-10")}, {"VN", "VN-78", day("2027-03-10")}};
    EXPECT_EQ(judge_permits(vehicle, "VN", day("2026-03-11")), PermitFault::none);
}

/// "LALAY reached 2026-03-10T11:30:00+07:00, begins …".
std::string crossing(const TruckTrip& trip, const Network& network) {
    const TruckWay way = truck_way(network, trip);
    if (!way.crossing) {
        return way.exists ? "no border" : "no way";
    }
    return way.crossing->gate + " reached " + format_corridor(to_instant(way.crossing->reached)) +
           ", begins " + format_corridor(to_instant(way.crossing->begins));
}

TruckTrip by_la_lay(std::optional<VehicleMassT> mass) {
    return {"DONGHA", "PAKSE", "LALAY", local("2026-03-10T08:00:00+07:00"), mass};
}

// Đông Hà–La Lay is 3.5 h over the Đakrông bridge, which bears 12 t. Whoever is heavier drives
// 2.1 h to Lao Bảo and 3.5 h along the Ho Chi Minh road.
TEST(TruckWays, LeadAroundTheBridgeThatDoesNotBearTheTruck) {
    const Network& network = *builtin_corridor().network;
    EXPECT_EQ(
        crossing(by_la_lay(VehicleMassT::whole(12)), network),
        "LALAY reached 2026-03-10T11:30:00+07:00, begins 2026-03-10T11:30:00+07:00"
    );
    EXPECT_EQ(
        crossing(by_la_lay(VehicleMassT::whole(16)), network),
        "LALAY reached 2026-03-10T13:36:00+07:00, begins 2026-03-10T13:36:00+07:00"
    );
}

// Where another vehicle takes over at La Lay, the bridge is asked of the first alone.
TEST(TruckWays, BearEachVehicleOnItsPart) {
    const Network& network = *builtin_corridor().network;
    const auto of_two = [](int before, int beyond) {
        TruckTrip trip = by_la_lay(std::nullopt);
        trip.mass = TruckMass{VehicleMassT::whole(before), VehicleMassT::whole(beyond)};
        return trip;
    };
    EXPECT_EQ(truck_way(network, of_two(12, 40)).km.text(), "371");
    EXPECT_EQ(truck_way(network, of_two(13, 3)).km.text(), "455");
    NetworkLeg before;
    before.from = "DONGHA";
    before.to = "LALAY";
    before.duration = std::chrono::hours{4};
    NetworkLeg bridge;
    bridge.from = "LALAY";
    bridge.to = "PAKSE";
    bridge.duration = std::chrono::hours{4};
    bridge.mass_max = VehicleMassT::whole(12);
    bridge.side = LegSide::laos;
    const NetworkGate gate = builtin_corridor().network->gates().front();
    const Network beyond{
        std::vector{before, bridge}, {{"LALAY", gate.calendar, {}}}, GateWork::country_change
    };
    EXPECT_TRUE(truck_way(beyond, of_two(40, 12)).exists);
    EXPECT_FALSE(truck_way(beyond, of_two(3, 13)).exists);
    const std::vector<std::string> path{"DONGHA", "LALAY", "PAKSE"};
    EXPECT_FALSE(is_cut(beyond, beyond, path, of_two(40, 12).mass, "LALAY"));
    EXPECT_TRUE(is_cut(beyond, beyond, path, of_two(3, 13).mass, "LALAY"));
}

TEST(TruckWays, EndWhereNoOtherRoadBearsTheTruck) {
    NetworkLeg bridge;
    bridge.from = "DONGHA";
    bridge.to = "LALAY";
    bridge.duration = std::chrono::hours{4};
    bridge.mass_max = VehicleMassT::whole(12);
    NetworkLeg beyond;
    beyond.from = "LALAY";
    beyond.to = "PAKSE";
    beyond.duration = std::chrono::hours{4};
    beyond.side = LegSide::laos;
    const NetworkGate gate = builtin_corridor().network->gates().front();
    const Network network{
        std::vector{bridge, beyond}, {{"LALAY", gate.calendar, {}}}, GateWork::country_change
    };
    EXPECT_EQ(crossing(by_la_lay(VehicleMassT::whole(16)), network), "no way");
    EXPECT_TRUE(truck_way(network, by_la_lay(std::nullopt)).exists);
}

TEST(TruckWays, TellWhereTheyLead) {
    const TruckWay way = truck_way(*builtin_corridor().network, by_la_lay(VehicleMassT::whole(16)));
    EXPECT_EQ(
        way.path,
        (std::vector<std::string>{"DONGHA", "LAOBAO_SECZ", "LAOBAO", "LALAY", "SALAVAN", "PAKSE"})
    );
    EXPECT_EQ(way.km.text(), "455");
}

TEST(TruckWays, AreCutWhereARoadOfTheMapIsNotThereOrDoesNotBearTheTruck) {
    const Network& map = *builtin_corridor().network;
    NetworkLeg bridge;
    bridge.from = "DONGHA";
    bridge.to = "LALAY";
    bridge.duration = std::chrono::hours{3};
    const Network only_the_bridge{std::vector{bridge}, {}, GateWork::country_change};
    const std::vector<std::string> path{"DONGHA", "LALAY", "SALAVAN"};
    const std::vector<std::string> of_an_older_map{"DONGHA", "SALAVAN"};
    EXPECT_FALSE(is_cut(map, map, path, VehicleMassT::whole(12)));
    EXPECT_TRUE(is_cut(map, map, path, VehicleMassT::whole(13)));
    EXPECT_TRUE(is_cut(map, only_the_bridge, path, std::nullopt));
    EXPECT_FALSE(is_cut(map, map, of_an_older_map, VehicleMassT::whole(13)));
    EXPECT_FALSE(is_cut(map, map, {}, VehicleMassT::whole(13)));
}

TEST(TruckWays, CrossInTheMorningAfterANight) {
    TruckTrip trip = by_la_lay(std::nullopt);
    trip.leaves = local("2026-03-10T18:00:00+07:00");
    EXPECT_EQ(
        crossing(trip, *builtin_corridor().network),
        "LALAY reached 2026-03-10T21:30:00+07:00, begins 2026-03-11T07:00:00+07:00"
    );
    trip.to = "HUE";
    trip.gate.clear();
    EXPECT_EQ(crossing(trip, *builtin_corridor().network), "no border");
}

class Overflow : public testing::Test {
protected:
    Riding riding(std::int64_t mass_g, std::int64_t volume_cm3, std::string_view promise) {
        Riding made{FulfillmentId::make(Instant{}, entropy_), {mass_g, volume_cm3}, {}};
        if (!promise.empty()) {
            made.promise = parse_rfc3339(promise).value();
        }
        all_.push_back(made);
        return made;
    }
    /// The places in `all_` of what is left to the next truck.
    std::vector<int> left(std::int64_t mass_max_g, std::optional<std::int64_t> volume = {}) {
        std::vector<int> places;
        for (const FulfillmentId& id : overflow_of(all_, {mass_max_g, volume, is_cold_})) {
            const auto found = std::ranges::find(all_, id, &Riding::work);
            places.push_back(static_cast<int>(found - all_.begin()));
        }
        return places;
    }

    SystemEntropy entropy_;
    std::vector<Riding> all_; // as they were accepted
    bool is_cold_ = false;
};

TEST_F(Overflow, IsWhatWasPromisedLast) {
    riding(400, 0, "2026-03-12T08:00:00+07:00");
    riding(400, 0, "2026-03-11T08:00:00+07:00");
    riding(400, 0, "2026-03-11T08:00:00+07:00"); // accepted later than the one before
    riding(200, 0, "");                          // nothing was promised
    EXPECT_EQ(left(1'400), (std::vector<int>{}));
    EXPECT_EQ(left(1'200), (std::vector<int>{3}));
    EXPECT_EQ(left(1'000), (std::vector<int>{0})); // the small one still fits
    EXPECT_EQ(left(800), (std::vector<int>{0, 3}));
    EXPECT_EQ(left(799), (std::vector<int>{2, 0}));
}

TEST_F(Overflow, IsColdOnATruckThatIsNot) {
    riding(400, 0, "2026-03-11T08:00:00+07:00");
    riding(400, 0, "2026-03-12T08:00:00+07:00");
    all_.front().cold = true;
    EXPECT_EQ(left(400), (std::vector<int>{0})); // the other one finds its place
    is_cold_ = true;
    EXPECT_EQ(left(400), (std::vector<int>{1}));
}

TEST_F(Overflow, HasNoPlaceByVolumeToo) {
    riding(100, 600'000, "2026-03-11T08:00:00+07:00");
    riding(100, 500'000, "2026-03-12T08:00:00+07:00");
    EXPECT_EQ(left(1'000, 1'100'000), (std::vector<int>{}));
    EXPECT_EQ(left(1'000, 1'099'999), (std::vector<int>{1}));
    EXPECT_EQ(left(1'000, 500'000), (std::vector<int>{0}));
}

TimetableRow night() {
    TimetableRow row;
    row.id = "NIGHT";
    row.weekdays = 0b0010101; // Monday, Wednesday, Friday
    row.leaves = Minutes{18 * 60 + 30};
    return row;
}

Texts days(const TimetableRow& row, std::string_view today) {
    Texts all;
    for (const Day each : days_to_make(row, day(today))) {
        all.push_back(format_day(each));
    }
    return all;
}

// 2026-03-10 is a Tuesday; the fourteenth day from it is Monday 23 March.
TEST(Timetables, HaveTwoWeeksOfDaysAhead) {
    EXPECT_EQ(
        days(night(), "2026-03-10"),
        (Texts{"2026-03-11", "2026-03-13", "2026-03-16", "2026-03-18", "2026-03-20", "2026-03-23"})
    );
    EXPECT_EQ(reference_on(night(), day("2026-03-11")), "NIGHT-2026-03-11");
    EXPECT_EQ(format_corridor(leaves_on(night(), day("2026-03-11"))), "2026-03-11T18:30:00+07:00");
}

TEST(Timetables, AreLookedAtOnceADay) {
    TimetableRow row = night();
    row.made_until = day("2026-03-23");
    EXPECT_EQ(days(row, "2026-03-10"), Texts{});
    EXPECT_EQ(days(row, "2026-03-12"), (Texts{"2026-03-25"}));
}

TEST(Timetables, RunWithinTheirDaysAndWhileTheyAreActive) {
    TimetableRow row = night();
    row.from_day = day("2026-03-13");
    row.until_day = day("2026-03-16");
    EXPECT_EQ(days(row, "2026-03-10"), (Texts{"2026-03-13", "2026-03-16"}));
    row.active = false;
    EXPECT_EQ(days(row, "2026-03-10"), Texts{});
}

TEST(Timetables, NameDaysOfTheWeek) {
    EXPECT_EQ(weekday_words(night().weekdays), (Texts{"mon", "wed", "fri"}));
    EXPECT_EQ(parse_weekday("sun"), 6);
    EXPECT_EQ(parse_weekday("Sunday"), std::nullopt);
}

} // namespace
} // namespace route9::fulfillment
