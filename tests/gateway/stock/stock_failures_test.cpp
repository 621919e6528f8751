// SPDX-License-Identifier: Apache-2.0
// Faults of stock that Medusa's users have met (the numbers are those of its tracker), each as a
// test that this stock does not have it.
#include "stock_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

class StockFailures : public testing::Test, public StockUnderTest {
protected:
    /// One cup, by a buyer with a thread of its own; the status.
    int buy(const gateway::http::Route& route, int number) {
        const Json body{
            {"expires_at", "2026-03-10T08:15:00+07:00"}, {"lines", Json::array({cups(1)})}
        };
        const auto answered = answer(
            route,
            {.principal = by_seller(),
             .body = body.dump(),
             .headers = {{"Idempotency-Key", "buyer-" + std::to_string(number)}}}
        );
        return answered ? answered->status : error_info(answered.error().code).http_status;
    }
    static std::int64_t pieces(const Json& fulfillment) {
        std::int64_t sum = 0;
        for (const Json& line : fulfillment.at("lines")) {
            sum += line.at("quantity").get<std::int64_t>();
        }
        return sum;
    }
};

TEST_F(StockFailures, Medusa16569_ConcurrentBuyersNeverOversell) {
    adjust(10);
    const auto route = at::post_stock_reservation(services());
    std::vector<std::future<int>> buyers;
    for (int i = 0; i < 24; ++i) {
        buyers.push_back(std::async(std::launch::async, [&, i] { return buy(route, i); }));
    }
    std::vector<int> statuses;
    for (auto& buyer : buyers) {
        statuses.push_back(buyer.get());
    }
    EXPECT_EQ(std::ranges::count(statuses, 201), 10);
    EXPECT_EQ(std::ranges::count(statuses, 409), 14);
    EXPECT_EQ(levels(), Texts{"DONGHA 10/10"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(StockFailures, Medusa16502_TheSameItemTwiceInOneBatchIsCountedTogether) {
    adjust(5);
    EXPECT_EQ(order_of_cups("A", {3, 3}).at("status"), "backordered");
    EXPECT_EQ(levels(), Texts{"DONGHA 5/0"});
    const Answer too_many = reserve(Json::array({cups(3), cups(3)}));
    EXPECT_EQ(too_many.code(), "insufficient-stock");
    EXPECT_EQ(too_many.json().at("errors").at(0).at("message"), "only 5 of CUP are free in DONGHA");
    EXPECT_EQ(levels(), Texts{"DONGHA 5/0"});
    const Answer enough = reserve(Json::array({cups(3), cups(2)}));
    EXPECT_EQ(enough.status, 201) << enough.text;
    EXPECT_EQ(enough.json().at("lines"), Json::array({cups(5)}));
    EXPECT_EQ(levels(), Texts{"DONGHA 5/5"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(StockFailures, Medusa12401_ReservedNeverGoesNegative) {
    adjust(10);
    const std::string twice = reserved_cups(3);
    EXPECT_EQ(release(twice).json().at("state"), "released");
    EXPECT_EQ(release(twice).json().at("state"), "released");
    EXPECT_EQ(levels(), Texts{"DONGHA 10/0"});

    const Json order = order_of_cups("A", {2});
    EXPECT_EQ(levels(), Texts{"DONGHA 10/2"});
    EXPECT_EQ(cancel(order).status, 200);
    cancel(order);
    EXPECT_EQ(levels(), Texts{"DONGHA 10/0"});

    const std::string raced = reserved_cups(4);
    pass(Minutes{16});
    auto released = std::async(std::launch::async, [&] {
        const auto route = at::post_stock_reservation_release(services());
        return answer(route, {.principal = by_seller(), .parameters = {{"id", raced}}})->status;
    });
    const int expired = expire();
    EXPECT_EQ(released.get(), 200);
    EXPECT_LE(expired, 1);
    EXPECT_EQ(levels(), Texts{"DONGHA 10/0"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(StockFailures, Medusa16338_ShipsFromTheReservedLocation) {
    adjust(5, "HATINH");
    const DepartureId truck = open_departure("T1", {{"from", "HATINH"}, {"gate", "CAUTREO"}});
    const Json order = order_of_cups("A", {2});
    ASSERT_EQ(order.at("status"), "routed") << order;
    ASSERT_EQ(work(order).at("warehouse"), "HATINH");
    adjust(7, "DONGHA");
    pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value(), 500);
    EXPECT_EQ(levels(), (Texts{"DONGHA 7/0", "HATINH 5/2"}));
    close(truck);
    EXPECT_EQ(levels(), (Texts{"DONGHA 7/0", "HATINH 3/0"}));
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(StockFailures, Medusa14987_15327_16246_SplitsOverLocations) {
    adjust(4, "DONGHA");
    adjust(3, "HATINH");
    EXPECT_EQ(order_of_cups("A", {8}).at("status"), "backordered");
    EXPECT_EQ(levels(), (Texts{"DONGHA 4/0", "HATINH 3/0"})) << "nothing of what it cannot have";
    const Json order = order_of_cups("B", {6});
    ASSERT_EQ(order.at("status"), "routed") << order;
    ASSERT_EQ(order.at("fulfillments").size(), 2U);
    Texts parcels;
    for (const Json& each : order.at("fulfillments")) {
        parcels.push_back(
            each.at("warehouse").get<std::string>() + " " + std::to_string(pieces(each))
        );
    }
    std::ranges::sort(parcels);
    EXPECT_EQ(parcels, (Texts{"DONGHA 4", "HATINH 2"}));
    EXPECT_EQ(levels(), (Texts{"DONGHA 4/4", "HATINH 3/2"}));
    EXPECT_EQ(differences(), Texts{});
}

} // namespace
} // namespace route9::tests
