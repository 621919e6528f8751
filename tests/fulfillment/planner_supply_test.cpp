// SPDX-License-Identifier: Apache-2.0
// Titles name the paragraph of the planner conventions (logistics dossier, §8.8) they pin.
#include "corridor_fixture.hpp"
#include "plan_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace route9::fulfillment {
namespace {

TEST(Planner, Allocation_SplitsOnlyWhenItMustAndFillsByLowestId) {
    const auto with_stock = [](const char* warehouses, const char* lines) {
        Json document = two_gates("{}");
        document["network"]["legs"].push_back(
            parse(R"({"from":"HUB","to":"DEPOT","km":1,"h":0,"cost":0})")
        );
        document["warehouses"] = parse(warehouses);
        document["order"]["lines"] = parse(lines);
        return document;
    };
    const char* both = R"([{"id":"HUB","stock":{"A":2,"B":3}},{"id":"DEPOT","stock":{"A":2}}])";
    expect_cases({
        {"one warehouse has all",
         with_stock(both, R"([{"sku":"A","qty":2},{"sku":"B","qty":1}])"),
         R"({"warehouse":"HUB","reserved":{"A":2,"B":1}})"},
        {"equal cost and hours: fewer kilometres",
         with_stock(both, R"([{"sku":"A","qty":1}])"),
         R"({"warehouse":"HUB","km":60})"},
        {"three pieces fill by id",
         with_stock(both, R"([{"sku":"A","qty":3},{"sku":"B","qty":1}])"),
         R"({"warehouse":"DEPOT","reserved":{"A":3,"B":1},
             "available_after":{"DEPOT":{"A":0},"HUB":{"A":1,"B":2}},"km":121,"cost":"42"})"},
        {"more than there is",
         with_stock(both, R"([{"sku":"A","qty":5}])"),
         R"({"decision":"BACKORDERED","reason":"NO_STOCK","reserved":{},
             "available_after":{"DEPOT":{"A":2},"HUB":{"A":2,"B":3}}})"},
    });
    Json whole = with_stock(both, R"([{"sku":"A","qty":3}])");
    whole["config"]["allow_split"] = false;
    EXPECT_EQ(run_plan(whole)["decision"], "BACKORDERED");
}

TEST(Planner, Allocation_ShipsColdFromColdWarehousesOnColdTrucks) {
    Json document =
        two_gates(R"({"order":{"lines":[{"sku":"A","qty":1,"kg":1,"temperature":"chilled"}]}})");
    EXPECT_EQ(run_plan(document)["reason"], "NO_COLD_CAPACITY");
    EXPECT_EQ(print_json(run_plan(document)["reserved"]), R"({"A":1})");
    document["warehouses"][0]["cold"] = true;
    const Json cold = run_plan(document);
    EXPECT_EQ(cold["decision"], "ROUTED");
    EXPECT_EQ(print_json(cold["co2e_g"]), "7.93"); // 7.08 × 1.12 = 7.9296
    document["departures"] = parse(R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"}])");
    EXPECT_EQ(run_plan(document)["reason"], "NO_COLD_CAPACITY");
    document["departures"].push_back(
        parse(R"({"id":"D2","leaves":"2026-03-10T10:00:00+07:00","cold":true})")
    );
    EXPECT_EQ(run_plan(document)["parcels"][0]["departure"], "D2");
}

