// SPDX-License-Identifier: Apache-2.0
// A quote is the order's plan before there is an order: the same as POST /v1/orders then stores and
// as `route9 plan` gives, and nothing is written for it.
#include "fulfillment/plan_document.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

const Json kHanoi{{"country", "VN"}, {"province", "Hà Nội"}, {"district", "Cầu Giấy"}};

class Quotes : public testing::Test, public PlanningUnderTest {
protected:
    static Json asked(const Json& place, std::int64_t pieces = 1) {
        return {
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", place},
            {"items",
             Json::array(
                 {{{"sku", "SHIRT"},
                   {"name", "Shirt"},
                   {"quantity", pieces},
                   {"unit_price", "165500"}}}
             )},
        };
    }
    Answer quote(const Json& body, const Principal& who = by_seller(), std::string target = "/") {
        return call(at::post_quote, who, {.target = std::move(target), .body = body});
    }
    /// The same body as an order; as GET gives it.
    Json ordered(Json body, const std::string& external_id) {
        body["external_id"] = external_id;
        body["channel"] = "rest";
        body["placed_at"] = "2026-03-10T07:55:00+07:00";
        body["recipient"]["name"] = "Nang Tuayang";
        const bool to_viet_nam = body["recipient"]["country"] == "VN";
        body["recipient"]["phone"] = to_viet_nam ? "0905 123 456" : "020 5512 3456";
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }
    /// Quotes, orders, and compares all of the plan.
    Json quoted_as_ordered(const Json& body, const std::string& external_id) {
        const Answer answer = quote(body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        const Json quoted = answer.json();
        Json order = ordered(body, external_id);
        EXPECT_EQ(quoted.at("status"), order.at("status"));
        std::vector<Json> work;
        for (Json& item : order.at("fulfillments")) {
            for (const char* stored :
                 {"id", "order", "seller", "status", "plan_version", "plan_reason"}) {
                item.erase(stored);
            }
            work.push_back(item);
        }
        std::ranges::sort(work, {}, [](const Json& item) { return item.at("warehouse").dump(); });
        EXPECT_FALSE(quoted.at("options").empty()) << answer.text;
        if (!quoted.at("options").empty()) {
            EXPECT_EQ(quoted.at("options").at(0).at("parcels"), Json(work));
        }
        return quoted;
    }
    /// "LAOBAO 2026-03-10T23:18:00+07:00 330 km 19.8", one an option.
    static std::vector<std::string> ways(const Json& quoted) {
        std::vector<std::string> all;
        for (const Json& option : quoted.at("options")) {
            all.push_back(
                option.value("gate", "none") + " " + option.at("eta").get<std::string>() + " " +
                option.at("km").get<std::string>() + " km " +
                option.at("cost").at("total").get<std::string>()
            );
        }
        return all;
    }
    std::vector<std::string> levels() {
        std::vector<std::string> all;
        for (const Json& level :
             call(at::get_stock, staff(), {.target = "/v1/stock"}).json().at("items")) {
            all.push_back(level.dump());
        }
        return all;
    }
};

TEST_F(Quotes, AreWhatTheOrderGetsAndWhatTheToolPlans) {
    const Json body = asked(to_savannakhet, 2);
    const Json quoted = quoted_as_ordered(body, "A1");
    EXPECT_EQ(quoted.at("status"), "routed");
    EXPECT_EQ(quoted.at("as_of"), "2026-03-10T01:00:00Z");
    const Json& first = quoted.at("options").at(0);

    const Json document{
        {"now", "2026-03-10T08:00:00+07:00"},
        {"warehouses", Json::array({{{"id", "DONGHA"}, {"stock", {{"SHIRT", 100}}}}})},
        {"order",
         {{"id", "A1"},
          {"dest", to_savannakhet},
          {"lines", Json::array({{{"sku", "SHIRT"}, {"qty", 2}, {"kg", 0.5}}})}}},
    };
    const auto answer =
        fulfillment::run_plan_document(document.dump(), services().catalogue.corridor);
    ASSERT_TRUE(answer) << answer.error().detail;
    const Json plan = Json::parse(*answer);
    EXPECT_EQ(plan.at("decision"), "ROUTED");
    EXPECT_EQ(plan.at("gate"), first.at("gate"));
    EXPECT_EQ(plan.at("path"), first.at("parcels").at(0).at("plan").at("path"));
    EXPECT_EQ(plan.at("eta"), first.at("eta"));
    EXPECT_EQ(plan.at("cost"), first.at("cost").at("total"));
    EXPECT_EQ(first.at("km"), plan.at("km").dump());
    EXPECT_EQ(first.at("co2e_g"), plan.at("co2e_g").dump());
    EXPECT_EQ(
        plan.at("explanation").at("chosen"), first.at("parcels").at(0).at("plan").at("chosen")
    );
}

TEST_F(Quotes, OfferAtMostThreeGatesTheTakenOneFirst) {
    const Json quoted = quote(asked(to_savannakhet)).json();
    EXPECT_EQ(
        ways(quoted),
        (std::vector<std::string>{
            "LAOBAO 2026-03-10T23:18:00+07:00 330 km 19.8",
            "CHALO 2026-03-11T05:00:00+07:00 510 km 30.6",
            "LALAY 2026-03-11T05:54:00+07:00 519 km 31.14",
        })
    );
    const Json& rejected = quoted.at("options").at(1).at("parcels").at(0).at("plan").at("rejected");
    EXPECT_EQ(std::ranges::count(rejected, Json::array({"gate:LAOBAO", "GATE_CLOSED"})), 0);
    // 250 g over 330 km at 118 g a tonne-kilometre: 9.735 g.
    const Json& first = quoted.at("options").at(0);
    EXPECT_EQ(first.at("co2e_g"), "9.74");
    const Json parts{
        {"currency", "USD"}, {"total", "19.8"}, {"road", "19.8"}, {"gates", "0"}, {"carriers", "0"}
    };
    EXPECT_EQ(first.at("cost"), parts);
}

TEST_F(Quotes, SayWhenItComesIfTheGateTakesTwiceAsLong) {
    const Json quoted = quote(asked(to_savannakhet)).json();
    // Two stops of four hours: eight more, and the gate still begins before 19:30.
    EXPECT_EQ(quoted.at("options").at(0).at("eta_latest"), "2026-03-11T07:18:00+07:00");
    const Json at_home = quote(asked(kHanoi)).json();
    ASSERT_EQ(at_home.at("options").size(), 1U) << at_home;
    EXPECT_EQ(at_home.at("options").at(0).at("eta_latest"), at_home.at("options").at(0).at("eta"));
}

TEST_F(Quotes, NameTheDutiesOfBothCountries) {
    const Json quoted = quoted_as_ordered(asked(to_savannakhet, 2), "A1");
    const Json& first = quoted.at("options").at(0);
    const Json& assessed = first.at("parcels").at(0).at("assessment");
    ASSERT_TRUE(assessed.contains("import")) << assessed;
    const Json expected = Json::array({
        {{"country", "VN"},
         {"side", "export"},
         {"currency", "VND"},
         {"total_tax", assessed.at("export").at("total_tax")},
         {"fee", assessed.at("export").at("fee")}},
        {{"country", "LA"},
         {"side", "import"},
         {"currency", "LAK"},
         {"total_tax", assessed.at("import").at("total_tax")},
         {"fee", assessed.at("import").at("fee")}},
    });
    EXPECT_EQ(first.at("duties"), expected);
    Json unknown = asked(to_savannakhet);
    unknown["items"][0]["sku"] = "MYSTERY"; // without an HS code
    EXPECT_EQ(quote(unknown).json().at("options").at(0).at("duties"), nullptr);
    EXPECT_EQ(quote(asked(kHanoi)).json().at("options").at(0).at("duties"), Json::array());
}

TEST_F(Quotes, FollowGatesAndSplits) {
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    const Json around = quoted_as_ordered(asked(to_savannakhet), "A1");
    EXPECT_EQ(around.at("options").at(0).at("gate"), "CHALO");
    ASSERT_EQ(report("LAOBAO", "open").status, 200);
    const Json body{
        {"seller", "shop"},
        {"sku", "SHIRT"},
        {"warehouse", "HATINH"},
        {"quantity", 30},
        {"reason", "receipt"},
    };
    ASSERT_LT(call(at::post_stock_adjustment, staff(), {.body = body}).status, 300);
    const Json split = quoted_as_ordered(asked(to_savannakhet, 120), "A2");
    EXPECT_EQ(split.at("options").at(0).at("parcels").size(), 2U);
}

TEST_F(Quotes, RideTheTrucksThatStandReady) {
    const DepartureId truck = open_departure("T1");
    const Json riding = quoted_as_ordered(asked(to_savannakhet), "A1");
    EXPECT_EQ(riding.at("options").size(), 1U); // nothing leaves by another gate
    EXPECT_EQ(riding.at("options").at(0).at("parcels").at(0).at("departure"), truck.text());
}

TEST_F(Quotes, GoByThePolicyOfTheSeller) {
    // To Vientiane the earliest way is by Lao Bảo, 741 km; by Cha Lo it is 737.
    EXPECT_EQ(quote(asked(to_vientiane)).json().at("options").at(0).at("gate"), "LAOBAO");
    const Json nothing_said{
        {"seller", "shop"}, {"policy", "promise"}, {"returns", "automatic"}, {"version", 0}
    };
    EXPECT_EQ(read(at::get_seller_policy, by_seller(), "shop").json(), nothing_said);
    const Answer put =
        write(at::put_seller_policy, by_seller(), "shop", Json{{"policy", "cheapest"}});
    EXPECT_EQ(put.status, 200) << put.text;
    const Json quoted = quoted_as_ordered(asked(to_vientiane), "A1");
    EXPECT_EQ(quoted.at("options").at(0).at("gate"), "CHALO");
    EXPECT_EQ(quoted.at("options").at(0).at("cost").at("total"), "44.22");
    // Another seller keeps its own.
    EXPECT_EQ(read(at::get_seller_policy, by_other_seller(), "annam").json().at("version"), 0);
}

TEST_F(Quotes, KeepThePolicyOfWhoeverReadItLast) {
    const Json greenest{{"policy", "greenest"}};
    const auto put = [&](const std::string& if_match) {
        Ask ask{.parameters = {{"id", "shop"}}, .body = greenest};
        if (!if_match.empty()) {
            ask.headers.emplace_back("If-Match", if_match);
        }
        return call(at::put_seller_policy, staff(), ask);
    };
    const Answer first = put("");
    EXPECT_EQ(first.json().at("version"), 1) << first.text;
    EXPECT_EQ(put("").status, 428);
    EXPECT_EQ(put("\"v9\"").status, 412);
    EXPECT_EQ(put(first.header("ETag")).json().at("version"), 2);
    const Answer unknown =
        write(at::put_seller_policy, by_seller(), "shop", Json{{"policy", "luckiest"}});
    EXPECT_EQ(unknown.status, 422);
    const Json mode{{"policy", "promise"}, {"returns", "never"}};
    const Answer never = write(at::put_seller_policy, by_seller(), "shop", mode);
    EXPECT_EQ(never.status, 422);
    EXPECT_EQ(never.json().at("errors")[0].at("pointer"), "/returns") << never.text;
    EXPECT_EQ(write(at::put_seller_policy, by_seller(), "annam", greenest).status, 404);
    EXPECT_EQ(write(at::put_seller_policy, staff(), "lao-express", greenest).status, 404);
}

TEST_F(Quotes, ChangeNothing) {
    const auto told = events().size();
    const auto stocked = levels();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(quote(asked(to_savannakhet, 100)).json().at("status"), "routed");
    }
    EXPECT_EQ(events().size(), told);
    EXPECT_EQ(levels(), stocked);
    const Json orders = call(at::get_orders, staff(), {.target = "/v1/orders"}).json();
    EXPECT_EQ(orders.at("items"), Json::array());
}

