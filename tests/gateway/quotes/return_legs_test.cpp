// SPDX-License-Identifier: Apache-2.0
// Goods of Laos go to Viet Nam on trucks that drive home anyway: in the room they have to spare,
// for what a kilogram of it costs.
#include "gateway/quotes/quote_endpoints.hpp"
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

const Json kHue{{"country", "VN"}, {"province", "Huế"}, {"district", "Phường Thuận Hóa"}};

class ReturnLegs : public testing::Test, public PlanningUnderTest {
protected:
    ReturnLegs() {
        const Json body{
            {"sku", "SHIRT"}, {"warehouse", "SAVAN_SENO"}, {"quantity", 50}, {"reason", "receipt"}
        };
        const Answer added = call(at::post_stock_adjustment, by_seller(), {.body = body});
        EXPECT_EQ(added.status, 201) << added.text;
    }
    /// From the dry port of Savannakhet to Huế.
    Json asked(std::int64_t pieces) {
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", pieces}, {"unit_price", "165500"}
        };
        return {
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"sender", {{"location_id", "SAVAN_SENO"}}},
            {"recipient", kHue},
            {"items", Json::array({item})},
        };
    }
    /// "dep_… 0.05 spare", the cost of its truck and whether that goes home.
    std::string ride(std::int64_t pieces = 1) {
        const Json quoted = call(at::post_quote, by_seller(), {.body = asked(pieces)}).json();
        if (quoted.at("options").empty()) {
            return quoted.at("status");
        }
        const Json& option = quoted.at("options").at(0);
        const Json& parcel = option.at("parcels").at(0);
        const bool goes_home = parcel.at("plan").value("return_leg", false);
        return parcel.value("departure", "none") + " " +
               option.at("cost").at("road").get<std::string>() + (goes_home ? " spare" : "");
    }
    Json ordered(const std::string& external_id) {
        Json body = asked(1);
        body["external_id"] = external_id;
        body["channel"] = "rest";
        body["placed_at"] = "2026-03-10T07:55:00+07:00";
        body["recipient"]["name"] = "Trần Thị Bé";
        body["recipient"]["phone"] = "0905 123 456";
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }
    static Json homewards(const Json& more) {
        Json wish{{"from", "SAVAN_SENO"}, {"to", "HUE"}, {"gate", "LAOBAO"}};
        wish.update(more);
        return wish;
    }
};

TEST_F(ReturnLegs, AreTakenForWhatAKilogramCosts) {
    const std::string by_itself = ride();
    EXPECT_TRUE(by_itself.starts_with("none ")) << by_itself;
    const DepartureId home = open_departure(
        "R1", homewards({{"kind", "return_leg"}, {"price_per_kg", "0.2"}, {"max_kg", "1"}})
    );
    EXPECT_EQ(ride(1), home.text() + " 0.05 spare"); // a shirt of 250 g
    EXPECT_EQ(ride(4), home.text() + " 0.2 spare");
    EXPECT_EQ(ride(5), "held"); // 1.25 kg, and there is a kilogram to spare
    const Json order = ordered("A1");
    EXPECT_EQ(way(order), "LAOBAO " + home.text());
    const Json& plan = order.at("fulfillments").at(0).at("plan");
    EXPECT_EQ(plan.at("cost"), "0.05");
    EXPECT_EQ(plan.value("return_leg", false), true);
    EXPECT_EQ(ride(4), "held"); // 750 g are left
    EXPECT_EQ(ride(3), home.text() + " 0.15 spare");
}

TEST_F(ReturnLegs, GoBeforeTrucksThatAskMore) {
    const DepartureId dedicated = open_departure("D1", homewards(Json::object()));
    const std::string road = ride().substr(dedicated.text().size());
    const DepartureId home =
        open_departure("R1", homewards({{"kind", "return_leg"}, {"price_per_kg", "0.2"}}));
    EXPECT_EQ(ride(), home.text() + " 0.05 spare");
    const Json order = ordered("A1");
    EXPECT_EQ(way(order), "LAOBAO " + home.text());
    EXPECT_TRUE(rejects(order, "departure:" + dedicated.text(), "DEARER"));
    EXPECT_NE(road, " 0.05");
}

TEST_F(ReturnLegs, AreShownWithTheirPrice) {
    const DepartureId home =
        open_departure("R1", homewards({{"kind", "return_leg"}, {"price_per_kg", "0.20"}}));
    const Json shown = read(at::get_departure, staff(), home.text()).json();
    EXPECT_EQ(shown.at("kind"), "return_leg");
    EXPECT_EQ(shown.at("price_per_kg"), "0.2");
    const Json other = read(at::get_departure, staff(), open_departure("D1").text()).json();
    EXPECT_FALSE(other.contains("kind"));
    EXPECT_FALSE(other.contains("price_per_kg"));
}

} // namespace
} // namespace route9::tests
