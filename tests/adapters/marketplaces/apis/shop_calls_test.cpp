// SPDX-License-Identifier: Apache-2.0
// Shop platforms that push whole orders: how their lists of changes and orders are asked for, and
// that an order that was asked for is the one that is pushed.
#include "adapters/marketplaces/shop_api.hpp"
#include "marketplaces/apis/platform_orders.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::adapters {
namespace {

const Instant kFrom{Seconds{1767225600}}; // 2026-01-01T00:00:00Z
const Instant kNow{Seconds{1767236400}};  // 2026-01-01T03:00:00Z
const std::vector<std::string> kIds{"727", "728"};

constexpr std::string_view kHaravan = R"({"id": 1180000001,
  "created_at": "2026-03-01T02:58:00.000Z", "updated_at": "2026-03-01T02:59:00.000Z",
  "cancelled_at": null, "cancelled_status": "uncancelled", "confirmed_status": "unconfirmed",
  "currency": "VND", "total_price": 349000.0000, "financial_status": "pending",
  "gateway_code": "COD", "fulfillment_status": "notfulfilled", "fulfillments": [], "note": null,
  "shipping_address": {"name": "Trần Thị Sen", "phone": "0905000001", "address1": "12 Hùng Vương",
    "ward": "Phường 1", "district": "Đông Hà", "province": "Quảng Trị", "country_code": "VN"},
  "line_items": [{"sku": "AO-DEN-M", "title": "Áo thun", "quantity": 2, "price": 165500.0000,
    "grams": 250.0000, "requires_shipping": true}]})";

ApiAccess access(std::string_view token, HookSettings settings = {}) {
    return {
        .settings = std::move(settings),
        .app_secret = {},
        .access_token = Secret{token},
        .shop = "gom.example.vn",
    };
}

ApiCall changes(const char* platform, std::string_view token, const std::string& cursor) {
    return find_shop_api(platform)->changes_call(access(token), {kFrom, kNow, cursor}, kNow);
}

ApiCall orders(const char* platform, std::string_view token) {
    return find_shop_api(platform)->order_calls(access(token), kIds, kNow).at(0);
}

/// "Name: value" of the only header.
std::string header(const ApiCall& call) {
    EXPECT_EQ(call.headers.size(), 1U);
    return call.headers.at(0).name + ": " + call.headers.at(0).value;
}

/// What is asked for, wherever a platform wants it said.
std::string asked(const char* platform, bool is_open) {
    ApiAccess shop = access("ck_1:cs_2", {{"app_key", "1"}, {"app_id", "2"}, {"business_id", "3"}});
    shop.app_secret = Secret{std::string_view{"signs-where-calls-are-signed"}};
    const auto call = find_shop_api(platform)->changes_call(shop, {kFrom, kNow, "", is_open}, kNow);
    return call.target + " " + call.body;
}

TEST(CountedPages, HaveNoEndWhileItIsThePresentSoThatNoChangeMovesAnotherOrderPastAPagesEnd) {
    const std::vector<std::pair<const char*, const char*>> ends{
        {"adobe", "lteq"},
        {"kiotviet", "toDate"},
        {"lazada", "update_before"},
        {"nhanh", "updatedDateTimeTo"},
        {"tiki", "updated_to_date"},
    };
    for (const auto& [platform, end] : ends) {
        EXPECT_FALSE(asked(platform, true).contains(end)) << asked(platform, true);
        EXPECT_TRUE(asked(platform, false).contains(end)) << asked(platform, false);
    }
    EXPECT_TRUE(asked("lazada", true).contains("sort_direction=DESC"));
    EXPECT_TRUE(asked("kiotviet", true).contains("orderDirection=Desc"));
}

TEST(ShopLists, AreAskedForByUpdateTimeWithAllStates) {
    const auto woo = changes("woocommerce", "ck_1:cs_2", "");
    EXPECT_EQ(
        woo.target,
        "/orders?_fields=id&dates_are_gmt=true&modified_after=2026-01-01T00%3A00%3A00&order=desc"
        "&orderby=modified&page=1&per_page=100&status=any"
    );
    EXPECT_EQ(header(woo), "Authorization: Basic Y2tfMTpjc18y"); // printf ck_1:cs_2 | base64
    const auto haravan = changes("haravan", "tok-1", "3");
    EXPECT_EQ(
        haravan.target,
        "/orders.json?fields=id&limit=50&order=updated_at%20desc&page=3&status=any"
        "&updated_at_min=2026-01-01T00%3A00%3A00Z"
    );
    EXPECT_EQ(header(haravan), "Authorization: Bearer tok-1");
    const auto shopify = changes("shopify", "shpat_1", "");
    EXPECT_EQ(
        shopify.target,
        "/orders.json?fields=id&limit=250&since_id=0&status=any"
        "&updated_at_min=2026-01-01T00%3A00%3A00Z"
    );
    EXPECT_EQ(header(shopify), "X-Shopify-Access-Token: shpat_1");
    const auto sapo = changes("sapo", "tok-1", "");
    EXPECT_EQ(
        sapo.target,
        "/orders.json?fields=id&limit=250&modified_on_min=2026-01-01T00%3A00%3A00Z&page=1"
        "&status=any"
    );
    EXPECT_EQ(header(sapo), "X-Sapo-Access-Token: tok-1");
    // printf key-1:sec-2 | base64
    EXPECT_EQ(header(changes("sapo", "key-1:sec-2", "")), "Authorization: Basic a2V5LTE6c2VjLTI=");
}

