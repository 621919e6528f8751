// SPDX-License-Identifier: Apache-2.0
// Platforms that know one address an app: whose message it is stands in the message, and is
// believed after the signature. One shop's trouble must not be the app's.
#include "core/crypto.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using Deliveries = std::vector<std::string>;

std::string order_of(const std::string& id) {
    return R"({"id":)" + id +
           R"(,"created_at":"2026-03-10T07:55:00+07:00","currency":"VND","total_price":"349000",)"
           R"("financial_status":"paid","shipping_address":{"name":"Trần Thị Sen",)"
           R"("phone":"0905000001","province":"Quảng Trị","city":"Đông Hà","country_code":"VN"},)"
           R"("line_items":[{"sku":"TS-BLK-M","title":"Áo thun","quantity":1,"price":"349000"}]})";
}

class AppPushes : public testing::Test {
protected:
    AppPushes() {
        shop_.connect_app("our-app", "shopify", "app-secret");
        shop_.connect_to_app("gom", "our-app", "gom.myshopify.com");
        shop_.connect_to_app("lua", "our-app", "Lua.MyShopify.com"); // letters of any size
    }

    gateway::http::Response
    push(const std::string& body, const std::string& shop, const std::string& key = "app-secret") {
        return shop_.push_as(
            "shopify",
            "our-app",
            {{"X-Shopify-Hmac-Sha256", base64(hmac_sha256(as_byte_view(key), as_byte_view(body)))},
             {"X-Shopify-Topic", "orders/create"},
             {"X-Shopify-Shop-Domain", shop}},
            body
        );
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(AppPushes, AreTheShopsThatTheyName) {
    EXPECT_EQ(push(order_of("1"), "gom.myshopify.com").status, 200);
    EXPECT_EQ(push(order_of("2"), "lua.myshopify.com").status, 200);
    EXPECT_EQ(shop_.deliveries("gom").size(), 1U);
    EXPECT_EQ(shop_.deliveries("lua").size(), 1U);
    EXPECT_EQ(shop_.status("shopify", "1"), "routed");
    EXPECT_EQ(shop_.status("shopify", "2"), "routed");
}

TEST_F(AppPushes, OfAShopNobodyConnectedAreTakenAndKept) {
    const auto answer = push(order_of("1"), "stranger.myshopify.com");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content(), "");
    EXPECT_EQ(
        shop_.deliveries("our-app"),
        Deliveries{"unmatched: no connection of this app is for the shop stranger.myshopify.com"}
    );
    EXPECT_EQ(shop_.status("shopify", "1"), "");
    EXPECT_TRUE(
        under_test_.services().metrics.text().contains(R"(route9_inbox_total{state="unmatched"} 1)")
    );
}

TEST_F(AppPushes, AreRefusedBeforeAnybodyLooksForTheShop) {
    EXPECT_EQ(push(order_of("1"), "gom.myshopify.com", "forged").status, 401);
    EXPECT_EQ(push(order_of("1"), "stranger.myshopify.com", "forged").status, 401);
    EXPECT_EQ(shop_.deliveries("our-app"), Deliveries{});
    EXPECT_EQ(shop_.deliveries("gom"), Deliveries{});
}

TEST_F(AppPushes, OfTwoShopsAreTwoThoughTheySayTheSame) {
    push(order_of("1"), "stranger.myshopify.com");
    push(order_of("1"), "other.myshopify.com");
    push(order_of("1"), "other.myshopify.com");
    EXPECT_EQ(shop_.deliveries("our-app").size(), 2U);
}

TEST_F(AppPushes, ThatCannotBeReadAreTheApps) {
    EXPECT_EQ(push("not json", "gom.myshopify.com").status, 200);
    ASSERT_EQ(shop_.deliveries("our-app").size(), 1U);
    EXPECT_TRUE(shop_.deliveries("our-app").front().starts_with("quarantined: "));
    EXPECT_EQ(push("{}", std::string(300, 'x')).status, 200);
    EXPECT_EQ(shop_.deliveries("our-app").size(), 2U);
}

TEST_F(AppPushes, OfAPausedShopWaitAndTheAppGoesOn) {
    shop_.pause("gom", true);
    EXPECT_THROW(push(order_of("1"), "gom.myshopify.com"), std::runtime_error) << "not worked off";
    EXPECT_EQ(shop_.deliveries("gom"), Deliveries{"pending: "});
    EXPECT_EQ(push(order_of("2"), "lua.myshopify.com").status, 200);
    EXPECT_EQ(shop_.status("shopify", "2"), "routed");
}

TEST_F(AppPushes, OfOneAppDoNotReachTheShopsOfAnother) {
    shop_.connect_app("other-app", "shopify", "other-secret");
    const std::string body = order_of("1");
    const auto answer = shop_.push_as(
        "shopify",
        "other-app",
        {{"X-Shopify-Hmac-Sha256",
          base64(hmac_sha256(as_byte_view("other-secret"), as_byte_view(body)))},
         {"X-Shopify-Topic", "orders/create"},
         {"X-Shopify-Shop-Domain", "gom.myshopify.com"}},
        body
    );
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(shop_.deliveries("gom"), Deliveries{});
    EXPECT_EQ(shop_.deliveries("other-app").size(), 1U);
}

} // namespace
} // namespace route9::tests
