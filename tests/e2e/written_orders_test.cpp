// SPDX-License-Identifier: Apache-2.0
// What marketplaces are told of their orders: packed with a tracking number, cancelled, delivered;
// what they refuse is kept with the order.
#include "eventually.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

class WrittenOrders : public testing::Test {
protected:
    WrittenOrders() { market_.open(); }

    /// The order's id with us once it is routed.
    std::string arrived(const std::string& external_id) {
        const Json seen = market_.order_with(external_id, "routed");
        EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
        return seen.at("id").get<std::string>();
    }

    void pack(const std::string& id) {
        Caller staff{market_.server().port(), market_.keys().operator_};
        const Json work = staff.get("/v1/fulfillments?limit=100").json.at("items");
        for (const Json& item : work) {
            if (item.at("order") == id) {
                const Answer packed = staff.post(
                    "/v1/fulfillments/" + item.at("id").get<std::string>() + "/pack",
                    {{"weight_g", 500}, {"pieces", 2}, {"accept_weight", true}}
                );
                ASSERT_EQ(packed.status, 201) << packed.body;
                return;
            }
        }
        FAIL() << "no work for " << id << ": " << work.dump();
    }

    /// The only thing that was told of the order, once it is not waiting any more.
    Json told(const std::string& id) {
        Json items;
        tests::eventually(
            [&] {
                items = market_.seller().get("/v1/orders/" + id + "/write-backs").json.at("items");
                return items.size() == 1 && items.at(0).at("state") != "waiting";
            },
            50ms
        );
        return items.empty() ? Json{} : items.at(0);
    }

    /// What the platform has written down of the order.
    std::string written(const std::string& platform, const std::string& external_id) {
        std::string of_order;
        for (const Json& one : market_.platforms().view(platform, "written").at("written")) {
            if (one.at("order") == external_id) {
                of_order += one.dump() + "\n";
            }
        }
        return of_order;
    }

    void own_fleet(const std::string& platform) {
        const Json shop = market_.platforms().shop(platform);
        market_.platforms().tell(
            platform, "shops", {{"shop", shop.at("shop_id")}, {"own_fleet", true}}
        );
    }

    MarketSite market_{{"shopee", "lazada", "tiktok", "tiki"}};
};

TEST_F(WrittenOrders, AreShippedAtTheirMarketplaceWhenTheyArePacked) {
    const struct {
        const char* platform;
        const char* what;
    } cases[] = {
        {"shopee", "ship_order"},
        {"lazada", "ready_to_ship"},
        {"tiktok", "ship"},
        {"tiki", "confirm"}
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.platform);
        const std::string external_id = market_.place(row.platform);
        const std::string id = arrived(external_id);
        pack(id);
        const Json result = told(id);
        ASSERT_FALSE(result.is_null());
        EXPECT_EQ(result.at("action"), "packed");
        EXPECT_EQ(result.at("state"), "done") << result.dump();
        EXPECT_EQ(result.at("connection"), std::string{"sim-"} + row.platform);
        EXPECT_NE(written(row.platform, external_id).find(row.what), std::string::npos)
            << written(row.platform, external_id);
        EXPECT_EQ(market_.order_with(external_id, "packed").at("status"), "packed")
            << "what the marketplace says to it changes nothing";
    }
}

TEST_F(WrittenOrders, CarryOurTrackingNumberWhereTheShopShipsByItself) {
    own_fleet("shopee");
    const std::string external_id = market_.place("shopee");
    const std::string id = arrived(external_id);
    pack(id);
    EXPECT_EQ(told(id).at("state"), "done");
    std::string parcel;
    for (const Json& event : market_.seller().get("/v1/events?limit=100").json.at("items")) {
        if (event.at("type") == "parcel.packed") {
            parcel = event.at("data").at("code").get<std::string>();
        }
    }
    ASSERT_NE(parcel, "");
    EXPECT_NE(written("shopee", external_id).find(parcel), std::string::npos)
        << parcel << " " << written("shopee", external_id);
}

TEST_F(WrittenOrders, AreCancelledAtTheirMarketplaceWhenTheSellerCancelsHere) {
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        SCOPED_TRACE(platform);
        const std::string external_id = market_.place(platform);
        const std::string id = arrived(external_id);
        const Answer cancelled =
            market_.seller().post("/v1/orders/" + id + "/cancel", {{"reason", "out of stock"}});
        ASSERT_EQ(cancelled.status, 200) << cancelled.body;
        const Json result = told(id);
        ASSERT_FALSE(result.is_null());
        EXPECT_EQ(result.at("action"), "cancelled");
        EXPECT_EQ(result.at("state"), "done") << result.dump();
        EXPECT_NE(written(platform, external_id), "");
    }
}

TEST_F(WrittenOrders, ThatTheSourceCancelsAreNotToldBack) {
    const std::string external_id = market_.place("shopee");
    const std::string id = arrived(external_id);
    market_.platforms().tell("shopee", "cancel", {{"order", external_id}});
    ASSERT_EQ(market_.order_with(external_id, "cancelled").at("status"), "cancelled");
    const std::string later = market_.place("shopee");
    const std::string other = arrived(later);
    pack(other);
    EXPECT_EQ(told(other).at("state"), "done") << "the journal is read beyond the cancellation";
    const Json none = market_.seller().get("/v1/orders/" + id + "/write-backs").json;
    EXPECT_TRUE(none.at("items").empty()) << none.dump();
    EXPECT_EQ(written("shopee", external_id), "");
}

TEST_F(WrittenOrders, SayWhatTheirMarketplaceRefused) {
    const std::string external_id = market_.place("lazada");
    const std::string id = arrived(external_id);
    market_.platforms().tell(
        "lazada",
        "refuse",
        {{"order", external_id}, {"code", "700026"}, {"message", "not now"}, {"next", 1}}
    );
    pack(id);
    const Json result = told(id);
    EXPECT_EQ(result.at("state"), "done")
        << "a piece that may be tried again is: " << result.dump();
    const std::string gone = market_.place("tiktok");
    const std::string gone_id = arrived(gone);
    market_.platforms().tell("tiktok", "refuse", {{"order", gone}, {"next", 9}});
    pack(gone_id);
    const Json refused = told(gone_id);
    EXPECT_EQ(refused.at("state"), "refused") << refused.dump();
    EXPECT_NE(refused.value("result", ""), "");
}

} // namespace
} // namespace route9::e2e
