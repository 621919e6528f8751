// SPDX-License-Identifier: Apache-2.0
// What an order or a departure may not say, because the hour, the warehouses or the scales know
// better: refused at its member, with what would do.
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class InputChecks : public testing::Test, public PlanningUnderTest {
protected:
    /// "/pointer: message" of the first error, or the status.
    static std::string refusal(const Answer& answer) {
        if (answer.status != 422) {
            return std::to_string(answer.status);
        }
        const Json error = answer.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + ": " +
               error.at("message").get<std::string>();
    }
    std::string order_refusal(const Json& changes) {
        Json recipient = to_savannakhet;
        recipient.update({{"name", "Nang Tuayang"}, {"phone", "020 5512 3456"}});
        Json body{
            {"external_id", "B" + std::to_string(++orders_)},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", recipient},
            {"items",
             Json::array(
                 {{{"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}}}
             )},
        };
        body.update(changes);
        return refusal(call(at::post_order, by_seller(), {.body = body}));
    }
    std::string departure_refusal(const Json& changes) {
        Json body{
            {"reference", "T" + std::to_string(++orders_)},
            {"from", "DONGHA"},
            {"to", "SAVANNAKHET"},
            {"gate", "LAOBAO"},
            {"carrier", "lao-express"},
            {"truck_plate", "74C-123.45"},
            {"leaves", "2026-03-10T12:00:00+07:00"},
            {"max_kg", 1000},
        };
        body.update(changes);
        return refusal(call(at::post_departure, staff(), {.body = body}));
    }

    int orders_ = 0;
};

TEST_F(InputChecks, AnOrderLeavesFromAWarehouseThatExists) {
    const std::string mars = order_refusal({{"sender", {{"location_id", "MARS"}}}});
    EXPECT_EQ(mars.substr(0, 34), "/sender/location_id: use one of CA");
    EXPECT_NE(mars.find(" DONGHA,"), mars.npos) << mars;
    EXPECT_EQ(order_refusal({{"sender", {{"location_id", "DONGHA"}}}}), "201");
}

TEST_F(InputChecks, AnOrderIsNotPlacedInDaysToCome) {
    // It is 08:00 on the tenth.
    EXPECT_EQ(order_refusal({{"placed_at", "2026-03-11T08:00:00+07:00"}}), "201");
    EXPECT_EQ(
        order_refusal({{"placed_at", "2026-03-11T08:00:01+07:00"}}),
        "/placed_at: is in the future: at most a day after now"
    );
    EXPECT_EQ(
        order_refusal({{"placed_at", "1900-01-01T00:00:00Z"}}),
        "/placed_at: must be like \"2026-03-10T08:00:00+07:00\", not before the year 1970"
    );
}

TEST_F(InputChecks, ADepartureIsYetToLeave) {
    EXPECT_EQ(departure_refusal({{"leaves", "2026-03-09T08:00:00+07:00"}}), "201");
    EXPECT_EQ(
        departure_refusal({{"leaves", "2026-03-09T07:59:59+07:00"}}),
        "/leaves: left more than a day ago; give a time to come"
    );
}

TEST_F(InputChecks, TheRoomOfATruckSaysItsBounds) {
    const std::string bounds = "/max_kg: give kilograms above zero and at most 1000000";
    EXPECT_EQ(departure_refusal({{"max_kg", 0}}), bounds);
    EXPECT_EQ(departure_refusal({{"max_kg", 99'999'999'999'999}}), bounds);
    EXPECT_EQ(departure_refusal({{"max_kg", "1000000.001"}}), bounds);
    EXPECT_EQ(departure_refusal({{"max_kg", 1'000'000}}), "201");
    EXPECT_EQ(
        departure_refusal({{"max_kg", 3500.5}}),
        R"(/max_kg: give kilograms as a whole number or as text, e.g. 3500 or "3500.5")"
    );
}

TEST_F(InputChecks, ASkuIsAsLongForStockAsForOrders) {
    const auto put = [this](const std::string& sku) {
        return refusal(call(
            at::put_product, by_seller(), {.parameters = {{"sku", sku}}, .body = {{"name", "Tea"}}}
        ));
    };
    const auto stock = [this](const std::string& sku) {
        const Json body{
            {"sku", sku}, {"warehouse", "DONGHA"}, {"quantity", 1}, {"reason", "receipt"}
        };
        return refusal(call(at::post_stock_adjustment, by_seller(), {.body = body}));
    };
    EXPECT_EQ(put(std::string(128, 'S')), "201");
    EXPECT_EQ(stock(std::string(128, 'S')), "201");
    EXPECT_EQ(put(std::string(129, 'S')), "/sku: must be at most 128 bytes of UTF-8");
    EXPECT_EQ(stock(std::string(129, 'S')), "/sku: must be at most 128 bytes of UTF-8");
}

TEST_F(InputChecks, WhatIsToComeComesWithinAYear) {
    const std::string late = "2027-03-12T00:00:00+07:00";
    const std::string too_late = "give a time within a year from now";
    EXPECT_EQ(departure_refusal({{"leaves", late}}), "/leaves: " + too_late);
    EXPECT_EQ(departure_refusal({{"arrives", "9999-12-31T23:59:59Z"}}), "/arrives: " + too_late);
    EXPECT_EQ(departure_refusal({{"leaves", "2027-03-10T08:00:00+07:00"}}), "201");
    const std::string truck = open_departure("T9").text();
    const auto reroute = [&](const std::string& member, const std::string& at) {
        const Json body{{"gate", "LAOBAO"}, {"reason", "other"}, {member, at}};
        return refusal(write(at::post_departure_reroute, staff(), truck, body));
    };
    EXPECT_EQ(reroute("leaves", late), "/leaves: " + too_late);
    EXPECT_EQ(reroute("arrives", late), "/arrives: " + too_late);
    EXPECT_EQ(
        reroute("leaves", "2026-03-09T07:00:00+07:00"),
        "/leaves: left more than a day ago; give a time to come"
    );
    EXPECT_EQ(
        refusal(report("LAOBAO", "closed", {{"valid_until", late}})), "/valid_until: " + too_late
    );
    const Json road{{"state", "closed"}, {"source", "road office"}, {"valid_until", late}};
    EXPECT_EQ(
        refusal(write(at::put_leg_state, staff(), "LAOBAO-XENO", road)), "/valid_until: " + too_late
    );
}

} // namespace
} // namespace route9::tests
