// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_facts.hpp"
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace route9::adapters {
namespace {

constexpr std::string_view kEmptyObjectSha256 =
    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

class HookFactsTest : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    static std::string
    key(const char* platform, std::string_view body, std::vector<HeaderField> headers = {}) {
        return dedupe_key(
            *shipped_profiles().find(platform), {headers, body, ""}, parse_json(body).value()
        );
    }
    static std::optional<std::string>
    shop(const char* platform, std::string_view body, std::vector<HeaderField> headers = {}) {
        return shop_of(
            *shipped_profiles().find(platform), {headers, body, ""}, parse_json(body).value()
        );
    }
};

TEST_F(HookFactsTest, FindsTheShopWhereThePlatformPutsIt) {
    EXPECT_EQ(shop("shopee", R"({"shop_id":727720655,"code":3})"), "727720655");
    EXPECT_EQ(shop("shopee", R"({"code":2,"data":{"shopid":7}})"), "7");
    EXPECT_EQ(shop("lazada", R"({"seller_id":"null","data":{"seller_id":"12"}})"), "12");
    EXPECT_EQ(shop("lazada", R"({"seller_id":"null","data":{}})"), std::nullopt);
    EXPECT_EQ(shop("tiktok", R"({"shop_id":"7494726673780148744"})"), "7494726673780148744");
    EXPECT_EQ(shop("haravan", "{}", {{"X-Haravan-Org-Id", "200001"}}), "200001");
    EXPECT_EQ(
        shop(
            "meta",
            R"({"entry":[{"id":"1","changes":[{"value":{"metadata":{"phone_number_id":"2"}}}]}]})"
        ),
        "2"
    );
    EXPECT_EQ(shop("standard", "{}"), std::nullopt);
    EXPECT_EQ(shop("tiktok", "[1]"), std::nullopt);
}

TEST_F(HookFactsTest, GivesARetryTheKeyOfTheFirstAttempt) {
    // KiotViet counts its attempts in the body; its Id stays.
    EXPECT_EQ(key("kiotviet", R"({"Id":"6f1f","Attempt":1})"), "6f1f");
    EXPECT_EQ(key("kiotviet", R"({"Id":"6f1f","Attempt":2})"), "6f1f");
    EXPECT_EQ(key("standard", "{}", {{"webhook-id", "msg_1"}}), "msg_1");
    EXPECT_EQ(
        key("shopee",
            R"({"data":{"ordersn":"S1","status":"CANCELLED","update_time":9},"shop_id":7,"code":3})"
        ),
        "3|7|S1||CANCELLED|9"
    );
    EXPECT_EQ(key("tiktok", R"({"tts_notification_id":"42","shop_id":"1"})"), "42");
    EXPECT_EQ(
        key("shopify", "{}", {{"X-Shopify-Webhook-Id", "w"}, {"X-Shopify-Event-Id", "e"}}), "e|"
    );
}

TEST_F(HookFactsTest, TellsMessagesWithoutAnIdApartByTheirBytes) {
    const std::string digest{kEmptyObjectSha256};
    EXPECT_EQ(key("kiotviet", "{}"), digest);
    EXPECT_EQ(key("standard", "{}"), "body:" + digest);
    // WhatsApp's message id holds the sender's telephone number.
    EXPECT_EQ(key("meta", "{}"), digest);
    EXPECT_EQ(
        key("haravan", "{}", {{"x-haravan-org-id", "9"}, {"x-haravan-topic", "orders/paid"}}),
        "9|orders/paid||" + digest
    );
}

TEST_F(HookFactsTest, KeepsPartsFromRunningIntoEachOther) {
    const std::set<std::string> keys{
        key("tikinow", R"({"tracking_id":"a|b","status":"c","timestamp":"d"})"),
        key("tikinow", R"({"tracking_id":"a","status":"b|c","timestamp":"d"})"),
        key("tikinow", R"({"tracking_id":"a\\","status":"b|c","timestamp":"d"})"),
        key("tikinow", R"({"tracking_id":"a","status":"b","timestamp":"c|d"})"),
    };
    EXPECT_EQ(keys.size(), 4U);
}

TEST_F(HookFactsTest, BoundsAKeyThatASenderMadeLong) {
    const auto body = R"({"Id":")" + std::string(5'000, 'x') + R"("})";
    EXPECT_EQ(key("kiotviet", body).size(), std::string_view{"sha256:"}.size() + 64);
}

struct Case {
    const char* title;
    std::vector<QueryField> query;
    std::optional<std::string> answer;
};

TEST_F(HookFactsTest, ConfirmsASubscriptionOnlyWithTheRightToken) {
    const Secret token{std::string_view{"right"}};
    const QueryField mode{"hub.mode", "subscribe"};
    const QueryField challenge{"hub.challenge", "1158201444"};
    const Case cases[] = {
        {"right token", {mode, {"hub.verify_token", "right"}, challenge}, "1158201444"},
        {"wrong token", {mode, {"hub.verify_token", "wrong"}, challenge}, std::nullopt},
        {"no token", {mode, challenge}, std::nullopt},
        {"no mode", {{"hub.verify_token", "right"}, challenge}, std::nullopt},
        {"no challenge", {mode, {"hub.verify_token", "right"}}, std::nullopt},
    };
    for (const auto& row : cases) {
        EXPECT_EQ(hub_challenge_answer(row.query, token), row.answer) << row.title;
    }
    const std::array empty_token{mode, QueryField{"hub.verify_token", ""}, challenge};
    EXPECT_EQ(hub_challenge_answer(empty_token, Secret{}), std::nullopt);
}

TEST_F(HookFactsTest, KnowsWooCommercesPing) {
    const auto& woocommerce = *shipped_profiles().find("woocommerce");
    EXPECT_TRUE(is_form_ping(woocommerce, "webhook_id=12"));
    EXPECT_FALSE(is_form_ping(woocommerce, "webhook_id="));
    EXPECT_FALSE(is_form_ping(woocommerce, "webhook_id=12&x=1"));
    EXPECT_FALSE(is_form_ping(woocommerce, R"({"id":1})"));
    EXPECT_FALSE(is_form_ping(*shipped_profiles().find("shopify"), "webhook_id=12"));
}

} // namespace
} // namespace route9::adapters
