// SPDX-License-Identifier: Apache-2.0
// What no push told is found: Tiki's events wait in a queue, Shopee's lost messages in another, and
// every platform lists what changed.
#include "eventually.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

namespace route9::e2e {
namespace {

TEST(PolledOrders, OfTikiComeByItsQueueAndAreCancelledByIt) {
    MarketSite market{{"tiki"}};
    market.open();
    const std::string id = market.place("tiki");
    const Json seen = market.order_with(id, "routed");
    ASSERT_FALSE(seen.is_null());
    EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
    EXPECT_EQ(seen.at("channel"), "tiki");
    EXPECT_EQ(seen.at("payment").at("method"), "cod");
    market.platforms().tell("tiki", "cancel", {{"order", id}});
    EXPECT_EQ(market.order_with(id, "cancelled").at("status"), "cancelled");
}

TEST(PolledOrders, ThatWerePlacedWhileNobodyListenedAreFoundByTheirUpdateTime) {
    MarketSite market{{"shopee", "lazada", "tiktok"}};
    std::vector<std::string> ids;
    for (const char* platform : {"shopee", "lazada", "tiktok"}) {
        ids.push_back(market.place(platform)); // pushed to nobody
    }
    // Platforms count in seconds, and their clocks are not ours.
    const auto placed = std::chrono::steady_clock::now();
    ASSERT_TRUE(tests::eventually([placed] {
        return std::chrono::steady_clock::now() > placed + std::chrono::milliseconds{2'100};
    }));
    market.open();
    for (const std::string& id : ids) {
        const Json seen = market.order_with(id, "routed");
        ASSERT_FALSE(seen.is_null()) << id;
        EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
    }
}

TEST(PolledOrders, WhosePushShopeeLostComeByItsLostMessages) {
    MarketSite market{{"shopee"}};
    market.open();
    const std::string first = market.place("shopee");
    ASSERT_EQ(market.order_told(first).at("status"), "routed");
    market.platforms().tell("shopee", "target", {{"auto", false}});
    const std::string lost = market.place("shopee");
    market.platforms().tell("shopee", "lose", {{"order", lost}});
    const Json seen = market.order_with(lost, "routed");
    ASSERT_FALSE(seen.is_null());
    EXPECT_EQ(seen.at("status"), "routed");
    EXPECT_TRUE(market.platforms().view("shopee", "lost").dump().find(lost) == std::string::npos)
        << "it was acknowledged";
}

TEST(PolledOrders, AreReadAtOnceWhenSomebodyAsks) {
    MarketSite market{{"lazada"}};
    market.open();
    const std::string first = market.place("lazada");
    ASSERT_EQ(market.order_told(first).at("status"), "routed");
    EXPECT_TRUE(tests::eventually([&market] {
        return market.platforms().view("lazada", "calls").dump().contains("/orders/get");
    })) << "the next reading by itself is ten minutes away";
    market.platforms().tell("lazada", "target", {{"auto", false}});
    const std::string lost = market.place("lazada");
    EXPECT_EQ(
        run_checked(market.site(), {"connections", "poll", "sim-lazada"}), "1 to be read at once"
    );
    const Json seen = market.order_with(lost, "routed");
    ASSERT_FALSE(seen.is_null());
    EXPECT_EQ(seen.at("status"), "routed");
    const Outcome pushed = market.site().run({"connections", "poll", "viet-shop"});
    EXPECT_EQ(pushed.exit_code, 1);
    EXPECT_NE(pushed.error.find("its pushes carry the order"), std::string::npos) << pushed.error;
}

TEST(PolledOrders, OfSeveralShopsOfOneAppAreAskedForWithTheTokenAndCipherOfEach) {
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        SCOPED_TRACE(platform);
        MarketSite market{{platform}, {{platform, 2}}};
        market.open();
        for (const Json& shop : market.platforms().shops(platform)) {
            const std::string id = market.place(platform, {{"shop", shop.at("shop_id")}});
            const Json seen = market.order_told(id);
            ASSERT_FALSE(seen.is_null()) << shop.dump();
            EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
        }
    }
}

} // namespace
} // namespace route9::e2e
