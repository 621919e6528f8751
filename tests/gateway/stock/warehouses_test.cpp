// SPDX-License-Identifier: Apache-2.0
// Warehouses that a tenant names, and what their hours do to plans.
#include "stock_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class Warehouses : public testing::Test, public StockUnderTest {
protected:
    Answer
    put(const std::string& id, Json body = Json::object(), const std::string& if_match = "") {
        Json whole{{"name", "Kho " + id}};
        whole.update(body);
        std::vector<std::pair<std::string, std::string>> headers;
        if (!if_match.empty()) {
            headers.emplace_back("If-Match", if_match);
        }
        return call(
            at::put_warehouse,
            staff(),
            {.parameters = {{"id", id}}, .body = whole, .headers = headers}
        );
    }
    Texts listed() {
        Texts all;
        const Json page = call(at::get_warehouses, by_seller(), {.target = "/"}).json();
        for (const Json& each : page.at("items")) {
            all.push_back(
                each.at("id").get<std::string>() + " " + each.at("named_by").get<std::string>()
            );
        }
        return all;
    }
    void at_time(const std::string& clock_text) {
        clock().set(parse_rfc3339("2026-03-10T" + clock_text + "+07:00").value());
    }
    std::string eta_of(const std::string& external_id) {
        const Json placed = order(external_id, to_savannakhet);
        return placed.at("status") == "routed" ? work(placed).value("eta", "none") : way(placed);
    }
};

TEST_F(Warehouses, AreTheCorridorsHubsUntilTheTenantNamesSome) {
    const Texts hubs = listed();
    EXPECT_GT(hubs.size(), 2U);
    EXPECT_EQ(std::ranges::count(hubs, "DONGHA corridor"), 1);
    const Answer named = put("DONGHA");
    EXPECT_EQ(named.status, 201) << named.text;
    EXPECT_EQ(listed(), Texts{"DONGHA tenant"});
}

TEST_F(Warehouses, ShowWhatWasPut) {
    const Json given{
        {"cutoff", "15:00"},
        {"handling_minutes", 90},
        {"cold", true},
        {"dangerous_goods", true},
        {"bonded", true},
        {"fulfils", false},
        {"customs_inspection", {{"from", "2026-01-01"}, {"to", "2026-03-09"}}},
        {"holidays", {"2026-04-15", "2026-04-14", "2026-04-14"}},
    };
    const Answer created = put("DONGHA", given);
    ASSERT_EQ(created.status, 201) << created.text;
    const Json expected = Json::parse(R"({"id":"DONGHA","node":"DONGHA","named_by":"tenant",
        "name":"Kho DONGHA","cutoff":"15:00","handling_minutes":90,"cold":true,
        "dangerous_goods":true,"bonded":true,"fulfils":false,
        "customs_inspection":{"from":"2026-01-01","to":"2026-03-09","recognised":false},
        "holidays":["2026-04-14","2026-04-15"],"updated_at":"2026-03-10T01:00:00Z"})");
    EXPECT_EQ(created.json(), expected);
    const Answer again = read(at::get_warehouse, by_seller(), "DONGHA");
    EXPECT_EQ(again.json(), expected);
    EXPECT_EQ(again.header("ETag"), created.header("ETag"));
}

TEST_F(Warehouses, OfATenantAreNoneToAnother) {
    put("DONGHA");
    Principal stranger = staff();
    stranger.tenant = TenantId{"ht"};
    EXPECT_EQ(read(at::get_warehouse, stranger, "DONGHA").status, 404);
    const Json theirs = call(at::get_warehouses, stranger, {.target = "/"}).json();
    EXPECT_EQ(theirs.at("items").at(0).at("named_by"), "corridor");
}

TEST_F(Warehouses, AreReplacedByWhoHasReadThem) {
    const Answer first = put("DONGHA");
    EXPECT_EQ(put("DONGHA").status, 428);
    const Answer second = put("DONGHA", {{"cold", true}}, first.header("ETag"));
    EXPECT_EQ(second.status, 200) << second.text;
    EXPECT_EQ(put("DONGHA", Json::object(), first.header("ETag")).status, 412);
    EXPECT_EQ(put("HATINH", Json::object(), first.header("ETag")).status, 412);
}