TEST(Planner, Allocation_ShipsDangerousGoodsFromWarehousesThatTakeThem) {
    const auto with_goods = [](const char* line, const char* warehouses) {
        Json document = two_gates("{}");
        document["network"]["legs"].push_back(
            parse(R"({"from":"SHED","to":"EAST","km":40,"h":4,"cost":30})")
        );
        document["warehouses"] = parse(warehouses);
        document["order"]["lines"] = Json::array({parse(line)});
        return document;
    };
    const char* perfume = R"({"sku":"A","qty":1,"dg":{"un":"UN1266"}})";
    const char* cell = R"({"sku":"A","qty":1,"dg":{"un":"UN3480","wh_per_cell":20}})";
    const char* strong_cell = R"({"sku":"A","qty":1,"dg":{"un":"UN3480","wh_per_cell":"20.1"}})";
    const char* cold_perfume = R"({"sku":"A","qty":1,"temperature":"cold","dg":{"un":"UN1266"}})";
    const char* refusing = R"([{"id":"HUB","stock":{"A":5},"dg":false}])";
    const char* both = R"([{"id":"HUB","stock":{"A":5},"dg":false},
                           {"id":"SHED","stock":{"A":5},"dg":true}])";
    expect_cases({
        {"no warehouse takes them",
         with_goods(perfume, refusing),
         R"({"decision":"HELD","reason":"DG_NOT_ACCEPTED","warehouse":"HUB","reserved":{"A":1}})"},
        {"the dearer one that takes them",
         with_goods(perfume, both),
         R"({"decision":"ROUTED","warehouse":"SHED"})"},
        {"a cell of 20 Wh is ordinary", with_goods(cell, both), R"({"warehouse":"HUB"})"},
        {"a stronger one is not", with_goods(strong_cell, both), R"({"warehouse":"SHED"})"},
        {"cold is looked for first",
         with_goods(cold_perfume, both),
         R"({"decision":"HELD","reason":"NO_COLD_CAPACITY"})"},
    });
    const Json rejected = run_plan(with_goods(perfume, both)).at("explanation").at("rejected");
    EXPECT_EQ(print_json(rejected.at(0)), R"({"option":"warehouse:HUB","why":"DG_NOT_ACCEPTED"})");
}

TEST(Planner, Departure_OnItsWayHomeAsksForEachKilogram) {
    const auto riding = [](const char* kg, const char* departures) {
        Json document = two_gates("{}");
        document["departures"] = parse(departures);
        document["order"]["lines"][0].merge_patch(parse(kg));
        const Json answer = run_plan(document);
        return answer.at("parcels").at(0).value("departure", "none") + " " +
               answer.at("cost").get<std::string>();
    };
    const char* alone = R"([{"id":"R1","leaves":"2026-03-10T09:00:00+07:00","kind":"return_leg",
                             "cost_per_kg":"0.5"}])";
    // Of the gate's fee 1 the truck gets nothing.
    EXPECT_EQ(riding(R"({"kg":4})", alone), "R1 3");
    EXPECT_EQ(riding(R"({"kg":0.25})", alone), "R1 1.125");
    EXPECT_EQ(riding("{}", alone), "R1 1.5"); // not weighed: a kilogram a piece
    const char* beside = R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"},
        {"id":"R1","leaves":"2026-03-10T09:00:00+07:00","kind":"return_leg","cost_per_kg":"0.5"}])";
    EXPECT_EQ(riding(R"({"kg":4})", beside), "R1 3");
    EXPECT_EQ(riding(R"({"kg":50})", beside), "D1 21"); // 25 and the fee against 20
    const char* full = R"([{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"},
        {"id":"R1","leaves":"2026-03-10T09:00:00+07:00","kind":"return_leg","cost_per_kg":"0.5",
         "spare_kg":3.9}])";
    EXPECT_EQ(riding(R"({"kg":4})", full), "D1 21");
    const char* priced = R"([{"id":"R1","leaves":"2026-03-10T09:00:00+07:00","cost":7,
                              "cost_per_kg":"0.5"}])";
    EXPECT_EQ(riding(R"({"kg":4})", priced), "R1 8"); // one price for any parcel comes first
}