TEST(ShopLists, NameTheirNextPageWhenTheyAreFull) {
    const auto read = [](const char* platform, std::size_t size, const char* list, const char* at) {
        Json page = Json::array();
        for (std::size_t id = 1; id <= size; ++id) {
            page.push_back({{"id", id}});
        }
        const Json answer = list == nullptr ? page : Json{{list, page}};
        return find_shop_api(platform)->read_changes(answer, {kFrom, kNow, at}).value();
    };
    EXPECT_EQ(read("woocommerce", 100, nullptr, "").next, "2");
    EXPECT_EQ(read("woocommerce", 100, nullptr, "2").next, "3");
    EXPECT_EQ(read("woocommerce", 99, nullptr, "3").next, "");
    EXPECT_EQ(
        read("woocommerce", 2, nullptr, "").external_ids, (std::vector<std::string>{"1", "2"})
    );
    EXPECT_EQ(read("haravan", 50, "orders", "").next, "2");
    EXPECT_EQ(read("sapo", 250, "orders", "").next, "2");
    EXPECT_EQ(read("shopify", 250, "orders", "").next, "250") << "the last id";
    EXPECT_EQ(read("shopify", 0, "orders", "250").next, "");
    for (const char* platform : {"woocommerce", "haravan", "shopify", "sapo"}) {
        for (const char* text : {"null", "{}", R"({"orders":[1]})", R"([{"id":{}}])", "1"}) {
            EXPECT_FALSE(find_shop_api(platform)->read_changes(json(text), {kFrom, kNow, ""}))
                << platform << text;
        }
    }
}

TEST(ShopOrders, AreAskedForManyAtOnce) {
    EXPECT_EQ(
        orders("woocommerce", "a:b").target, "/orders?include=727%2C728&per_page=20&status=any"
    );
    for (const char* platform : {"haravan", "shopify", "sapo"}) {
        EXPECT_EQ(orders(platform, "t").target, "/orders.json?ids=727%2C728&limit=50&status=any")
            << platform;
        EXPECT_EQ(find_shop_api(platform)->orders_at_once, 50U);
    }
    EXPECT_EQ(find_shop_api("woocommerce")->orders_at_once, 20U);
}

/// The push of a connection "my-shop" and the same order when it was asked for.
void expect_pushed(const char* platform, const char* topic, const Json& order, const Json& answer) {
    SCOPED_TRACE(platform);
    const auto pushed = read(platform, order, topic).value();
    auto asked = fetched(platform, {answer}, pushed.external_id).event.value();
    EXPECT_EQ(asked.kind, EventKind::order_updated);
    EXPECT_EQ(asked.external_id, pushed.external_id);
    EXPECT_EQ(asked.source_time, pushed.source_time);
    ASSERT_TRUE(asked.order);
    if (asked.order->channel.empty()) { // the connection's, as whoever asks says
        asked.order->channel = "my-shop";
    }
    EXPECT_EQ(*asked.order, *pushed.order);
}

TEST(ShopOrders, AreTheOnesThatArePushed) {
    const Json woo = json(kWoo);
    expect_pushed("woocommerce", "order.updated", woo, Json::array({woo}));
    const Json shopify = json(kShopify);
    expect_pushed("shopify", "orders/updated", shopify, {{"orders", Json::array({shopify})}});
    const Json haravan = json(kHaravan);
    expect_pushed("haravan", "orders/updated", haravan, {{"orders", Json::array({haravan})}});
    const auto of_haravan =
        fetched("haravan", {Json{{"orders", Json::array({haravan})}}}, "1180000001");
    EXPECT_EQ(of_haravan.event->channel, "haravan");
    const Json sapo = json(kSapo);
    expect_pushed("sapo", "orders/updated", sapo, {{"orders", Json::array({sapo})}});
    const auto of_shopify =
        fetched("shopify", {Json{{"orders", Json::array({shopify})}}}, "820982911946154508");
    EXPECT_EQ(of_shopify.event->channel, "shopify");
    const auto of_woo = fetched("woocommerce", {Json::array({woo})}, "727");
    EXPECT_EQ(of_woo.event->channel, "") << "the connection's";
}

