// SPDX-License-Identifier: Apache-2.0
// Titles name the paragraph of the planner conventions (logistics dossier, §8.8) they pin.
#include "corridor_fixture.hpp"
#include "plan_cases.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

TEST(Planner, Clock_ComputesArrivalsOnTheBuiltInCorridorByHand) {
    expect_cases({
        {"08:00 + 2:06 to the gate, 8 h at two stops, 5:12 on",
         from_dong_ha("{}"),
         R"({"decision":"ROUTED","gate":"LAOBAO","eta":"2026-03-10T23:18:00+07:00",
             "km":330,"cost":"19.8","co2e_g":null})"},
        {"before 18 June 2025 one stop: four hours less",
         from_dong_ha(R"({"now":"2025-06-17T08:00:00+07:00"})"),
         R"({"eta":"2025-06-17T19:18:00+07:00"})"},
        {"on 18 June 2025 two stops",
         from_dong_ha(R"({"now":"2025-06-18T08:00:00+07:00"})"),
         R"({"eta":"2025-06-18T23:18:00+07:00"})"},
        {"17:23 + 2:06 = 19:29: the gate still takes it",
         from_dong_ha(R"({"now":"2026-03-10T17:23:00+07:00"})"),
         R"({"eta":"2026-03-11T08:41:00+07:00"})"},
        {"17:24 + 2:06 = 19:30 is closed: work from 07:00, done 15:00, 5:12 on",
         from_dong_ha(R"({"now":"2026-03-10T17:24:00+07:00"})"),
         R"({"eta":"2026-03-11T20:12:00+07:00"})"},
        {"two kilograms over 330 km are 77.88 g",
         from_dong_ha(R"({"order":{"lines":[{"sku":"A","qty":1,"kg":2}]}})"),
         R"({"co2e_g":77.88})"},
        {"within Viet Nam no gate works: QL1 to Vinh, 97+85+65+30+20 km",
         from_dong_ha(R"({"order":{"dest":"VINH"}})"),
         R"({"gate":null,"km":297,"eta":"2026-03-10T14:24:00+07:00"})"},
    });
}

TEST(Planner, Legs_KeepsThirtyTwoTonnesOffTheDakrongBridge) {
    expect_cases({
        {"light: the short road",
         from_dong_ha(R"({"order":{"dest":"SALAVAN"}})"),
         R"({"path":["DONGHA","LALAY","SALAVAN"],"km":255})"},
        {"12 t still may",
         from_dong_ha(R"({"vehicle_mass_t":12,"order":{"dest":"SALAVAN"}})"),
         R"({"path":["DONGHA","LALAY","SALAVAN"]})"},
        // By Lao Bảo 2:06 + 8:00 + 4:18 + 5:00; by La Lay around the bridge it would be 18:06.
        {"32 t drive by Lao Bảo",
         from_dong_ha(R"({"vehicle_mass_t":32,"order":{"dest":"SALAVAN"}})"),
         R"({"gate":"LAOBAO","eta":"2026-03-11T02:06:00+07:00"})"},
    });
}

TEST(Planner, Policy_OrdersByItsCriteria) {
    expect_cases({
        {"promise without one: earliest",
         two_gates("{}"),
         R"({"gate":"EAST","eta":"2026-03-10T14:00:00+07:00","cost":"21","km":60,"warnings":[]})"},
        {"promise kept by both: the cheaper",
         two_gates(R"({"order":{"promise":"2026-03-10T15:00:00+07:00"}})"),
         R"({"gate":"WEST","eta":"2026-03-10T15:00:00+07:00","cost":"16"})"},
        {"promise kept by one",
         two_gates(R"({"order":{"promise":"2026-03-10T14:59:59+07:00"}})"),
         R"({"gate":"EAST","warnings":[]})"},
        {"promise kept by none: the cheaper, and a warning",
         two_gates(R"({"order":{"promise":"2026-03-10T13:00:00+07:00"}})"),
         R"({"decision":"ROUTED","gate":"WEST","warnings":["PROMISE_MISSED"]})"},
        {"fastest", two_gates(R"({"config":{"policy":"fastest"}})"), R"({"gate":"EAST"})"},
        {"cheapest", two_gates(R"({"config":{"policy":"cheapest"}})"), R"({"gate":"WEST"})"},
        {"greenest",
         two_gates(R"({"config":{"policy":"greenest"},
                       "order":{"lines":[{"sku":"A","qty":1,"kg":3}]}})"),
         R"({"gate":"EAST","co2e_g":21.24})"},
        {"fixed cost counts per parcel",
         two_gates(R"({"config":{"per_parcel_fixed_cost":"2.5"}})"),
         R"({"cost":"23.5"})"},
    });
}