TEST(Planner, Carrier_FiltersByCoverageThenDangerousGoodsSp188ThenCash) {
    const auto with_carriers = [](const char* carriers, const char* order) {
        Json document = from_dong_ha("{}");
        document["carriers"] = parse(carriers);
        document["order"].merge_patch(parse(order));
        const Json answer = run_plan(document);
        return answer["decision"] == "ROUTED" ? answer["parcels"][0]["carrier"] : answer["reason"];
    };
    const char* sepon = R"({"dest":{"country":"LA","province":"LA-SV","district":"ເຊໂປນ"}})";
    EXPECT_EQ(with_carriers(R"([{"id":"C1","districts":["1301"]}])", sepon), "NO_COVERAGE");
    EXPECT_EQ(with_carriers(R"([{"id":"C1","districts":["1305"]}])", sepon), "C1");
    EXPECT_EQ(with_carriers(R"([{"id":"C1","districts":["Xepon"]}])", sepon), "C1");
    EXPECT_EQ(with_carriers(R"([{"id":"C1","districts":["1301"]}])", "{}"), "C1"); // no district
    EXPECT_EQ(
        with_carriers(R"([{"id":"C2","fee":1},{"id":"C1","fee":1},{"id":"C0","fee":2}])", "{}"),
        "C1"
    );
    const auto dangerous = [&](const char* dg) {
        const std::string order = std::string{R"({"lines":[{"sku":"A","qty":1,"dg":)"} + dg + "}]}";
        return with_carriers(R"([{"id":"C1"}])", order.c_str());
    };
    EXPECT_EQ(dangerous(R"({"un":"UN3481","wh_per_battery":100})"), "C1");
    EXPECT_EQ(dangerous(R"({"un":"3480","wh_per_battery":"100.1"})"), "DG_NOT_ACCEPTED");
    EXPECT_EQ(dangerous(R"({"un":"UN1266"})"), "DG_NOT_ACCEPTED");
    const char* cash = R"({"cod":{"amount":"1000000","currency":"LAK"}})";
    EXPECT_EQ(with_carriers(R"([{"id":"C1","cod_max":{"LAK":"1000000"}}])", cash), "C1");
    EXPECT_EQ(with_carriers(R"([{"id":"C1","cod_max":{"LAK":"999999"}}])", cash), "COD_LIMIT");
    EXPECT_EQ(with_carriers(R"([{"id":"C1","cod_max":{"VND":"9999999"}}])", cash), "COD_LIMIT");
    EXPECT_EQ(with_carriers(R"([{"id":"C1"}])", cash), "C1");
    // The first filter that leaves nobody names the reason.
    EXPECT_EQ(
        with_carriers(
            R"([{"id":"C1","districts":["1301"],"cod_max":{"LAK":"1"}},
                                {"id":"C2","cod_max":{"LAK":"1"}}])",
            R"({"dest":{"country":"LA","district":"1305"},
                                "cod":{"amount":"2","currency":"LAK"}})"
        ),
        "COD_LIMIT"
    );
}

TEST(Planner, Carrier_DeliversAtTheBranchWhereNotAtHome) {
    Json document = from_dong_ha(R"({"carriers":[{"id":"C1","home":false,"branch":true}]})");
    const Json branch = run_plan(document);
    EXPECT_EQ(branch["parcels"][0]["delivery"], "branch");
    document["carriers"][0]["home"] = true;
    EXPECT_EQ(run_plan(document)["parcels"][0]["delivery"], "home");
}

TEST(Planner, Reason_NamesTheFirstObstacleAndKeepsStockAccordingly) {
    Json heavy = two_gates(R"({"vehicle_mass_t":20})");
    for (Json& leg : heavy["network"]["legs"]) {
        leg["max_mass_t"] = 12;
    }
    Json heavy_and_closed = heavy;
    heavy_and_closed["network"]["gates"][0]["state"] = "closed";
    heavy_and_closed["network"]["gates"][1]["state"] = "closed";
    expect_cases({
        {"no road at all reserves nothing",
         two_gates(R"({"order":{"dest":"MOON"}})"),
         R"({"decision":"HELD","reason":"NO_ROUTE","reserved":{},"warehouse":null})"},
        {"too heavy keeps the stock",
         heavy,
         R"({"decision":"HELD","reason":"VEHICLE_TOO_HEAVY","reserved":{"A":1}})"},
        {"too heavy comes before closed gates",
         heavy_and_closed,
         R"({"reason":"VEHICLE_TOO_HEAVY"})"},
        {"no stock comes before no road",
         two_gates(R"({"order":{"dest":"MOON","lines":[{"sku":"Z","qty":1}]}})"),
         R"({"decision":"BACKORDERED","reason":"NO_STOCK"})"},
        {"a carrier's reason keeps the stock",
         two_gates(R"({"carriers":[{"id":"C","cod_max":{}}],
                       "order":{"cod":{"amount":1,"currency":"LAK"}}})"),
         R"({"decision":"HELD","reason":"COD_LIMIT","reserved":{"A":1},"warehouse":"HUB"})"},
        {"no room keeps the stock, not the room",
         two_gates(R"({"departures":[{"id":"D","leaves":"2026-03-10T09:00:00+07:00","max_kg":0}],
                       "order":{"lines":[{"sku":"A","qty":1,"kg":1}]}})"),
         R"({"decision":"HELD","reason":"NO_CAPACITY","reserved":{"A":1}})"},
        {"plain Vientiane reserves nothing",
         from_dong_ha(R"({"order":{"dest":{"country":"LA","province":"Vientiane"}}})"),
         R"({"decision":"HELD","reason":"ADDRESS_AMBIGUOUS","reserved":{},
             "available_after":{"DONGHA":{"A":5,"B":5}}})"},
    });
}

