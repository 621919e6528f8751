// SPDX-License-Identifier: Apache-2.0
// What the platforms push, signed as each of them does, becomes one order; what is wrong gets the
// answer that its platform can live with, and nothing is lost.
#include "core/crypto.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using Fields = PushingShop::Fields;
using Deliveries = std::vector<std::string>;

std::string base64_mac(const std::string& key, const std::string& body) {
    return base64(hmac_sha256(as_byte_view(key), as_byte_view(body)));
}

std::string shopify_order(const std::string& members) {
    return "{" + members +
           R"("id":820982911946154508,"created_at":"2026-03-10T07:55:00+07:00","currency":"VND",)"
           R"("total_price":"349000","financial_status":"paid","shipping_address":{)"
           R"("name":"Trần Thị Sen","phone":"0905000001","address1":"12 Hùng Vương",)"
           R"("province":"Quảng Trị","city":"Đông Hà","country_code":"VN"},"line_items":[{)"
           R"("sku":"TS-BLK-M","title":"Áo thun","quantity":2,"price":"165500","grams":250}]})";
}

constexpr const char* kWooOrder =
    R"({"id":727,"status":"processing","currency":"VND","date_created_gmt":"2026-03-10T00:55:00",)"
    R"("date_modified_gmt":"2026-03-10T00:55:00","total":"349000","payment_method":"cod",)"
    R"("shipping":{"first_name":"Sen","last_name":"Trần Thị","phone":"0905000001",)"
    R"("address_1":"12 Hùng Vương","city":"Quảng Trị","country":"VN"},"line_items":[)"
    R"({"name":"Áo thun","sku":"TS-BLK-M","quantity":2,"total":"331000"}]})";

constexpr const char* kNhanhOrder =
    R"({"event":"orderAdd","businessId":654321,"webhooksVerifyToken":"nhanh-token-1","data":{)"
    R"("orderId":125000001,"typeId":1,"calcTotalMoney":349000,"customerName":"Trần Thị Sen",)"
    R"("customerMobile":"0905000001","customerCity":"Quảng Trị","status":"New",)"
    R"("createdDateTime":"2026-03-10 07:55:00","products":[)"
    R"({"code":"TS-BLK-M","name":"Áo thun","quantity":2,"price":165500}]}})";

class PlatformPushes : public testing::Test {
protected:
    gateway::http::Response push_shopify(
        const std::string& body, const std::string& event, const std::string& key = "key-1"
    ) {
        return shop_.push_as(
            "shopify",
            "gom",
            {{"X-Shopify-Hmac-Sha256", base64_mac(key, body)},
             {"X-Shopify-Topic", "orders/create"},
             {"X-Shopify-Shop-Domain", "gom.myshopify.com"},
             {"X-Shopify-Event-Id", event}},
            body
        );
    }

