// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

Json shipped_json() {
    return parse_json(file_text(ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json")).value();
}

TEST(ProfileTable, ServesTwentyOnePlatforms) {
    for (const auto* platform :
         {"shopee",      "lazada",  "tiktok", "haravan", "sapo",         "kiotviet", "shopify",
          "woocommerce", "tikinow", "ghn",    "ghtk",    "viettel_post", "jt_vn",    "ninja_van",
          "meta",        "nhanh",   "adobe",  "sendo",   "standard",     "simple",   "tiki"}) {
        EXPECT_NE(shipped_profiles().find(platform), nullptr) << platform;
    }
    EXPECT_EQ(shipped_profiles().rows().size(), 21U);
    EXPECT_EQ(shipped_profiles().find("amazon"), nullptr);
}

TEST(ProfileTable, KnowsTheDeadlinesAndAnswersThatPlatformsAskFor) {
    const auto& table = shipped_profiles();
    EXPECT_EQ(table.find("lazada")->deadline, Milliseconds{500});
    EXPECT_EQ(table.find("shopee")->deadline, Milliseconds{3000});
    EXPECT_EQ(table.find("shopee")->ok.body, "");
    EXPECT_EQ(table.find("tiktok")->bad_signature.status, 401);
    EXPECT_EQ(table.find("standard")->signature.tolerance, Seconds{300});
    EXPECT_EQ(table.find("woocommerce")->ok.status, 200);
    EXPECT_EQ(table.find("haravan")->handshake, Handshake::hub_challenge);
}

TEST(ProfileTable, KnowsTheSettingsThatPlatformsApisNeedBesideTheSignatures) {
    EXPECT_EQ(
        shipped_profiles().find("shopee")->api_settings, (std::vector<std::string>{"partner_id"})
    );
    EXPECT_EQ(
        shipped_profiles().find("tiktok")->api_shop_settings,
        (std::vector<std::string>{
            "cancel_reason", "shop_cipher", "shipping_provider_id", "stock", "stock_warehouse"
        })
    );
    EXPECT_EQ(shipped_profiles().find("standard")->api_settings, std::vector<std::string>{});
}

TEST(ProfileTable, NeverAnswersKiotVietWithAStatusThatEndsTheSubscription) {
    const auto& profile = *shipped_profiles().find("kiotviet");
    for (const int status :
         {profile.ok.status, profile.bad_signature.status, profile.malformed.status}) {
        EXPECT_EQ(status, 200);
    }
}

struct Break {
    const char* title;
    const char* at;
    Json value;
    const char* pointer;
};

/// Each break alone is refused with the file and the member that is wrong.
void expect_refused(std::span<const Break> breaks) {
    for (const auto& row : breaks) {
        auto document = shipped_json();
        document[Json::json_pointer{row.at}] = row.value;
        const auto table = ProfileTable::parse(print_json(document), "etc/profiles.json");
        ASSERT_FALSE(table) << row.title;
        const auto& error = table.error();
        EXPECT_TRUE(error.detail.starts_with("etc/profiles.json")) << error.detail;
        EXPECT_TRUE(std::ranges::any_of(error.fields, [&](const FieldError& field) {
            return field.pointer == row.pointer;
        })) << row.title;
    }
}

TEST(ProfileTable, NamesFileRowAndMemberOfACallThatTellsNothing) {
    const Break breaks[] = {
        {"something nobody tells",
         "/profiles/3/tells/wrapped",
         Json::array({"GET /orders/{id}.json"}),
         "/profiles/3/tells/wrapped"},
        {"a call without a method",
         "/profiles/3/tells/accepted/1",
         "/orders/{id}/confirm.json",
         "/profiles/3/tells/accepted/1"},
        {"a call whose brace does not close",
         "/profiles/3/tells/accepted/1",
         "POST /orders/{id/confirm.json",
         "/profiles/3/tells/accepted/1"},
        {"a call with a query",
         "/profiles/3/tells/accepted/0",
         "GET /orders/{id}.json?fields=id",
         "/profiles/3/tells/accepted/0"},
        {"a call that is no text", "/profiles/3/tells/accepted/0", 1, "/profiles/3/tells/accepted/0"
        },
        {"an action without calls",
         "/profiles/3/tells/accepted",
         Json::array(),
         "/profiles/3/tells/accepted"},
        {"calls where there is no api",
         "/profiles/11/tells",
         {{"packed", Json::array({"GET /orders"})}},
         "/profiles/11/tells"},
    };
    expect_refused(breaks);
}

TEST(ProfileTable, NamesFileRowAndMemberOfABadProfile) {
    const Break breaks[] = {
        {"unknown route", "/profiles/0/route", "shop", "/profiles/0/route"},
        {"unknown mac",
         "/profiles/1/signature/candidates/0/mac",
         "md5",
         "/profiles/1/signature/candidates/0/mac"},
        {"a text without the body",
         "/profiles/1/signature/candidates/0/text",
         "{setting:app_key}",
         "/profiles/1/signature/candidates/0/text"},
        {"a brace that does not close",
         "/profiles/1/signature/candidates/0/text",
         "{body",
         "/profiles/1/signature/candidates/0/text"},
        {"an unknown key",
         "/profiles/1/signature/candidates/0/key",
         "token",
         "/profiles/1/signature/candidates/0/key"},
        {"no encoding", "/profiles/2/signature/encoding", nullptr, "/profiles/2/signature/encoding"
        },
        {"a status that is forbidden",
         "/profiles/5/answers/bad_signature/status",
         401,
         "/profiles/5/never_statuses"},
        {"a body that is no text", "/profiles/0/answers/ok/body", 5, "/profiles/0/answers/ok/body"},
        {"a source without a kind", "/profiles/0/shop/0", "shop_id", "/profiles/0/shop/0"},
        {"no dedupe key", "/profiles/0/dedupe", Json::array(), "/profiles/0/dedupe"},
        {"the same platform twice", "/profiles/1/platform", "shopee", "/profiles/1/platform"},
        {"an unknown member", "/profiles/3/colour", "red", "/profiles/3/colour"},
        {"settings that are no list",
         "/profiles/0/api_settings",
         "partner_id",
         "/profiles/0/api_settings"},
        {"a setting without a name",
         "/profiles/0/api_settings",
         Json::array({"partner_id", ""}),
         "/profiles/0/api_settings/1"},
        {"a setting that no command line takes",
         "/profiles/0/api_settings",
         Json::array({"partner=id"}),
         "/profiles/0/api_settings/0"},
        {"a setting that is no text",
         "/profiles/0/api_settings",
         Json::array({7}),
         "/profiles/0/api_settings/0"},
        {"the same setting twice",
         "/profiles/0/api_settings",
         Json::array({"partner_id", "shop_key", "partner_id"}),
         "/profiles/0/api_settings/2"},
        {"a missing tolerance",
         "/profiles/10/signature/tolerance_s",
         nullptr,
         "/profiles/10/signature/tolerance_s"},
    };
    expect_refused(breaks);
}

TEST(ProfileTable, NamesWhatIsWrongInTheRowOfAnApi) {
    const Break breaks[] = {
        {"an API without TLS",
         "/profiles/0/api/base",
         "http://partner.shopeemobile.com",
         "/profiles/0/api/base"},
        {"an API that bears no call", "/profiles/0/api/calls", 0, "/profiles/0/api/calls"},
        {"a code with two meanings",
         "/profiles/0/api/passing",
         Json::array({"error_auth"}),
         "/profiles/0/api/passing"},
        {"a state with two meanings",
         "/profiles/0/order_states/sent",
         Json::array({"UNPAID"}),
         "/profiles/0/order_states/sent"},
        {"a pointer that is none", "/profiles/0/api/code_at", "error", "/profiles/0/api/code_at"},
    };
    expect_refused(breaks);
}

TEST(ProfileTable, RefusesAFieldOfAFormThatIsNoName) {
    auto document = shipped_json();
    document["profiles"][8]["form"] = Json::array({"content", 1});
    const auto table = ProfileTable::parse(print_json(document), "etc/profiles.json");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().fields.at(0).pointer, "/profiles/8/form/1");
}

TEST(ProfileTable, SaysWhichFileIsNoJson) {
    const auto table = ProfileTable::parse("{", "etc/profiles.json");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::malformed_json);
    EXPECT_TRUE(table.error().detail.starts_with("etc/profiles.json: ")) << table.error().detail;
    EXPECT_FALSE(ProfileTable::parse("[]", "f"));
}

} // namespace
} // namespace route9::adapters