TEST(Planner, Address_ListsTheCandidatesOfAnAmbiguousOne) {
    const Json answer =
        run_plan(from_dong_ha(R"({"order":{"dest":{"country":"LA","district":"ວຽງຄຳ"}}})"));
    EXPECT_EQ(answer["reason"], "ADDRESS_AMBIGUOUS");
    EXPECT_EQ(
        print_json(answer["explanation"]["rejected"]),
        R"([{"option":"address:0610","why":"AMBIGUOUS"},)"
        R"({"option":"address:1009","why":"AMBIGUOUS"}])"
    );
}

TEST(Planner, SeveralOrders_SeeWhatTheEarlierLeftAndAnswerTheSameIdOnce) {
    Json document = two_gates(
        R"({"departures":[{"id":"D1","leaves":"2026-03-10T09:00:00+07:00","max_kg":10},
                          {"id":"D2","leaves":"2026-03-10T10:00:00+07:00","max_kg":10}]})"
    );
    document.erase("order");
    document["orders"] = parse(R"([
        {"id":"a","dest":"TOWN","lines":[{"sku":"A","qty":3,"kg":6}]},
        {"id":"b","dest":"TOWN","lines":[{"sku":"A","qty":2,"kg":6}]},
        {"id":"a","dest":"TOWN","lines":[{"sku":"A","qty":3,"kg":6}]},
        {"id":"c","dest":"TOWN","lines":[{"sku":"A","qty":1,"kg":1}]}])");
    const Json answers = run_plan(document);
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_EQ(answers[0]["parcels"][0]["departure"], "D1");
    EXPECT_EQ(answers[1]["parcels"][0]["departure"], "D2");
    EXPECT_EQ(answers[2], answers[0]);
    EXPECT_EQ(answers[3]["decision"], "BACKORDERED");
    EXPECT_EQ(print_json(answers[3]["available_after"]), R"({"HUB":{"A":0,"B":5}})");
}

TEST(Planner, Determinism_AnswersTheSameWhateverTheOrderOfRows) {
    Json document = two_gates(R"({"carriers":[{"id":"C2","fee":1},{"id":"C1","fee":1}],
        "departures":[{"id":"D1","leaves":"2026-03-10T09:00:00+07:00"},
                      {"id":"D2","leaves":"2026-03-10T09:00:00+07:00"}],
        "warehouses":[{"id":"HUB","stock":{"A":1,"B":1}},{"id":"EAST","stock":{"A":1}},
                      {"id":"WEST","stock":{"A":1}}],
        "order":{"lines":[{"sku":"A","qty":2},{"sku":"B","qty":1}]}})");
    const std::string expected = print_json(run_plan(document));
    std::mt19937_64 engine{9}; // any order of rows must do; a fixed one repeats itself
    for (int round = 0; round < 50; ++round) {
        for (const char* rows :
             {"/network/legs", "/network/gates", "/warehouses", "/departures", "/carriers"}) {
            Json& array = document[Json::json_pointer{rows}];
            std::shuffle(array.begin(), array.end(), engine);
        }
        ASSERT_EQ(print_json(run_plan(document)), expected) << "round " << round;
    }
}

} // namespace
} // namespace route9::fulfillment
