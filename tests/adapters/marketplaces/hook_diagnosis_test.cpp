// SPDX-License-Identifier: Apache-2.0
// The mistakes of integrators, each named by what it was. MACs were made with the openssl command:
// key "partner-key", text "https://g.example/hook|" and the body; key "shop-secret", the body.
#include "adapters/marketplaces/hook_diagnosis.hpp"
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::adapters {
namespace {

constexpr const char* kBody = R"({"code":3,"shop_id":1})";
constexpr const char* kShopee = "44c28cff5d327a9e51c0ad9f3d89829becbbf289e7df35502247bb247a870458";
constexpr const char* kShopify = "65gPkohrEcHxyrHHcw/p25gQJgt2KiUWyF/HLow6YyU=";
constexpr const char* kShopifyHex =
    "eb980f92886b11c1f1cab1c7730fe9db9810260b762a2516c85fc72e8c3a6325";
const Instant kNow{Seconds{1'772'000'000}};

HookDiagnosis diagnose(std::string_view platform, const SentHook& hook, const HookKeys& keys) {
    std::vector<HeaderField> fields;
    for (const auto& [name, value] : hook.headers) {
        fields.push_back({name, value});
    }
    const HookRequest request{.headers = fields, .body = hook.body, .public_url = hook.public_url};
    return diagnose_hook(
        shipped_profiles(), *shipped_profiles().find(platform), request, keys, kNow
    );
}

SentHook shopee(const std::string& body, const std::string& url = "https://g.example/hook") {
    return {.headers = {{"Authorization", kShopee}}, .body = body, .public_url = url};
}

SentHook shopify(const std::string& value) {
    return {.headers = {{"X-Shopify-Hmac-Sha256", value}}, .body = kBody, .public_url = {}};
}

bool hints(const HookDiagnosis& diagnosis, std::string_view words) {
    return std::ranges::any_of(diagnosis.hints, [words](const std::string& hint) {
        return hint.contains(words);
    });
}

TEST(HookDiagnosis, HasNothingToSayOfAGoodSignature) {
    crypto_start();
    const auto diagnosis = diagnose("shopee", shopee(kBody), keys_with("partner-key"));
    EXPECT_TRUE(diagnosis.verdict.accepted);
    EXPECT_TRUE(diagnosis.hints.empty());
    EXPECT_TRUE(diagnosis.expected.empty());
}

TEST(HookDiagnosis, TellsWhatTheHeaderShouldHold) {
    auto forged = shopee(kBody);
    forged.headers = {{"Authorization", std::string(64, '0')}};
    const auto diagnosis = diagnose("shopee", forged, keys_with("partner-key"));
    EXPECT_EQ(diagnosis.verdict.refusal, Refusal::mismatch);
    EXPECT_EQ(diagnosis.expected, std::vector<std::string>{kShopee});
    EXPECT_TRUE(diagnosis.hints.empty());
}

TEST(HookDiagnosis, NamesWhatWasDoneToTheBody) {
    const auto keys = keys_with("partner-key");
    const std::string body{kBody};
    EXPECT_TRUE(hints(diagnose("shopee", shopee(body + "\n"), keys), "around the body"));
    EXPECT_TRUE(hints(diagnose("shopee", shopee("\xef\xbb\xbf" + body), keys), "byte order mark"));
    EXPECT_TRUE(hints(
        diagnose("shopee", shopee("{ \"code\": 3,\n  \"shop_id\": 1 }"), keys), "without blanks"
    ));
}

TEST(HookDiagnosis, SurvivesABodyThatIsNestedWithoutEnd) {
    const std::string deep(200'000, '[');
    const auto diagnosis = diagnose("shopee", shopee(deep), keys_with("partner-key"));
    EXPECT_FALSE(diagnosis.verdict.accepted);
}

TEST(HookDiagnosis, NamesTheAddressThatWasSigned) {
    const auto keys = keys_with("partner-key");
    for (const auto* url : {"https://g.example/hook/", "http://g.example/hook"}) {
        EXPECT_TRUE(hints(
            diagnose("shopee", shopee(kBody, url), keys), "for the address https://g.example/hook:"
        )) << url;
    }
}

TEST(HookDiagnosis, NamesTheFormOfTheSecret) {
    EXPECT_TRUE(hints(
        diagnose("shopify", shopify(kShopify), keys_with("shop-secret\n")), "blanks around it"
    ));
    EXPECT_TRUE(hints(
        diagnose("shopify", shopify(kShopify), keys_with(base64(as_byte_view("shop-secret")))),
        "decoded from base64"
    ));
}

TEST(HookDiagnosis, NamesTheEncodingAndThePlatform) {
    const auto keys = keys_with("shop-secret");
    EXPECT_TRUE(hints(diagnose("shopify", shopify(kShopifyHex), keys), "write it in base64"));
    SentHook hook = shopify(kShopify);
    hook.headers = {{"X-Sapo-Hmac-SHA256", kShopify}};
    EXPECT_TRUE(hints(diagnose("shopify", hook, keys), "the platform sapo"));
}

TEST(HookDiagnosis, NamesAClockThatIsOff) {
    const std::string key = "A secret of thirty-two bytes, ok";
    const std::string stamp = std::to_string(1'772'000'000 - 3'600);
    const std::string text = "msg-1." + stamp + "." + kBody;
    const SentHook hook{
        .headers =
            {{"webhook-id", "msg-1"},
             {"webhook-timestamp", stamp},
             {"webhook-signature",
              "v1," + base64(hmac_sha256(as_byte_view(key), as_byte_view(text)))}},
        .body = kBody,
        .public_url = {}
    };
    const auto diagnosis =
        diagnose("standard", hook, keys_with("whsec_" + base64(as_byte_view(key))));
    EXPECT_EQ(diagnosis.verdict.refusal, Refusal::too_old);
    EXPECT_TRUE(hints(diagnosis, "3600 s from now"));
}

} // namespace
} // namespace route9::adapters
