// SPDX-License-Identifier: Apache-2.0
// How calls of the platforms' APIs are signed: published vectors where there are some, otherwise
// values computed with openssl (dgst -sha256 -hmac).
#include "adapters/marketplaces/shop_api.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1767236400}}; // 2026-01-01T03:00:00Z

ApiAccess access(const char* secret, const char* token, const char* shop, HookSettings settings) {
    return {
        .settings = std::move(settings),
        .app_secret = Secret{std::string_view{secret}},
        .access_token = Secret{std::string_view{token}},
        .shop = shop,
    };
}

/// The value of a query parameter as it stands in the target.
std::string parameter(const ApiCall& call, const std::string& name) {
    for (const char before : {'?', '&'}) {
        const auto at = call.target.find(before + name + "=");
        if (at != std::string::npos) {
            const auto from = at + name.size() + 2;
            return call.target.substr(from, call.target.find('&', from) - from);
        }
    }
    return "(none)";
}

// Inputs of a published SDK's test.
TEST(ShopeeSigning, SignsAShopsCallWithItsTokenAndShop) {
    const auto* api = find_shop_api("shopee");
    const auto shop =
        access("test_partner_key", "token_value", "654321", {{"partner_id", "123456"}});
    const Instant now{Seconds{1710000000}};
    const auto call = api->changes_call(shop, {now, now, ""}, now);
    EXPECT_EQ(
        parameter(call, "sign"), "174af5342b881750dad12a896dffa27da126f1e58a9eb99b12e59a06c288735c"
    );
    EXPECT_EQ(parameter(call, "timestamp"), "1710000000");
    EXPECT_EQ(parameter(call, "shop_id"), "654321");
}

TEST(ShopeeSigning, SignsAPublicCallWithoutAToken) {
    const auto* api = find_shop_api("shopee");
    const auto shop = access(
        "shpk4d6574656f72546573744b657930303031", "", "727720655", {{"partner_id", "2001887"}}
    );
    const auto call =
        api->token_call(shop, {TokenGrant::Kind::code, Secret{std::string_view{"the-code"}}}, kNow);
    EXPECT_EQ(call.method, "POST");
    EXPECT_EQ(
        parameter(call, "sign"), "ff0c412a32b350c8cfe154a727307ea7eeb7687209ed96be8567daebe5970113"
    );
    EXPECT_EQ(call.body, R"({"code":"the-code","partner_id":2001887,"shop_id":727720655})");
}

TEST(TikTokSigning, SignsPathSortedParametersAndBodyBetweenTheSecret) {
    const auto* api = find_shop_api("tiktok");
    const auto shop = access(
        "fake_app_secret",
        "TTP_token",
        "7494726673780148744",
        {{"app_key", "fake_app_key"}, {"shop_cipher", "ROW_TESTCIPHER0001"}}
    );
    const auto calls = api->order_calls(shop, std::vector<std::string>{"576684019603311365"}, kNow);
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(
        parameter(calls[0], "sign"),
        "6b01a890f782426650b62f990456242cf0a5501810b332bd9aa29c22733a4157"
    );
    EXPECT_EQ(calls[0].headers.at(0).name, "x-tts-access-token");
    EXPECT_EQ(calls[0].headers.at(0).value, "TTP_token");
    EXPECT_EQ(parameter(calls[0], "access_token"), "(none)") << "it is not in the address";
}

TEST(LazadaSigning, SignsThePathAndSortedParametersInCapitals) {
    const auto* api = find_shop_api("lazada");
    const auto shop = access("helloworld", "tok-test-1", "1234567", {{"app_key", "123456"}});
    const auto calls = api->order_calls(shop, std::vector<std::string>{"260422900198363"}, kNow);
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_TRUE(calls[0].target.starts_with("/order/get?")) << calls[0].target;
    EXPECT_EQ(
        parameter(calls[0], "sign"),
        "61A62EED6175342BAF5754DDAB9D73CA315E2E576F2932086689512DD09880AE"
    );
    EXPECT_TRUE(calls[1].target.starts_with("/order/items/get?"));
    EXPECT_EQ(
        parameter(calls[1], "sign"),
        "C3A02A111F4B963B231A5D890AA80FA720501B212CFA152BB65677195C5ADB95"
    );
    const auto refresh =
        api->token_call(shop, {TokenGrant::Kind::refresh, Secret{std::string_view{"r-1"}}}, kNow);
    EXPECT_EQ(refresh.host, ApiHost::auth);
    EXPECT_EQ(
        parameter(refresh, "sign"),
        "A3C57A850E7651049DC77B60B3FA94BEE782AB5284888C9590C891771AFE5F1D"
    );
    EXPECT_EQ(parameter(refresh, "access_token"), "(none)");
}

