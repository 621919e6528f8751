// SPDX-License-Identifier: Apache-2.0
// What goods ask for, kept in the catalogue: cold, care with dangerous goods. Warehouses, trucks
// and carriers that do not give it are not asked.
#include "fulfillment/product_store.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "gateway/stock/endpoints.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

class GoodsNeeds : public testing::Test, public ReplanningUnderTest {
protected:
    /// Shirts as they are from now on.
    Answer shirts(const Json& needs) {
        const auto stored = store().read([](Tx& tx) -> Result<fulfillment::Product> {
            return *fulfillment::products::find(tx, qt, PartyId{"shop"}, Sku{"SHIRT"});
        });
        Json body{{"name", "Shirt"}, {"weight_g", 250}, {"hs_code", "61091000"}, {"origin", "VN"}};
        body.update(needs);
        return call(
            at::put_product,
            by_seller(),
            {.parameters = {{"sku", "SHIRT"}},
             .body = body,
             .headers = {{"If-Match", gateway::http::version_etag(stored.value().version)}}}
        );
    }
    void need(const Json& needs) {
        const Answer answer = shirts(needs);
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    void warehouse(const std::string& id, const Json& able = Json::object()) {
        Json body{{"name", id}};
        body.update(able);
        Ask ask{.parameters = {{"id", id}}, .body = body};
        const Answer stood = read(at::get_warehouse, staff(), id);
        if (stood.json().value("named_by", "") == "tenant") {
            ask.headers.emplace_back("If-Match", stood.header("ETag"));
        }
        const Answer answer = call(at::put_warehouse, staff(), ask);
        EXPECT_TRUE(answer.status == 200 || answer.status == 201) << answer.text;
    }
    void vehicle(const std::string& id, bool cold) {
        const Json body{
            {"plates", {{"vn", "74C-" + id}, {"la", "ສຂ " + id}}},
            {"permits",
             {{{"country", "VN"}, {"number", "1"}, {"until", "2026-12-31"}},
              {{"country", "LA"}, {"number", "2"}, {"until", "2026-12-31"}}}},
            {"gross_mass_kg", 10000},
            {"payload_kg", 5000},
            {"cold", cold},
        };
        const Answer answer = write(at::put_vehicle, staff(), id, body);
        EXPECT_EQ(answer.status, 201) << answer.text;
    }
    DepartureId truck(const std::string& reference, const std::string& vehicle, int hour = 12) {
        return open_departure(
            reference,
            {{"vehicle", vehicle}, {"leaves", "2026-03-10T" + std::to_string(hour) + ":00:00+07:00"}
            }
        );
    }
    void carrier_takes(bool dangerous) {
        const Answer stood = read(at::get_carrier_terms, staff(), "lao-express");
        Ask ask{
            .parameters = {{"id", "lao-express"}}, .body = Json{{"dangerous_goods", dangerous}}
        };
        if (stood.status == 200) {
            ask.headers.emplace_back("If-Match", stood.header("ETag"));
        }
        EXPECT_EQ(call(at::put_carrier_terms, staff(), ask).status, 200);
    }
    Json quoted() {
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        const Json body{
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", to_savannakhet},
            {"items", Json::array({item})},
        };
        return call(at::post_quote, by_seller(), {.body = body}).json();
    }
    /// What a quote says would hold the order; "routed".
    std::string quote_way() {
        const Json quote = quoted();
        return quote.at("reasons").empty() ? quote.at("status")
                                           : quote.at("reasons").at(0).at("code");
    }
};

const Json kCold{{"temperature", "cold"}};
const Json kPerfume{{"dangerous_goods", {{"un", "UN1266"}}}};

TEST_F(GoodsNeeds, AreKeptWithTheProduct) {
    const Json needs{
        {"temperature", "cold"},
        {"volume_cm3", 4000},
        {"dangerous_goods", {{"un", "3481"}, {"wh_per_battery", "99.5"}, {"wh_per_cell", 10}}},
    };
    const Json shown{
        {"un", "UN3481"}, {"wh_per_battery", "99.5"}, {"wh_per_cell", "10"}, {"exempt", true}
    };
    const Answer put = shirts(needs);
    ASSERT_EQ(put.status, 200) << put.text;
    EXPECT_EQ(put.json().at("temperature"), "cold");
    EXPECT_EQ(put.json().at("volume_cm3"), 4000);
    EXPECT_EQ(put.json().at("dangerous_goods"), shown);
    const auto stored = store().read([](Tx& tx) -> Result<fulfillment::Product> {
        return *fulfillment::products::find(tx, qt, PartyId{"shop"}, Sku{"SHIRT"});
    });
    const fulfillment::DangerousGoods kept{"UN3481", Decimal{995, 1}, Decimal{10, 0}};
    EXPECT_EQ(stored.value().dangerous, kept);
    EXPECT_TRUE(stored.value().cold);
    const Json ordinary = shirts(Json::object()).json();
    EXPECT_FALSE(ordinary.contains("temperature"));
    EXPECT_FALSE(ordinary.contains("dangerous_goods"));
}

TEST_F(GoodsNeeds, AreRefusedWithTheMember) {
    const auto refused = [this](const Json& needs) {
        const Answer answer = shirts(needs);
        EXPECT_EQ(answer.status, 422) << answer.text;
        return answer.json().at("errors").at(0).value("pointer", "");
    };
    EXPECT_EQ(refused({{"temperature", "chilled"}}), "/temperature");
    EXPECT_EQ(refused({{"dangerous_goods", Json::object()}}), "/dangerous_goods/un");
    EXPECT_EQ(refused({{"dangerous_goods", {{"un", "34812"}}}}), "/dangerous_goods/un");
    const auto rated = [&refused](const char* member, const Json& rating) {
        return refused({{"dangerous_goods", {{"un", "UN3480"}, {member, rating}}}});
    };
    EXPECT_EQ(rated("wh_per_battery", "0"), "/dangerous_goods/wh_per_battery");
    EXPECT_EQ(rated("wh_per_battery", "0.0001"), "/dangerous_goods/wh_per_battery");
    EXPECT_EQ(rated("wh_per_cell", 9.5), "/dangerous_goods/wh_per_cell");
}

TEST_F(GoodsNeeds, OfColdHoldWhatLiesInAWarehouseWithout) {
    need(kCold);
    EXPECT_EQ(quote_way(), "NO_COLD_CAPACITY");
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held NO_COLD_CAPACITY");
    EXPECT_TRUE(rejects(waits, "warehouse:DONGHA", "NOT_COLD"));
    EXPECT_EQ(reserved(), 1);
    warehouse("DONGHA", {{"cold", true}});
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO none");
    EXPECT_EQ(quote_way(), "routed");
    EXPECT_EQ(work(page(waits)).value("cold", false), true);
    // 250 g over 330 km at 118 g a tonne-kilometre, and 12 % for the cold: 10.9032 g.
    EXPECT_EQ(quoted().at("options").at(0).at("co2e_g"), "10.9");
}

TEST_F(GoodsNeeds, OfColdPassByATruckThatIsNotCold) {
    warehouse("DONGHA", {{"cold", true}});
    vehicle("BOX", false);
    vehicle("ICE", true);
    const DepartureId warm = truck("T1", "BOX");
    need(kCold);
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held NO_COLD_CAPACITY");
    const DepartureId iced = truck("T2", "ICE", 15);
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO " + iced.text());
    const Json beside = order("A2", to_savannakhet);
    EXPECT_TRUE(rejects(beside, "departure:" + warm.text(), "NOT_COLD"));
    need(Json::object());
    EXPECT_EQ(way(order("A3", to_savannakhet)), "LAOBAO " + warm.text());
}

TEST_F(GoodsNeeds, OfColdAreKeptByWhoLoadsAndWhoChangesTheVehicle) {
    warehouse("DONGHA", {{"cold", true}});
    vehicle("BOX", false);
    vehicle("ICE", true);
    vehicle("ICE2", true);
    const DepartureId iced = truck("T1", "ICE");
    const DepartureId warm = truck("T2", "BOX", 13);
    need(kCold);
    const Json rides = order("A1", to_savannakhet);
    ASSERT_EQ(way(rides), "LAOBAO " + iced.text());
    const std::string parcel =
        pack(FulfillmentId::parse(work(rides).at("id").get<std::string>()).value());
    const Answer refused =
        write(at::post_departure_load, staff(), warm.text(), {{"parcels", {parcel}}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "not_cold");

    const Answer named =
        write(at::post_departure_vehicle, staff(), iced.text(), {{"vehicle", "ICE2"}});
    EXPECT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(news("fulfillment.left_behind").size(), 0U);
    const Answer warmed =
        write(at::post_departure_vehicle, staff(), iced.text(), {{"vehicle", "BOX"}});
    EXPECT_EQ(warmed.status, 200) << warmed.text;
    ASSERT_EQ(news("fulfillment.left_behind").size(), 1U);
    EXPECT_EQ(news("fulfillment.left_behind").at(0).at("cause"), "not_cold");
    follow();
    EXPECT_FALSE(work(page(rides)).contains("departure"));
}

TEST_F(GoodsNeeds, OfAClosedTruckAreKeptCold) {
    warehouse("DONGHA", {{"cold", true}});
    vehicle("BOX", false);
    vehicle("ICE", true);
    const DepartureId iced = truck("T1", "ICE");
    need(kCold);
    const Json rides = order("A1", to_savannakhet);
    pack(FulfillmentId::parse(work(rides).at("id").get<std::string>()).value());
    close(iced);
    const Answer refused =
        write(at::post_departure_vehicle, staff(), iced.text(), {{"vehicle", "BOX"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "not_cold");
}

TEST_F(GoodsNeeds, OfDangerousGoodsHoldThemWhereNoWarehouseTakesThem) {
    need(kPerfume);
    EXPECT_EQ(quote_way(), "DG_NOT_ACCEPTED");
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held DG_NOT_ACCEPTED");
    EXPECT_TRUE(rejects(waits, "warehouse:DONGHA", "DG_NOT_ACCEPTED"));
    EXPECT_EQ(
        waits.at("reasons").at(0).at("message"),
        "No warehouse or carrier accepts these dangerous goods."
    );
    warehouse("DONGHA", {{"dangerous_goods", true}});
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO none");
}

TEST_F(GoodsNeeds, OfBatteriesDependOnTheirSize) {
    warehouse("DONGHA", {{"dangerous_goods", true}});
    carrier_takes(false);
    const auto batteries = [this](const char* member, const char* rating) {
        need({{"dangerous_goods", {{"un", "UN3480"}, {member, rating}}}});
        return quote_way();
    };
    EXPECT_EQ(batteries("wh_per_battery", "100"), "routed");
    EXPECT_EQ(batteries("wh_per_battery", "100.1"), "DG_NOT_ACCEPTED");
    EXPECT_EQ(batteries("wh_per_cell", "20"), "routed");
    EXPECT_EQ(batteries("wh_per_cell", "20.1"), "DG_NOT_ACCEPTED");
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held DG_NOT_ACCEPTED");
    carrier_takes(true);
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO none");
}

TEST_F(GoodsNeeds, OfDangerousGoodsAreAskedOnceMoreWhenTheTruckCloses) {
    warehouse("DONGHA", {{"dangerous_goods", true}});
    carrier_takes(true);
    need(kPerfume);
    const DepartureId truck = open_departure("T1");
    const Json rides = order("A1", to_savannakhet);
    const std::string parcel =
        pack(FulfillmentId::parse(work(rides).at("id").get<std::string>()).value());
    const auto close = [&] { return write(at::post_departure_close, staff(), truck.text()); };
    carrier_takes(false);
    const Answer refused = close();
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "dg_not_accepted");
    const std::string code = read(at::get_parcel, staff(), parcel).json().at("code");
    EXPECT_EQ(
        refused.json().at("errors").at(0).at("message"),
        "lao-express takes no dangerous goods: " + code +
            "; unload them, or change its terms if it has agreed"
    );
    need(Json::object());
    EXPECT_EQ(close().status, 200) << "the shirts are ordinary goods";
}

TEST_F(GoodsNeeds, ThatGoLetWaitingOrdersGoOn) {
    need(kCold);
    const Json waits = order("A1", to_savannakhet);
    EXPECT_EQ(way(waits), "held NO_COLD_CAPACITY");
    need(Json::object());
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO none");
}

} // namespace
} // namespace route9::tests