    gateway::http::Response push_woo(const std::string& body, const std::string& topic) {
        return shop_.push_as(
            "woocommerce",
            "woo",
            {{"X-WC-Webhook-Signature", base64_mac("woo & \"sons\"", body)},
             {"X-WC-Webhook-Topic", topic}},
            body
        );
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(PlatformPushes, OfShopifyBecomeOneOrderHoweverOftenTheyCome) {
    shop_.connect("gom", "shopify", "key-1", {{"shop", "gom.myshopify.com"}});
    EXPECT_EQ(push_shopify(shopify_order(""), "event-1").status, 200);
    EXPECT_EQ(push_shopify(shopify_order(""), "event-1").status, 200);
    EXPECT_EQ(push_shopify(shopify_order(""), "event-2").status, 200);
    EXPECT_EQ(shop_.status("shopify", "820982911946154508"), "routed");
    EXPECT_EQ(shop_.deliveries("gom").size(), 2U);
    const std::string cancelled = shopify_order(R"("cancelled_at":"2026-03-10T08:00:00+07:00",)");
    EXPECT_EQ(push_shopify(cancelled, "event-3").status, 200);
    EXPECT_EQ(shop_.status("shopify", "820982911946154508"), "cancelled");
}

TEST_F(PlatformPushes, OfAWrongKeyOrAnotherShopBringNoOrder) {
    shop_.connect("gom", "shopify", "key-1", {{"shop", "other.myshopify.com"}});
    EXPECT_EQ(push_shopify(shopify_order(""), "event-1", "key-2").status, 401);
    EXPECT_EQ(shop_.deliveries("gom"), Deliveries{});
    EXPECT_EQ(push_shopify(shopify_order(""), "event-1").status, 200);
    EXPECT_EQ(
        shop_.deliveries("gom"),
        Deliveries{
            "unmatched: of the shop gom.myshopify.com, the connection is of other.myshopify.com"
        }
    );
    EXPECT_EQ(shop_.status("shopify", "820982911946154508"), "");
}

TEST_F(PlatformPushes, MustNameTheShopThatTheConnectionIsFor) {
    shop_.connect("gom", "shopify", "key-1", {{"shop", "Gom.MyShopify.com"}});
    const std::string body = shopify_order("");
    const Fields signature{{"X-Shopify-Hmac-Sha256", base64_mac("key-1", body)}};
    EXPECT_EQ(shop_.push_as("shopify", "gom", signature, body).status, 200);
    EXPECT_EQ(shop_.deliveries("gom"), Deliveries{"unmatched: the message names no shop"});
    EXPECT_EQ(push_shopify(body, "event-1").status, 200);
    EXPECT_EQ(shop_.status("shopify", "820982911946154508"), "routed") << "by any letters";
}

TEST_F(PlatformPushes, WithoutAPhoneAreHeldAndNotLost) {
    shop_.connect("gom", "shopify", "key-1");
    std::string body = shopify_order("");
    body.replace(body.find("0905000001"), 10, "");
    EXPECT_EQ(push_shopify(body, "event-1").status, 200);
    EXPECT_EQ(shop_.status("shopify", "820982911946154508"), "held");
    const auto order = shop_.order("shopify", "820982911946154508");
    EXPECT_TRUE(order->reasons.contains("PHONE_UNREADABLE")) << order->reasons;
}

TEST_F(PlatformPushes, ToLaosWithoutADistrictAreHeldAndNameIt) {
    shop_.connect("gom", "shopify", "key-1");
    std::string body = shopify_order("");
    const std::string quang_tri = R"("province":"Quảng Trị","city":"Đông Hà","country_code":"VN")";
    body.replace(
        body.find(quang_tri),
        quang_tri.size(),
        R"("province":"Savannakhet","city":"","country_code":"LA")"
    );
    body.replace(body.find("0905000001"), 10, "55000001"); // without its 020
    EXPECT_EQ(push_shopify(body, "event-1").status, 200);
    const auto order = shop_.order("shopify", "820982911946154508");
    ASSERT_TRUE(order.has_value());
    EXPECT_EQ(order->reasons, R"([{"code":"ADDRESS_INCOMPLETE","pointer":"/recipient/district"}])");
}

TEST_F(PlatformPushes, ThatCannotBeReadAreKeptWithTheirReason) {
    shop_.connect("gom", "shopify", "key-1");
    std::string body = shopify_order("");
    body.replace(body.find(R"("quantity":2)"), 12, R"("quantity":1e400)");
    EXPECT_EQ(push_shopify(body, "event-1").status, 200);
    const auto kept = shop_.deliveries("gom");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_TRUE(kept.front().starts_with("quarantined: ")) << kept.front();
    EXPECT_EQ(push_shopify("\xff\xfe", "event-2").status, 200);
    EXPECT_EQ(shop_.deliveries("gom").size(), 2U);
}

TEST_F(PlatformPushes, OfWooCommerceAreSignedWithTheDecodedSecretAndPingedWithout) {
    shop_.connect("woo", "woocommerce", "woo &amp; &quot;sons&quot;");
    EXPECT_EQ(shop_.push_as("woocommerce", "woo", {}, "webhook_id=7").status, 200);
    EXPECT_EQ(shop_.deliveries("woo"), Deliveries{});
    EXPECT_EQ(push_woo(kWooOrder, "order.created").status, 200);
    EXPECT_EQ(shop_.status("woo", "727"), "routed");
    EXPECT_EQ(push_woo(R"({"id":727})", "order.deleted").status, 200);
    EXPECT_EQ(shop_.status("woo", "727"), "cancelled");
}

// A shop platform that passes on what a marketplace sold, which is connected itself.
TEST_F(PlatformPushes, OfNhanhThatAMarketplaceSoldAreTheMarketplacesOrder) {
    shop_.connect("nhanh-1", "nhanh", "nhanh-token-1", {{"business_id", "654321"}});
    shop_.connect("sim-shopee", "shopee", "shopee-secret", {{"public_url", "https://x"}});
    const std::string push =
        R"({"code":3,"shop_id":7,"data":{"ordersn":"260310ABCDEF","status":"READY_TO_SHIP",)"
        R"("update_time":1773104400}})";
    const auto mac = hmac_sha256(as_byte_view("shopee-secret"), as_byte_view("https://x|" + push));
    EXPECT_EQ(
        shop_.push_as("shopee", "sim-shopee", {{"authorization", hex(mac)}}, push).status, 200
    );
    EXPECT_EQ(shop_.status("shopee", "260310ABCDEF"), "awaiting_details");
    std::string passed_on{kNhanhOrder};
    passed_on.replace(passed_on.find(R"("data":{)"), 8, R"("data":{"shopOrderId":"260310ABCDEF",)");
    EXPECT_EQ(shop_.push_as("nhanh", "nhanh-1", {}, passed_on).status, 200);
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "") << "one order, not two";
    EXPECT_TRUE(shop_.deliveries("nhanh-1").front().starts_with("done: the order is known"));
}

TEST_F(PlatformPushes, OfNhanhCarryTheirTokenAndTheirBusiness) {
    shop_.connect("nhanh-1", "nhanh", "nhanh-token-1", {{"business_id", "654321"}});
    EXPECT_EQ(shop_.push_as("nhanh", "nhanh-1", {}, kNhanhOrder).status, 200);
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "routed");

