// SPDX-License-Identifier: Apache-2.0
// What an answer of a platform's API means to whoever asked, and what its lists and tokens say.
#include "adapters/marketplaces/shop_api.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1767236400}};

TEST(ApiAnswers, AreJudgedByStatusAndByThePlatformsOwnCode) {
    const struct {
        const char* platform;
        int status;
        const char* body;
        ApiVerdict verdict;
    } cases[] = {
        {"shopee", 200, R"({"error":"","response":{}})", ApiVerdict::good},
        {"shopee", 403, R"({"error":"invalid_acceess_token"})", ApiVerdict::token_expired},
        {"shopee", 200, R"({"error":"error_auth"})", ApiVerdict::token_expired},
        {"shopee", 200, R"({"error":"error_sign"})", ApiVerdict::refused},
        {"shopee", 429, R"({"error":"error_rate_limit"})", ApiVerdict::throttled},
        {"shopee", 500, "<html>", ApiVerdict::passing},
        {"shopee", 200, R"({"error":"","resp)", ApiVerdict::passing},
        {"shopee", 502, R"({"error":""})", ApiVerdict::passing},
        {"lazada", 200, R"({"code":"0"})", ApiVerdict::good},
        {"lazada", 200, R"({"code":"IllegalAccessToken"})", ApiVerdict::token_expired},
        {"lazada", 200, R"({"code":"AppCallLimit"})", ApiVerdict::throttled},
        {"lazada", 200, R"({"code":"IncompleteSignature"})", ApiVerdict::refused},
        {"tiktok", 200, R"({"code":0})", ApiVerdict::good},
        {"tiktok", 200, R"({"code":105002})", ApiVerdict::token_expired},
        {"tiktok", 401, R"({"code":105001})", ApiVerdict::token_expired},
        {"tiki", 200, R"({"code":"1"})", ApiVerdict::good},
        {"tiki", 401, "", ApiVerdict::token_expired},
        {"tiki", 404, "{}", ApiVerdict::not_there},
        {"tiki", 302, "", ApiVerdict::refused},
    };
    for (const auto& row : cases) {
        const auto& rule = shipped_profiles().find(row.platform)->api;
        const auto judged = judge(rule, {.status = row.status, .body = row.body});
        EXPECT_EQ(judged.verdict, row.verdict) << row.platform << " " << row.status << row.body;
    }
}

TEST(ApiTokens, LiveUntilWhatThePlatformSays) {
    const struct {
        const char* platform;
        const char* answer;
        const char* until;
    } cases[] = {
        {"shopee",
         R"({"access_token":"a","refresh_token":"r","expire_in":14400,"error":""})",
         "2026-01-01T07:00:00Z"},
        {"lazada",
         R"({"access_token":"a","refresh_token":"r","expires_in":"2592000","code":"0"})",
         "2026-01-31T03:00:00Z"},
        {"tiktok",
         R"({"code":0,"data":{"access_token":"a","refresh_token":"r",
             "access_token_expire_in":1767841200}})",
         "2026-01-08T03:00:00Z"},
        {"tiki", R"({"access_token":"a","expires_in":3600})", "2026-01-01T04:00:00Z"},
    };
    for (const auto& row : cases) {
        const auto tokens =
            find_shop_api(row.platform)->read_tokens(parse_json(row.answer).value(), kNow).value();
        EXPECT_EQ(tokens.access.reveal_text(), "a") << row.platform;
        EXPECT_EQ(format_utc(tokens.access_until.value()), row.until) << row.platform;
    }
    const auto none = find_shop_api("shopee")->read_tokens(Json{{"error", ""}}, kNow);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().fields.size(), 2U);
}

TEST(ApiLists, NameTheirNextPageUntilTheLast) {
    const auto page = [](const char* platform, const char* answer, const char* cursor) {
        return find_shop_api(platform)
            ->read_changes(parse_json(answer).value(), {kNow, kNow, cursor})
            .value();
    };
    const auto shopee = page(
        "shopee",
        R"({"response":{"more":true,"next_cursor":"20","order_list":[{"order_sn":"A"}]}})",
        ""
    );
    EXPECT_EQ(shopee.external_ids, std::vector<std::string>{"A"});
    EXPECT_EQ(shopee.next, "20");
    const auto last = R"({"response":{"more":false,"next_cursor":"","order_list":[]}})";
    EXPECT_EQ(page("shopee", last, "20").next, "");
    const auto lazada = R"({"data":{"count":1,"orders":[{"order_id":260422900198363}]}})";
    EXPECT_EQ(page("lazada", lazada, "").external_ids.at(0), "260422900198363");
    EXPECT_EQ(page("lazada", lazada, "").next, "") << "a page that is not full is the last";
    const auto tiktok = R"({"data":{"next_page_token":"t2","orders":[{"id":"9"}]}})";
    EXPECT_EQ(page("tiktok", tiktok, "").next, "t2");
    EXPECT_TRUE(page("tiktok", R"({"data":{}})", "").external_ids.empty());
    const auto tiki =
        R"({"data":[{"code":"900000001"}],"paging":{"current_page":1,"last_page":2}})";
    EXPECT_EQ(page("tiki", tiki, "").next, "2");
}

TEST(ApiMail, IsWhatWouldHaveBeenPushedAndItsReceipt) {
    const auto* shopee = find_shop_api("shopee");
    const auto lost = shopee
                          ->read_mail(parse_json(R"({"response":{"push_message_list":[
        {"shop_id":7,"code":3,"data":"{\"ordersn\":\"A\",\"status\":\"READY_TO_SHIP\"}"}],
        "has_next_page":true,"last_message_id":77001}})")
                                          .value())
                          .value();
    const auto whole = shopee
                           ->read_mail(parse_json(R"({"response":{"push_message_list":[
        {"shop_id":7,"code":3,"data":"{\"shop_id\":7,\"code\":3,\"data\":{\"ordersn\":\"B\"}}"}],
        "last_message_id":1}})")
                                           .value())
                           .value();
    EXPECT_EQ(whole.messages.at(0).body.at("data").at("ordersn"), "B") << "text of the whole push";
    ASSERT_EQ(lost.messages.size(), 1U);
    EXPECT_EQ(lost.messages[0].shop, "7");
    EXPECT_EQ(lost.messages[0].body.at("data").at("ordersn"), "A") << "text of an object is one";
    EXPECT_EQ(lost.receipt, "77001");
    EXPECT_FALSE(lost.is_last);
    const auto* tiki = find_shop_api("tiki");
    const auto none = tiki->read_mail(parse_json(R"({"events":[],"ack_id":"x"})").value()).value();
    EXPECT_TRUE(none.is_last);
    EXPECT_EQ(none.receipt, "") << "nothing to acknowledge";
}

} // namespace
} // namespace route9::adapters