TEST_F(Quotes, SayWhatWouldHoldTheOrder) {
    const Json short_of = quote(asked(to_savannakhet, 101)).json();
    EXPECT_EQ(short_of.at("status"), "backordered");
    EXPECT_EQ(short_of.at("reasons").at(0).at("code"), "NO_STOCK");
    EXPECT_EQ(short_of.at("options"), Json::array());
    Json nowhere = asked(to_savannakhet);
    nowhere["recipient"]["district"] = "Atlantis";
    const Json unplaced = quote(nowhere).json();
    EXPECT_EQ(unplaced.at("status"), "held");
    EXPECT_EQ(unplaced.at("reasons").at(0).at("code"), "ADDRESS_UNKNOWN");
    EXPECT_FALSE(unplaced.at("reasons").at(0).at("message").get<std::string>().empty());
}

TEST_F(Quotes, AreOfNobody) {
    Json named = asked(to_savannakhet);
    named["recipient"]["phone"] = "020 5512 3456";
    const Answer refused = quote(named);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.text.contains("/recipient/phone")) << refused.text;
    EXPECT_EQ(quote(asked(to_savannakhet), staff()).status, 422); // of which seller?
    EXPECT_EQ(quote(asked(to_savannakhet), staff(), "/v1/quotes?seller=shop").status, 200);
    // Another seller has none of these shirts.
    const Json theirs = quote(asked(to_savannakhet), by_other_seller()).json();
    EXPECT_EQ(theirs.at("status"), "backordered");
}

} // namespace
} // namespace route9::tests