TEST(ShopOrders, ThatEndedOrAreGoneSaySo) {
    const auto cancelled = with(kWoo, "/status", "cancelled");
    EXPECT_EQ(
        fetched("woocommerce", {Json::array({cancelled})}, "727").event->kind,
        EventKind::order_cancelled
    );
    const auto completed = with(kWoo, "/status", "completed");
    EXPECT_EQ(
        fetched("woocommerce", {Json::array({completed})}, "727").event->kind, EventKind::ignored
    );
    for (const char* text : {"[]", "{}", "null", R"({"orders":[]})", R"([{"id":9}])"}) {
        for (const char* platform : {"woocommerce", "haravan", "shopify", "sapo"}) {
            EXPECT_EQ(
                fetched(platform, {json(text)}, "727").event.error().code, ErrorCode::not_found
            ) << platform
              << text;
        }
    }
    auto broken = with(kWoo, "/currency", "XYZ");
    broken["total"] = "-1";
    const auto refused = fetched("woocommerce", {Json::array({broken})}, "727").event;
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 2U);
}

TEST(ShopTokens, AreKeysThatLookLikeOne) {
    const auto* woo = find_shop_api("woocommerce");
    EXPECT_TRUE(woo->is_token("ck_1:cs_2"));
    for (const char* bad : {"", "ck_1", ":cs_2", "ck_1:", "a:b:c"}) {
        EXPECT_FALSE(woo->is_token(bad)) << bad;
    }
    for (const char* platform : {"woocommerce", "haravan", "sapo"}) {
        EXPECT_TRUE(find_shop_api(platform)->is_pushed);
        EXPECT_EQ(find_shop_api(platform)->token_call, nullptr) << "none ends by itself";
    }
    const auto* shopify = find_shop_api("shopify");
    const auto call = shopify->token_call(
        access("", {{"client_id", "id-1"}}),
        {TokenGrant::Kind::refresh, Secret{std::string_view{"s&1"}}},
        kNow
    );
    EXPECT_EQ(call.host, ApiHost::auth);
    EXPECT_EQ(call.target, "/admin/oauth/access_token");
    EXPECT_EQ(call.body, "client_id=id-1&client_secret=s%261&grant_type=client_credentials");
    const auto tokens =
        shopify->read_tokens(json(R"({"access_token":"a","scope":"x","expires_in":86399})"), kNow);
    EXPECT_EQ(format_utc(tokens->access_until.value()), "2026-01-02T02:59:59Z");
}

TEST(ShopAnswers, AreJudgedByTheRowsCodes) {
    const struct {
        const char* platform;
        int status;
        const char* body;
        ApiVerdict verdict;
    } cases[] = {
        {"woocommerce", 200, "[]", ApiVerdict::good},
        {"woocommerce", 201, R"({"id":281,"note":"x"})", ApiVerdict::good},
        {"woocommerce", 401, R"({"code":"woocommerce_rest_cannot_view"})", ApiVerdict::token_expired
        },
        {"woocommerce",
         400,
         R"({"code":"woocommerce_rest_shop_order_invalid_id"})",
         ApiVerdict::not_there},
        {"woocommerce", 400, R"({"code":"rest_invalid_param"})", ApiVerdict::refused},
        {"woocommerce", 404, R"({"code":"rest_no_route"})", ApiVerdict::not_there},
        {"woocommerce", 200, "<html>", ApiVerdict::passing},
        {"woocommerce", 503, "<html>", ApiVerdict::passing},
        {"haravan", 429, "{}", ApiVerdict::throttled},
        {"haravan", 200, R"({"orders":[]})", ApiVerdict::good},
        {"haravan", 422, R"({"errors":"x"})", ApiVerdict::refused},
        {"sapo", 201, R"({"fulfillment":{"id":1}})", ApiVerdict::good},
        {"shopify", 200, R"({"orders":[]})", ApiVerdict::good},
        {"shopify", 200, R"({"data":{"order":null}})", ApiVerdict::good},
        {"shopify",
         200,
         R"({"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]})",
         ApiVerdict::throttled},
        {"shopify",
         200,
         R"({"errors":[{"message":"no","extensions":{"code":"ACCESS_DENIED"}}]})",
         ApiVerdict::refused},
        {"shopify", 401, R"({"errors":"[API] Invalid API key"})", ApiVerdict::token_expired},
        {"shopify", 429, R"({"errors":"Exceeded 2 calls per second"})", ApiVerdict::throttled},
    };
    for (const auto& row : cases) {
        const auto& rule = shipped_profiles().find(row.platform)->api;
        const auto judged = judge(rule, {.status = row.status, .body = row.body});
        EXPECT_EQ(judged.verdict, row.verdict) << row.platform << " " << row.status << row.body;
    }
}

} // namespace
} // namespace route9::adapters