TEST(TikiCalls, CarryABearerTokenAndAskForTokensWithIdAndSecret) {
    const auto* api = find_shop_api("tiki");
    const auto shop = access("s3cret", "tok-1", "969BEA", {{"app_key", "42"}, {"queue", "q-1"}});
    const auto calls = api->order_calls(shop, std::vector<std::string>{"900000001"}, kNow);
    EXPECT_EQ(calls.at(0).target, "/v2/orders/900000001");
    EXPECT_EQ(calls.at(0).headers.at(0).value, "Bearer tok-1");
    const auto tokens = api->token_call(shop, {TokenGrant::Kind::credentials, Secret{}}, kNow);
    EXPECT_EQ(tokens.headers.at(0).value, "Basic NDI6czNjcmV0"); // printf 42:s3cret | base64
    EXPECT_EQ(tokens.body, "client_id=42&grant_type=client_credentials");
    EXPECT_EQ(api->mail_call(shop, "", kNow).target, "/v1/queues/q-1/events/pull");
    EXPECT_EQ(api->mail_call(shop, "", kNow).body, R"({"ack_id":null})");
    EXPECT_EQ(api->mail_call(shop, "a-7", kNow).body, R"({"ack_id":"a-7"})");
    const auto strange = api->order_calls(shop, std::vector<std::string>{"../tokens?x=1"}, kNow);
    EXPECT_EQ(strange.at(0).target, "/v2/orders/..%2Ftokens%3Fx%3D1") << "an id stays one";
}

TEST(ShopCalls, AskForManyOrdersAtOnceWhereThePlatformAnswersSo) {
    const auto shopee = access("k", "t", "1", {{"partner_id", "2"}});
    const auto call =
        find_shop_api("shopee")->order_calls(shopee, std::vector<std::string>{"A1", "B2"}, kNow);
    EXPECT_EQ(parameter(call.at(0), "order_sn_list"), "A1%2CB2");
    EXPECT_NE(
        parameter(call.at(0), "response_optional_fields").find("recipient_address"),
        std::string::npos
    );
    EXPECT_EQ(find_shop_api("shopee")->orders_at_once, 50U);
    EXPECT_EQ(find_shop_api("tiktok")->orders_at_once, 50U);
    EXPECT_EQ(find_shop_api("lazada")->orders_at_once, 1U);
    EXPECT_EQ(find_shop_api("simple"), nullptr) << "nobody knows its API";
}

TEST(ShopCalls, AskForChangesInTheTimesOfThePlatform) {
    const Instant from{Seconds{1767225600}}; // 2026-01-01T00:00:00Z
    const auto lazada = access("k", "t", "1", {{"app_key", "2"}});
    const auto call = find_shop_api("lazada")->changes_call(lazada, {from, kNow, ""}, kNow);
    EXPECT_EQ(parameter(call, "update_after"), "2026-01-01T00%3A00%3A00%2B00%3A00");
    EXPECT_EQ(parameter(call, "offset"), "0");
    const auto tiktok = access("k", "t", "1", {{"app_key", "2"}});
    EXPECT_EQ(
        find_shop_api("tiktok")->changes_call(tiktok, {from, kNow, ""}, kNow).body,
        R"({"update_time_ge":1767225600,"update_time_lt":1767236401})"
    );
    const auto tiki = access("k", "t", "1", {{"app_key", "2"}});
    EXPECT_EQ(
        parameter(
            find_shop_api("tiki")->changes_call(tiki, {from, kNow, "3"}, kNow), "updated_from_date"
        ),
        "2026-01-01%2007%3A00%3A00"
    );
}

} // namespace
} // namespace route9::adapters