Json with_east(const char* members) {
    Json document = two_gates("{}");
    document["network"]["gates"][0].merge_patch(parse(members));
    return document;
}

TEST(Planner, Gate_UsesStateQueueHolidaysAndStaleness) {
    expect_cases({
        {"closed is impassable",
         with_east(R"({"state":"closed"})"),
         R"({"gate":"WEST","warnings":[]})"},
        {"restricted is passable",
         with_east(R"({"state":"restricted"})"),
         R"({"gate":"EAST","warnings":["GATE_RESTRICTED"]})"},
        {"unknown is not used where another is known",
         with_east(R"({"state":"unknown"})"),
         R"({"gate":"WEST","warnings":[]})"},
        {"a report of 24 h still counts",
         with_east(R"({"reported_at":"2026-03-09T08:00:00+07:00"})"),
         R"({"gate":"EAST"})"},
        {"an older one does not",
         with_east(R"({"reported_at":"2026-03-09T07:59:00+07:00"})"),
         R"({"gate":"WEST"})"},
        {"a queue goes before the work",
         with_east(R"({"queue_h":0.5})"),
         R"({"gate":"EAST","eta":"2026-03-10T14:30:00+07:00"})"},
        {"a holiday waits for the next day",
         with_east(R"({"holidays":["2026-03-10"]})"),
         R"({"gate":"WEST"})"},
        {"two stops are two times the work",
         with_east(R"({"clearance_model":[{"from":"2026-01-01","model":"two_stop"}]})"),
         R"({"eta":"2026-03-10T15:00:00+07:00"})"},
    });
    Json unknown = with_east(R"({"state":"unknown"})");
    unknown["network"]["gates"][1]["state"] = "closed";
    Json stale = unknown;
    stale["network"]["gates"][0] = parse(R"({"id":"EAST","hours":["07:00","19:00"],
        "state":"closed","process_h":1,"fee":1,"reported_at":"2026-01-01T00:00:00+07:00"})");
    expect_cases({
        {"unknown is used where nothing else leads there",
         unknown,
         R"({"decision":"ROUTED","gate":"EAST","warnings":["GATE_STATE_UNKNOWN"]})"},
        {"a stale closure stays closed",
         stale,
         R"({"decision":"HELD","reason":"NO_OPEN_GATE","reserved":{"A":1},"warehouse":"HUB",
             "available_after":{"HUB":{"A":4,"B":5}},"eta":null,"gate":null,"path":[]})"},
    });
}

/// "WEST LATER" for each gate that was not taken.
std::vector<std::string> gates_not_taken(const Json& document) {
    std::vector<std::string> found;
    for (const Json& each : run_plan(document).at("explanation").at("rejected")) {
        const auto option = each.at("option").get<std::string>();
        if (option.starts_with("gate:")) {
            found.push_back(option.substr(5) + " " + each.at("why").get<std::string>());
        }
    }
    return found;
}

TEST(Planner, Explanation_SaysOfEachGateNotTakenWhy) {
    struct Case {
        const char* what;
        const char* patch;
        const char* west;
    };
    const Case cases[] = {
        {"15:00 by the west, 14:00 by the east", "{}", "WEST LATER"},
        {"reported closed",
         R"({"network":{"gates":[
             {"id":"EAST","hours":["07:00","19:00"],"state":"open","process_h":1,"fee":1},
             {"id":"WEST","hours":["07:00","19:00"],"state":"closed","process_h":1,"fee":1}]}})",
         "WEST GATE_CLOSED"},
        {"nobody knows",
         R"({"network":{"gates":[
             {"id":"EAST","hours":["07:00","19:00"],"state":"open","process_h":1,"fee":1},
             {"id":"WEST","hours":["07:00","19:00"],"state":"unknown","process_h":1,"fee":1}]}})",
         "WEST GATE_STATE_UNKNOWN"},
        // Both would take until 15:00, but at 11:00 the west is closed for another hour.
        {"closed when the truck gets there",
         R"({"network":{"gates":[
             {"id":"EAST","hours":["07:00","19:00"],"state":"open","process_h":2,"fee":1},
             {"id":"WEST","hours":["12:00","19:00"],"state":"open","process_h":1,"fee":1}]}})",
         "WEST OUTSIDE_HOURS"},
        {"a weak bridge",
         R"({"vehicle_mass_t":20,"network":{"legs":[
             {"from":"HUB","to":"EAST","km":30,"h":2,"cost":10},
             {"from":"EAST","to":"TOWN","km":30,"h":3,"cost":10},
             {"from":"HUB","to":"WEST","km":45,"h":3,"cost":7,"max_mass_t":10},
             {"from":"WEST","to":"TOWN","km":45,"h":3,"cost":8}]}})",
         "WEST TOO_HEAVY"},
        {"no road",
         R"({"network":{"legs":[{"from":"HUB","to":"EAST","km":30,"h":2,"cost":10},
             {"from":"EAST","to":"TOWN","km":30,"h":3,"cost":10}]}})",
         "WEST NO_PATH"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(gates_not_taken(two_gates(each.patch)), std::vector<std::string>{each.west})
            << each.what;
    }
    EXPECT_EQ(
        gates_not_taken(two_gates(R"({"config":{"policy":"cheapest"}})")),
        std::vector<std::string>{"EAST DEARER"}
    );
    const auto from_dong_ha_to = [](const char* dest) {
        return gates_not_taken(from_dong_ha(dest));
    };
    EXPECT_EQ(from_dong_ha_to("{}").size(), 16U);
    EXPECT_TRUE(from_dong_ha_to(R"({"order":{"dest":"VINH"}})").empty()) << "no border is crossed";
}

