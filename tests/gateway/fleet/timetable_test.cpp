// SPDX-License-Identifier: Apache-2.0
// Departures are made two weeks ahead by the timetable: each once, none on a day on which its gate
// does not work; what was made stays as it is.
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/make_departures.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/workers/timetable_worker.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace route9::tests {
namespace {

const Json every_noon{
    {"from", "DONGHA"},
    {"to", "SAVANNAKHET"},
    {"gate", "LAOBAO"},
    {"carrier", "lao-express"},
    {"truck_plate", "74C-123.45"},
    {"max_kg", 1000},
    {"leaves", "12:00"},
};

class Timetable : public testing::Test, public ReplanningUnderTest {
protected:
    Answer put(const std::string& id, Json changes = {}, const std::string& if_match = "") {
        Json body = every_noon;
        if (changes.is_object()) {
            body.update(changes);
        }
        Ask ask{.parameters = {{"id", id}}, .body = body};
        if (!if_match.empty()) {
            ask.headers.emplace_back("If-Match", if_match);
        }
        return call(at::put_timetable_row, staff(), ask);
    }
    int make() {
        return run([this] { return gateway::make_departures_now(services()); });
    }
    /// "NOON-2026-03-10 2026-03-10T05:00:00Z", by reference.
    std::vector<std::string> departures() {
        std::vector<std::string> all;
        const Json page =
            call(at::get_departures, staff(), {.target = "/v1/departures?limit=100"}).json();
        for (const Json& each : page.at("items")) {
            all.push_back(
                each.at("reference").get<std::string>() + " " + each.at("leaves").get<std::string>()
            );
        }
        std::ranges::sort(all);
        return all;
    }
};

TEST_F(Timetable, KeepsTwoWeeksOfDeparturesAhead) {
    const Answer row = put("NOON");
    ASSERT_EQ(row.status, 201) << row.text;
    EXPECT_EQ(row.json().at("leaves"), "12:00");
    EXPECT_EQ(row.json().at("weekdays").size(), 7U);
    EXPECT_EQ(make(), 14);
    EXPECT_EQ(make(), 0);
    EXPECT_EQ(departures().front(), "NOON-2026-03-10 2026-03-10T05:00:00Z");
    EXPECT_EQ(departures().back(), "NOON-2026-03-23 2026-03-23T05:00:00Z");
    pass(Minutes{24 * 60});
    EXPECT_EQ(make(), 1);
    EXPECT_EQ(departures().back(), "NOON-2026-03-24 2026-03-24T05:00:00Z");
    EXPECT_EQ(events("departure.opened").size(), 15U);
}

TEST_F(Timetable, GivesWaitingOrdersATruck) {
    open_departure("T1", {{"max_kg", "0.1"}});
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held NO_CAPACITY");
    put("NOON");
    make();
    follow();
    EXPECT_TRUE(way(page(waits)).starts_with("LAOBAO dep_")) << way(page(waits));
}

TEST_F(Timetable, MakesTrucksThatAreWaitedForHalfADay) {
    put("NOON");
    make();
    const Json planned = order("A1", to_savannakhet);
    const std::string first = way(planned);
    follow();
    clock().set(parse_rfc3339("2026-03-10T23:59:59+07:00").value());
    EXPECT_EQ(follow(), 0);
    EXPECT_EQ(way(page(planned)), first);
    clock().set(parse_rfc3339("2026-03-11T00:00:00+07:00").value());
    EXPECT_GT(follow(), 0) << "nobody has changed anything";
    EXPECT_NE(way(page(planned)), first);
    EXPECT_EQ(work(page(planned)).at("plan_reason"), "left_behind");
}

TEST_F(Timetable, IsChangedByVersionForTheDaysThatAreNotMadeYet) {
    const std::string first = put("NOON").header("ETag");
    make();
    EXPECT_EQ(put("NOON", {{"leaves", "13:00"}}).status, 428);
    ASSERT_EQ(put("NOON", {{"leaves", "13:00"}}, first).status, 200);
    EXPECT_EQ(make(), 0);
    pass(Minutes{24 * 60});
    EXPECT_EQ(make(), 1);
    EXPECT_EQ(departures().front(), "NOON-2026-03-10 2026-03-10T05:00:00Z");
    EXPECT_EQ(departures().back(), "NOON-2026-03-24 2026-03-24T06:00:00Z");
    const std::string known = read(at::get_timetable_row, staff(), "NOON").header("ETag");
    ASSERT_EQ(put("NOON", {{"active", false}}, known).status, 200);
    pass(Minutes{24 * 60});
    EXPECT_EQ(make(), 0);
    EXPECT_EQ(call(at::get_timetable, staff(), {}).json().at("items").size(), 1U);
}

TEST_F(Timetable, RunsOnItsDaysOnlyAndNotInThePast) {
    put("LATE", {{"weekdays", {"tue", "fri"}}, {"leaves", "07:59"}}); // it is 08:00 on a Tuesday
    EXPECT_EQ(make(), 3);
    EXPECT_EQ(
        departures(),
        (std::vector<std::string>{
            "LATE-2026-03-13 2026-03-13T00:59:00Z",
            "LATE-2026-03-17 2026-03-17T00:59:00Z",
            "LATE-2026-03-20 2026-03-20T00:59:00Z",
        })
    );
}

TEST_F(Timetable, NamesAVehicleThatSaysPlateAndRoom) {
    const Json vehicle{
        {"plates", {{"vn", "74C-999.99"}}}, {"gross_mass_kg", 10000}, {"payload_kg", 5000}
    };
    ASSERT_EQ(write(at::put_vehicle, staff(), "T-1", vehicle).status, 201);
    Json body = every_noon;
    body.erase("truck_plate");
    body.erase("max_kg");
    body["vehicle"] = "T-1";
    ASSERT_EQ(write(at::put_timetable_row, staff(), "NOON", body).status, 201);
    EXPECT_EQ(make(), 14);
    const Json one = call(at::get_departures, staff(), {}).json().at("items").at(0);
    EXPECT_EQ(one.at("truck_plate"), "74C-999.99");
    EXPECT_EQ(one.at("max_kg"), "5000");
    EXPECT_EQ(one.at("timetable"), "NOON");
}

TEST_F(Timetable, NamesTheVehicleThatTakesOverAtTheGate) {
    const Json ours{
        {"plates", {{"vn", "74C-999.99"}}}, {"gross_mass_kg", 10000}, {"payload_kg", 5000}
    };
    const Json theirs{
        {"plates", {{"la", "LA-4826"}}}, {"gross_mass_kg", 12000}, {"payload_kg", 3000}
    };
    ASSERT_EQ(write(at::put_vehicle, staff(), "VN-1", ours).status, 201);
    ASSERT_EQ(write(at::put_vehicle, staff(), "LA-2", theirs).status, 201);
    const Json moved{{"vehicle", "LA-2"}};
    const Answer row = put("NOON", {{"transshipment", moved}});
    ASSERT_EQ(row.status, 201) << row.text;
    EXPECT_EQ(row.json().at("transshipment"), moved);
    Json by_vehicle = every_noon;
    by_vehicle.erase("truck_plate");
    by_vehicle.erase("max_kg");
    by_vehicle.update({{"vehicle", "VN-1"}, {"transshipment", moved}});
    ASSERT_EQ(write(at::put_timetable_row, staff(), "TWO", by_vehicle).status, 201);
    EXPECT_EQ(make(), 28);
    const Json page =
        call(at::get_departures, staff(), {.target = "/v1/departures?limit=100"}).json();
    for (const Json& each : page.at("items")) {
        EXPECT_EQ(each.at("transshipment").at("vehicle"), "LA-2") << each;
        EXPECT_EQ(each.at("transshipment").at("plate"), "LA-4826");
        EXPECT_EQ(each.at("max_kg"), each.at("timetable") == "NOON" ? "1000" : "3000");
    }
    const auto refused = [this](const Json& changes) {
        const Json error = put("BAD", changes).json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    };
    EXPECT_EQ(refused({{"transshipment", "LA-2"}}), "/transshipment bad_value");
    EXPECT_EQ(refused({{"transshipment", {{"vehicle", "X"}}}}), "/transshipment/vehicle unknown");
    EXPECT_EQ(
        refused({{"vehicle", "LA-2"}, {"transshipment", moved}}), "/transshipment/vehicle bad_value"
    );
    EXPECT_EQ(refused({{"transshipment", moved}, {"to", "HUE"}}), "/transshipment no_gate");
    const std::string stands = read(at::get_timetable_row, staff(), "NOON").header("ETag");
    const Answer plain = put("NOON", {{"transshipment", nullptr}}, stands);
    ASSERT_EQ(plain.status, 200) << plain.text;
    EXPECT_FALSE(plain.json().contains("transshipment"));
}

TEST_F(Timetable, MakesReturnLegsWithTheirPrice) {
    const Json home{
        {"from", "SAVAN_SENO"},
        {"to", "HUE"},
        {"kind", "return_leg"},
        {"price_per_kg", "0.2"},
    };
    const Answer row = put("HOME", home);
    ASSERT_EQ(row.status, 201) << row.text;
    EXPECT_EQ(row.json().at("kind"), "return_leg");
    EXPECT_EQ(row.json().at("price_per_kg"), "0.2");
    EXPECT_EQ(make(), 14);
    const Json one = call(at::get_departures, staff(), {}).json().at("items").at(0);
    EXPECT_EQ(one.at("kind"), "return_leg");
    EXPECT_EQ(one.at("price_per_kg"), "0.2");
    const Json wrong = put("BAD", {{"kind", "empty"}}).json().at("errors").at(0);
    EXPECT_EQ(wrong.at("pointer"), "/kind");
}

// 14 to 16 March, say, are holidays at Lao Bảo.
TEST_F(Timetable, PassesByTheHolidaysOfItsGate) {
    auto loaded = gateway::load_catalogue(std::filesystem::path{ROUTE9_SOURCE_DIR} / "data");
    ASSERT_TRUE(loaded);
    auto& corridor = loaded->corridor;
    std::vector<fulfillment::NetworkLeg> legs;
    for (const auto& each : corridor.legs) {
        legs.push_back(each.leg);
    }
    std::vector<fulfillment::NetworkGate> gates = corridor.network->gates();
    for (auto& gate : gates) {
        for (const char* day : {"2026-03-14", "2026-03-15", "2026-03-16"}) {
            const auto holiday = fulfillment::to_local_day(parse_day(day).value());
            if (gate.id == "LAOBAO") {
                gate.calendar.holidays.push_back(holiday);
            }
        }
        std::ranges::sort(gate.calendar.holidays);
    }
    corridor.network = std::make_shared<const fulfillment::Network>(
        legs, gates, fulfillment::GateWork::country_change
    );
    put("NOON");
    const auto made = store().write([&](Tx& tx) {
        const gateway::DrawnEntropy ids{services().entropy};
        return gateway::make_departures(tx, {qt, "NOON"}, *loaded, ids, now());
    });
    EXPECT_EQ(made.value(), 11);
    const auto not_made = news("departure.not_made");
    ASSERT_EQ(not_made.size(), 3U);
    EXPECT_EQ(
        not_made.front(),
        (Json{
            {"timetable", "NOON"},
            {"day", "2026-03-14"},
            {"why", "LAOBAO does not work on 2026-03-14"},
        })
    );
}

TEST_F(Timetable, RefusesRowsThatCannotRun) {
    const auto code = [](const Answer& answer) {
        return answer.json().at("errors").at(0).at("code").get<std::string>();
    };
    EXPECT_EQ(code(put("NOON", {{"leaves", "24:00"}})), "malformed");
    EXPECT_EQ(code(put("NOON", {{"weekdays", Json::array()}})), "required");
    EXPECT_EQ(code(put("NOON", {{"weekdays", {"someday"}}})), "unknown_value");
    EXPECT_EQ(code(put("NOON", {{"weekdays", {"mon", "tue", "mon"}}})), "repeated");
    EXPECT_EQ(code(put("NOON", {{"carrier", "nobody"}})), "unknown");
    EXPECT_EQ(code(put("NOON", {{"vehicle", "T-9"}})), "unknown");
    EXPECT_EQ(
        code(put("NOON", {{"valid_from", "2026-03-12"}, {"valid_until", "2026-03-11"}})),
        "out_of_range"
    );
}

} // namespace
} // namespace route9::tests
