// SPDX-License-Identifier: Apache-2.0
// What marketplaces are told of stock: what there is but for the buffer, after every change, once
// they can hear it; what they refuse is shown and keeps nothing else from being told.
#include "eventually.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kBegun = 100'000; // shirts of the site

class ToldStock : public testing::Test {
protected:
    explicit ToldStock(std::vector<std::string> shop_settings = {"stock=on", "stock_warehouse=1"})
        : market_{{"shopee", "lazada", "tiktok", "tiki"}, {}, std::move(shop_settings)} {
        market_.open();
    }

    /// An order of this SKU at the platform, routed here: its listing is known.
    std::string bought(const std::string& platform, const std::string& sku, std::int64_t pieces) {
        const Json line{{"sku", sku}, {"quantity", pieces}, {"price", 165'500}};
        const std::string external_id = market_.place(platform, {{"items", Json::array({line})}});
        EXPECT_EQ(market_.order_with(external_id, "routed").value("status", ""), "routed");
        return external_id;
    }

    /// What the platform believes it may sell.
    Json stock_at(const std::string& platform) {
        return market_.platforms().shop(platform).at("stock");
    }

    /// Once the platform has it; what it has when it never does.
    std::int64_t
    stock_of(const std::string& platform, const std::string& sku, std::int64_t awaited) {
        std::int64_t seen = -1;
        tests::eventually(
            [&] {
                seen = stock_at(platform).value(sku, std::int64_t{-1});
                return seen == awaited;
            },
            100ms
        );
        return seen;
    }

    Json channel(const std::string& platform, const std::string& sku) {
        const Json page = market_.seller().get("/v1/stock/channels?sku=" + sku).json;
        for (const Json& one : page.at("items").at(0).at("channels")) {
            if (one.at("connection") == "sim-" + platform) {
                return one;
            }
        }
        return {};
    }

    /// Once it stands in this state.
    Json channel_in(const std::string& platform, const std::string& sku, const char* state) {
        Json seen;
        tests::eventually(
            [&] {
                seen = channel(platform, sku);
                return seen.value("state", "") == state;
            },
            100ms
        );
        return seen;
    }

    void put(const std::string& sku, std::int64_t buffer) {
        const Json product{
            {"name", "Áo thun"},
            {"weight_g", 250},
            {"hs_code", "610910"},
            {"origin", "VN"},
            {"channel_buffer", buffer}
        };
        const std::string target = "/v1/products/" + sku;
        const bool is_new = market_.seller().get(target).status == 404;
        const HeaderList known = is_new ? HeaderList{} : HeaderList{{"If-Match", "*"}};
        const Answer answer = market_.seller().put(target, product, known);
        ASSERT_LT(answer.status, 300) << answer.body;
    }

    void adjust(const std::string& sku, std::int64_t pieces) {
        const Answer answer = market_.seller().post(
            "/v1/stock/adjustments",
            {{"sku", sku}, {"warehouse", "DONGHA"}, {"quantity", pieces}, {"reason", "count"}}
        );
        ASSERT_EQ(answer.status, 201) << answer.body;
    }

    MarketSite market_;
};

TEST_F(ToldStock, IsWhatThereIsButForTheBufferAtEveryPlatform) {
    std::int64_t left = kBegun;
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        bought(platform, "TS-BLK-M", 2);
        left -= 2;
    }
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        EXPECT_EQ(stock_of(platform, "TS-BLK-M", left), left) << platform;
    }
    put("TS-BLK-M", 40);
    adjust("TS-BLK-M", -992);
    for (const char* platform : {"shopee", "lazada", "tiktok", "tiki"}) {
        EXPECT_EQ(stock_of(platform, "TS-BLK-M", 98'960), 98'960) << platform;
        const Json shown = channel_in(platform, "TS-BLK-M", "told");
        EXPECT_EQ(shown.at("told"), 98'960) << shown.dump();
    }
    bought("lazada", "TS-BLK-M", 3);
    EXPECT_EQ(stock_of("shopee", "TS-BLK-M", 98'957), 98'957) << "sold elsewhere";
    const std::string metrics = market_.seller().send_bare({.target = "/metrics"}).body;
    for (const char* name :
         {"route9_stock_told_total{outcome=\"told\",platform=\"tiki\"}", "route9_stock_lag_seconds "
         }) {
        EXPECT_NE(metrics.find(name), std::string::npos) << name;
    }
}

TEST_F(ToldStock, IsToldLaterWhereThePlatformWantsARest) {
    bought("shopee", "TS-BLK-M", 2);
    ASSERT_EQ(stock_of("shopee", "TS-BLK-M", 99'998), 99'998);
    market_.platforms().tell("shopee", "throttle", {{"path", "/api/v2/product"}, {"next", 2}});
    adjust("TS-BLK-M", -8);
    const Json waiting = channel_in("shopee", "TS-BLK-M", "waiting");
    EXPECT_GE(waiting.at("lag_s"), 0) << waiting.dump();
    EXPECT_EQ(waiting.at("told"), 99'998);
    adjust("TS-BLK-M", -10);
    EXPECT_EQ(stock_of("shopee", "TS-BLK-M", 99'980), 99'980);
    for (const Json& written : market_.platforms().view("shopee", "written").at("written")) {
        EXPECT_NE(written.value("stock", 0), 99'990) << "only the newest figure is told";
    }
}

TEST_F(ToldStock, ThatIsRefusedIsShownAndKeepsNothingElseBack) {
    put("NON-LA", 0);
    adjust("NON-LA", 50);
    bought("lazada", "TS-BLK-M", 2);
    bought("lazada", "NON-LA", 1);
    ASSERT_EQ(stock_of("lazada", "NON-LA", 49), 49);
    market_.platforms().tell("lazada", "delist", {{"sku", "NON-LA"}});
    adjust("NON-LA", -9);
    adjust("TS-BLK-M", -98);
    EXPECT_EQ(stock_of("lazada", "TS-BLK-M", 99'900), 99'900);
    const Json refused = channel_in("lazada", "NON-LA", "refused");
    EXPECT_EQ(refused.value("result", ""), "SKU not exist") << refused.dump();
    EXPECT_EQ(refused.at("told"), 49);
    market_.platforms().tell("lazada", "delist", {{"sku", "NON-LA"}, {"on", false}});
    adjust("NON-LA", -1);
    EXPECT_EQ(stock_of("lazada", "NON-LA", 39), 39) << "another figure is told anew";
}

TEST_F(ToldStock, IsToldOneByOneWhereNobodySaysWhatWasWrong) {
    bought("lazada", "TS-BLK-M", 2);
    bought("lazada", "BAG-01", 1);
    ASSERT_EQ(stock_of("lazada", "BAG-01", 99'999), 99'999);
    const Answer listed = market_.seller().put(
        "/v1/stock/channels/sim-lazada/BAG-01", {{"listings", {{{"item", "1"}, {"variant", "2"}}}}}
    );
    ASSERT_EQ(listed.status, 200) << listed.body;
    adjust("TS-BLK-M", -98);
    EXPECT_EQ(stock_of("lazada", "TS-BLK-M", 99'900), 99'900);
    const Json told = channel_in("lazada", "TS-BLK-M", "told");
    EXPECT_EQ(told.value("told", 0), 99'900) << told.dump();
    const Json refused = channel_in("lazada", "BAG-01", "refused");
    EXPECT_EQ(refused.value("result", ""), "E0501 ItemId ITEM_NOT_FOUND") << refused.dump();
    EXPECT_FALSE(refused.contains("told")) << "of this listing nothing was ever taken";
}

TEST_F(ToldStock, IsToldAfterTheServerWasKilled) {
    bought("tiktok", "TS-BLK-M", 2);
    ASSERT_EQ(stock_of("tiktok", "TS-BLK-M", 99'998), 99'998);
    market_.platforms().tell(
        "tiktok", "fail", {{"how", "silent"}, {"path", "/product"}, {"next", 1}}
    );
    adjust("TS-BLK-M", -100);
    channel_in("tiktok", "TS-BLK-M", "waiting");
    market_.server().kill();
    market_.reopen();
    std::int64_t seen = -1; // beside other gateways the lease of the one that died has to end
    for (int waits = 0; waits < 4 && seen != 99'898; ++waits) {
        seen = stock_of("tiktok", "TS-BLK-M", 99'898);
    }
    EXPECT_EQ(seen, 99'898);
}

class UntoldStock : public ToldStock {
protected:
    UntoldStock() : ToldStock(std::vector<std::string>{}) {}
};

TEST_F(UntoldStock, IsThatOfAShopThatDidNotAskForIt) {
    bought("shopee", "TS-BLK-M", 2);
    const Json off = channel_in("shopee", "TS-BLK-M", "off");
    EXPECT_EQ(off.value("state", ""), "off") << off.dump();
    EXPECT_TRUE(stock_at("shopee").empty()) << stock_at("shopee").dump();
    const auto set = [this](const char* setting) {
        return market_.site().run({"connections", "set", "sim-shopee", setting});
    };
    EXPECT_NE(set("stock=maybe").error.find("stock=on or stock=off"), std::string::npos);
    EXPECT_NE(set("stok=on").error.find("has no setting stok"), std::string::npos);
    EXPECT_EQ(set("stock=on").out, "sim-shopee");
    EXPECT_EQ(stock_of("shopee", "TS-BLK-M", 99'998), 99'998);
    EXPECT_EQ(set("stock=").exit_code, 0);
    EXPECT_EQ(channel_in("shopee", "TS-BLK-M", "off").value("told", 0), 99'998);
}

} // namespace
} // namespace route9::e2e