TEST(Planner, Explanation_OfTheSameWayIsTheSameFromTheCache) {
    Json document = from_dong_ha("{}");
    const Json one = document["order"];
    document.erase("order");
    Json light = one;
    light["id"] = "o2";
    light["promise"] = "2026-03-10T20:00:00+07:00"; // missed by every gate
    document["orders"] = {one, light, one};
    document["orders"][2]["id"] = "o3";
    const Json answers = run_plan(document);
    EXPECT_EQ(answers[2]["explanation"], answers[0]["explanation"]);
    EXPECT_NE(answers[1]["explanation"], answers[0]["explanation"]);
}

TEST(Planner, Start_AppliesCutoffAndHandling) {
    const auto with_warehouse = [](const char* members) {
        Json document = two_gates("{}");
        document["warehouses"][0].merge_patch(parse(members));
        return document;
    };
    Json late = with_warehouse(R"({"cutoff":"15:00","handling_h":2})");
    late["order"]["ready_at"] = "2026-03-10T15:01:00+07:00";
    Json on_time = late;
    on_time["order"]["ready_at"] = "2026-03-10T15:00:00+07:00";
    expect_cases({
        {"handling comes first",
         with_warehouse(R"({"handling_h":1.5})"),
         R"({"eta":"2026-03-10T15:30:00+07:00"})"},
        // 15:00 + 2 h, gate 19:00 is closed: 07:00 work, 08:00, 11:00.
        {"at the cutoff the day counts", on_time, R"({"eta":"2026-03-11T11:00:00+07:00"})"},
        // 00:00 + 2 h, gate 04:00 waits until 07:00.
        {"after it the next day from midnight", late, R"({"eta":"2026-03-11T11:00:00+07:00"})"},
    });
}

TEST(Planner, Start_RidesTheListedDeparture) {
    const auto with_departures = [](const char* departures) {
        Json document = two_gates(R"({"order":{"lines":[{"sku":"A","qty":2,"kg":10,"m3":1}]}})");
        document["departures"] = parse(departures);
        return document;
    };
    const auto chosen = [&](const char* departures) {
        const Json answer = run_plan(with_departures(departures));
        return answer["decision"] == "ROUTED" ? answer["parcels"][0]["departure"]
                                              : answer["reason"];
    };
    EXPECT_EQ(
        chosen(R"([{"id":"D2","leaves":"2026-03-10T09:00:00+07:00"},
                         {"id":"D1","leaves":"2026-03-10T10:00:00+07:00"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T07:59:00+07:00"},
                         {"id":"D2","leaves":"2026-03-10T10:00:00+07:00"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00","max_kg":9.999},
                         {"id":"D2","leaves":"2026-03-10T10:00:00+07:00","max_m3":"1"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00","to":"EAST"},
                         {"id":"D2","leaves":"2026-03-10T10:00:00+07:00","to":"TOWN"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"},
                         {"id":"D2","leaves":"2026-03-10T10:00:00+07:00",
                          "arrives":"2026-03-10T12:00:00+07:00"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00","cost":5},
                         {"id":"D2","leaves":"2026-03-10T09:00:00+07:00","cost":4}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"},
                         {"id":"D2","leaves":"2026-03-10T09:00:00+07:00","kind":"return_leg"}])"),
        "D2"
    );
    EXPECT_EQ(
        chosen(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00","spare_kg":1,
                          "max_kg":99}])"),
        "NO_CAPACITY"
    );
    // Listed for another warehouse: this one's parcels leave at once.
    const Json free = run_plan(
        with_departures(R"([{"id":"D1","from":"ELSEWHERE","leaves":"2026-03-11T09:00:00+07:00"}])")
    );
    EXPECT_FALSE(free["parcels"][0].contains("departure"));
    EXPECT_EQ(free["eta"], "2026-03-10T14:00:00+07:00");
}

} // namespace
} // namespace route9::fulfillment