TEST_F(Warehouses, AreNamedByOperatorsWhereTheCorridorHasAHub) {
    EXPECT_EQ(put("NOWHERE").status, 404);
    EXPECT_EQ(read(at::get_warehouse, staff(), "DONGHA").status, 404) << "nobody named it";
    const Answer refused = call(
        at::put_warehouse,
        as(Role::warehouse, "DONGHA"),
        {.parameters = {{"id", "DONGHA"}}, .body = {{"name", "Kho"}}}
    );
    EXPECT_EQ(refused.status, 403);
    for (const Json& wrong :
         {Json{{"cutoff", "25:00"}},
          Json{{"cutoff", "15h"}},
          Json{{"cutoff", "-1:30"}},
          Json{{"handling_minutes", -1}},
          Json{{"holidays", {"2026-02-30"}}},
          Json{{"customs_inspection", {{"to", "2026-03-09"}}}},
          Json{{"customs_inspection", {{"from", "2026-03-10"}, {"to", "2026-03-09"}}}}}) {
        EXPECT_EQ(put("DONGHA", wrong).status, 422) << wrong;
    }
}

TEST_F(Warehouses, PlanFromTheNextDayAfterTheirCutOff) {
    EXPECT_EQ(eta_of("A1"), "2026-03-10T23:18:00+07:00");
    put("DONGHA", {{"cutoff", "15:00"}});
    EXPECT_EQ(eta_of("A2"), "2026-03-10T23:18:00+07:00");
    at_time("15:00:00");
    const std::string in_time = eta_of("A3");
    at_time("15:00:01");
    const std::string late = eta_of("A4");
    EXPECT_LT(in_time, late);
    at_time("23:59:00");
    EXPECT_EQ(eta_of("A5"), late) << "whenever it came after the cut-off";
}

TEST_F(Warehouses, PlanFromTheNextWorkingDay) {
    put("DONGHA", {{"holidays", {"2026-03-10", "2026-03-11"}}});
    const std::string rested = eta_of("A1");
    const Answer standing = read(at::get_warehouse, staff(), "DONGHA");
    put("DONGHA", {{"holidays", {"2026-03-10"}}}, standing.header("ETag"));
    const std::string next_day = eta_of("A2");
    EXPECT_EQ(rested.substr(0, 10), "2026-03-12");
    EXPECT_EQ(next_day.substr(0, 10), "2026-03-11");
    EXPECT_EQ(rested.substr(10), next_day.substr(10)) << "a day apart";
}

TEST_F(Warehouses, AreSeenAnewWhenTheDayTurns) {
    put("DONGHA", {{"holidays", {"2026-03-10"}}});
    EXPECT_EQ(eta_of("A1").substr(0, 10), "2026-03-11");
    clock().set(parse_rfc3339("2026-03-11T08:00:00+07:00").value());
    EXPECT_EQ(eta_of("A2"), "2026-03-11T23:18:00+07:00") << "it works again";
}

TEST_F(Warehouses, AreSeenAnewAfterTheCutOffBeforeADayOff) {
    put("DONGHA", {{"cutoff", "15:00"}, {"holidays", {"2026-03-11"}}});
    EXPECT_EQ(eta_of("A1"), "2026-03-10T23:18:00+07:00");
    at_time("15:00:01");
    EXPECT_EQ(eta_of("A2").substr(0, 10), "2026-03-12");
}

TEST_F(Warehouses, ThatOnlyShowGoodsShipNone) {
    adjust(5, "DONGHA");
    put("DONGHA", {{"fulfils", false}});
    const Json waiting = order_of_cups("A", {2});
    EXPECT_EQ(waiting.at("status"), "backordered");
    EXPECT_EQ(levels(), Texts{"DONGHA 5/0"}) << "they are shown";
    put("HATINH");
    EXPECT_EQ(adjust(3, "HATINH").status, 201);
    follow();
    ASSERT_EQ(page(waiting).at("status"), "routed");
    EXPECT_EQ(work(page(waiting)).at("warehouse"), "HATINH");
    const Json second = order_of_cups("B", {4});
    EXPECT_EQ(second.at("status"), "backordered");
    const Answer standing = read(at::get_warehouse, staff(), "DONGHA");
    put("DONGHA", Json::object(), standing.header("ETag"));
    follow();
    EXPECT_EQ(page(second).at("status"), "routed") << "it ships from now on";
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Warehouses, TakeInGoodsOnceTheyAreNamed) {
    EXPECT_EQ(adjust(1, "HATINH").status, 201);
    put("DONGHA");
    const Answer refused = adjust(1, "HATINH");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.json().at("errors").at(0).at("message"), "use one of DONGHA");
    EXPECT_EQ(adjust(1, "DONGHA").status, 201);
}

} // namespace
} // namespace route9::tests