    shop_.connect("nhanh-2", "nhanh", "nhanh-token-2", {{"business_id", "654321"}});
    EXPECT_EQ(shop_.push_as("nhanh", "nhanh-2", {}, kNhanhOrder).status, 401);
    shop_.connect("nhanh-3", "nhanh", "nhanh-token-1", {{"business_id", "1"}});
    EXPECT_EQ(shop_.push_as("nhanh", "nhanh-3", {}, kNhanhOrder).status, 200);
    EXPECT_EQ(
        shop_.deliveries("nhanh-3"),
        Deliveries{"unmatched: of the shop 654321, the connection is of 1"}
    );
}

TEST_F(PlatformPushes, OfAPlatformNobodyKnowsFollowTheSettingsOfTheirConnection) {
    shop_.connect(
        "own-shop",
        "simple",
        "shop-secret",
        {{"header", "X-Shop-Mac"}, {"encoding", "base64"}, {"type_header", "X-Kind"}}
    );
    const std::string body =
        R"({"external_id":"A-7","placed_at":"2026-03-10T00:55:00Z","currency":"VND",)"
        R"("payment":{"method":"cod","amount":"331000"},"recipient":{"name":"Trần Thị Sen",)"
        R"("phone":"0905000001","country":"VN","province":"Quảng Trị","district":"Đông Hà"},)"
        R"("items":[{"sku":"TS-BLK-M","name":"Áo thun","quantity":2,"unit_price":"165500"}]})";
    const auto push = [&](const std::string& kind, const std::string& secret) {
        return shop_
            .push_as(
                "simple",
                "own-shop",
                {{"X-Shop-Mac", base64_mac(secret, body)}, {"X-Kind", kind}},
                body
            )
            .status;
    };
    EXPECT_EQ(push("order.created", "another-secret"), 401);
    EXPECT_EQ(push("order.created", "shop-secret"), 200);
    EXPECT_EQ(push("order.created", "shop-secret"), 200) << "again";
    EXPECT_EQ(shop_.deliveries("own-shop").size(), 1U);
    EXPECT_EQ(shop_.status("own-shop", "A-7"), "routed");
    EXPECT_EQ(push("order.cancelled", "shop-secret"), 200) << "the same bytes mean another thing";
    EXPECT_EQ(shop_.status("own-shop", "A-7"), "cancelled");
}

} // namespace
} // namespace route9::tests
