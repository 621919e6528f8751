// SPDX-License-Identifier: Apache-2.0
// A platform that nobody knows, as the settings of its connection describe it. MACs were made with
// `openssl dgst -sha256 -hmac shop-secret` (and -sha1, -sha512) over the text that each row names.
#include "adapters/marketplaces/hook_diagnosis.hpp"
#include "adapters/marketplaces/simple_rule.hpp"
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'772'000'000}};
constexpr const char* kBody = R"({"external_id":"A-7"})";
constexpr const char* kUrl = "https://g.example/hook";
// Over kBody, over "1772000000." and kBody, over "1772000000123" and kBody, over kUrl, | and kBody.
constexpr const char* kMac = "c038739d189e3f5a78512755846375c2d7b26792c36287dce56d873017ffc8bb";
constexpr const char* kTimed = "b4c7c817a80889ed121a8d04bcf9f2d1143a1f3fd89a8ac2b6feced305b2f92d";
constexpr const char* kMillis = "1cbdc8c50604a1cb968b369d7a867455a7c3ea549ad64759c0f96d5286ad7095";
constexpr const char* kWithUrl = "b69d20024560ab1a502192575f9511475d781c1ca597090613a7d4d7adcce780";
constexpr const char* kSha1 = "OUwwJpx4bOqDU+aFP/Qhf2p7DZU="; // base64
constexpr const char* kSha512 = "b47cd8c5fbce836db460d9a49925d33e62bfc95e27ce1b61b86543aceaf4fabe"
                                "b65b6f443614e1e96699202b192f4df927aeff2bf04b728d111d97c21b724c90";

using Headers = std::vector<std::pair<std::string, std::string>>;

struct SimpleCase {
    const char* title;
    HookSettings settings;
    Headers headers;
    Refusal refusal = Refusal::none;
};

SentHook sent(const Headers& headers, const std::string& body = kBody) {
    return {.headers = headers, .body = body, .public_url = kUrl};
}

TEST(SimpleSignature, IsCheckedAsTheSettingsSay) {
    crypto_start();
    const SimpleCase cases[] = {
        {"defaults", {}, {{"X-Signature", kMac}}},
        {"sha512", {{"mac", "sha512"}, {"header", "X-Hmac"}}, {{"x-hmac", kSha512}}},
        {"sha1 in base64 behind a prefix",
         {{"mac", "sha1"}, {"encoding", "base64"}, {"prefix", "sha1="}},
         {{"X-Signature", std::string{"sha1="} + kSha1}}},
        {"a time",
         {{"signed", "{timestamp}.{body}"}},
         {{"X-Signature", kTimed}, {"X-Timestamp", "1772000000"}}},
        {"milliseconds in another header",
         {{"signed", "{timestamp}{body}"}, {"timestamp_header", "X-Ts"}},
         {{"X-Signature", kMillis}, {"X-Ts", "1772000000123"}}},
        {"the address",
         {{"signed", "{url}|{body}"}, {"public_url", kUrl}},
         {{"X-Signature", kWithUrl}}},
        {"a token", {{"method", "token"}}, {{"Authorization", "shop-secret"}}},
        {"a token behind a word",
         {{"method", "token"}, {"prefix", "Bearer"}},
         {{"Authorization", "Bearer shop-secret"}}},
        {"another token", {{"method", "token"}}, {{"Authorization", "other"}}, Refusal::mismatch},
        {"no token", {{"method", "token"}}, {}, Refusal::token_missing},
        {"a token without its word",
         {{"method", "token"}, {"prefix", "Bearer"}},
         {{"Authorization", "shop-secret"}},
         Refusal::token_missing},
        {"no header", {}, {}, Refusal::header_missing},
        {"no prefix", {{"prefix", "sha256="}}, {{"X-Signature", kMac}}, Refusal::header_malformed},
        {"another mac", {{"mac", "sha1"}}, {{"X-Signature", kMac}}, Refusal::wrong_length},
        {"no time",
         {{"signed", "{timestamp}.{body}"}},
         {{"X-Signature", kTimed}},
         Refusal::header_missing},
        {"a time that is none",
         {{"signed", "{timestamp}.{body}"}},
         {{"X-Signature", kTimed}, {"X-Timestamp", "now"}},
         Refusal::timestamp_malformed},
        {"another time",
         {{"signed", "{timestamp}.{body}"}},
         {{"X-Signature", kTimed}, {"X-Timestamp", "1772000001"}},
         Refusal::mismatch},
        {"settings that make no rule",
         {{"mac", "md5"}},
         {{"X-Signature", kMac}},
         Refusal::setting_missing},
    };
    for (const SimpleCase& row : cases) {
        const auto keys = keys_with("shop-secret", row.settings);
        const auto verdict = sent(row.headers).verify("simple", &keys, kNow);
        EXPECT_EQ(verdict.refusal, row.refusal) << row.title;
        EXPECT_EQ(verdict.accepted, row.refusal == Refusal::none) << row.title;
        if (verdict.accepted) {
            EXPECT_FALSE(sent(row.headers).verify("simple", nullptr, kNow).accepted) << row.title;
        }
    }
}

TEST(SimpleSignature, IsGoodWithinItsToleranceOnly) {
    const auto at = [](std::int64_t seconds, const HookSettings& more) {
        HookSettings settings{{"signed", "{timestamp}.{body}"}};
        settings.insert(more.begin(), more.end());
        const auto keys = keys_with("shop-secret", settings);
        return sent({{"X-Signature", kTimed}, {"X-Timestamp", "1772000000"}})
            .verify("simple", &keys, kNow + Seconds{seconds})
            .refusal;
    };
    EXPECT_EQ(at(300, {}), Refusal::none);
    EXPECT_EQ(at(301, {}), Refusal::too_old);
    EXPECT_EQ(at(-301, {}), Refusal::too_new);
    EXPECT_EQ(at(61, {{"tolerance_s", "60"}}), Refusal::too_old);
}

TEST(SimpleRule, NamesEachSettingThatCannotBe) {
    struct Wrong {
        HookSettings settings;
        const char* name;
    };
    const Wrong cases[] = {
        {{{"method", "hmca"}}, "method"},
        {{{"mac", "md5"}}, "mac"},
        {{{"encoding", "base32"}}, "encoding"},
        {{{"header", "X Signature"}}, "header"},
        {{{"header", "X-Signature:"}}, "header"},
        {{{"prefix", std::string(33, 'a')}}, "prefix"},
        {{{"prefix", "a\nb"}}, "prefix"},
        {{{"signed", "body"}}, "signed"},
        {{{"signed", "{timestamp}"}}, "signed"},
        {{{"signed", "{body}{shop}"}}, "signed"},
        {{{"signed", "{body"}}, "signed"},
        {{{"signed", "{url}|{body}"}}, "public_url"},
        {{{"signed", "{url}|{body}"}, {"public_url", "g.example"}}, "public_url"},
        {{{"tolerance_s", "60"}}, "tolerance_s"},
        {{{"timestamp_header", "X-Ts"}}, "timestamp_header"},
        {{{"signed", "{timestamp}.{body}"}, {"tolerance_s", "0"}}, "tolerance_s"},
        {{{"signed", "{timestamp}.{body}"}, {"tolerance_s", "5m"}}, "tolerance_s"},
        {{{"method", "token"}, {"mac", "sha256"}}, "mac"},
        {{{"type", "created"}}, "type"},
        {{{"type", "order.created"}, {"type_header", "X-Type"}}, "type_header"},
        {{{"type_header", ""}}, "type_header"},
    };
    for (const Wrong& row : cases) {
        const auto rule = simple_rule(row.settings);
        ASSERT_FALSE(rule) << row.name;
        ASSERT_EQ(rule.error().fields.size(), 1U) << row.name;
        EXPECT_EQ(rule.error().fields[0].pointer, row.name);
        EXPECT_FALSE(rule.error().fields[0].message.empty());
    }
    EXPECT_EQ(simple_rule({{"mac", "md5"}, {"encoding", "x"}}).error().fields.size(), 2U)
        << "all at once";
}

TEST(SimpleRule, KnowsWhereTheTypeStands) {
    const HeaderField field{.name = "X-Event-Type", .value = "order.updated"};
    const HookRequest request{.headers = {&field, 1}, .body = kBody, .public_url = {}};
    EXPECT_EQ(simple_type(request, {}), "order.updated");
    EXPECT_EQ(simple_type(request, {{"type", "order.created"}}), "order.created");
    EXPECT_EQ(simple_type(request, {{"type_header", "X-Topic"}}), "");
}

TEST(HookDiagnosis, FindsTheSettingsOfAPlatformThatNobodyKnows) {
    struct Guess {
        Headers headers;
        const char* settings;
    };
    const Guess cases[] = {
        {{{"X-Hub-Signature", std::string{"sha1="} + kSha1}},
         "--set header=X-Hub-Signature --set mac=sha1 --set encoding=base64 --set 'prefix=sha1='"},
        {{{"Digest", kTimed}, {"X-Time", "1772000000"}},
         "--set header=Digest --set timestamp_header=X-Time --set 'signed={timestamp}.{body}'"},
        {{{"X-Mac", kWithUrl}}, "--set header=X-Mac --set 'signed={url}|{body}'"},
        {{{"X-Key", "shop-secret"}}, "--set header=X-Key --set method=token"},
    };
    for (const Guess& row : cases) {
        std::vector<HeaderField> fields;
        for (const auto& [name, value] : row.headers) {
            fields.push_back({name, value});
        }
        const auto diagnosis = diagnose_hook(
            shipped_profiles(),
            *shipped_profiles().find("simple"),
            {.headers = fields, .body = kBody, .public_url = kUrl},
            keys_with("shop-secret"),
            kNow
        );
        EXPECT_FALSE(diagnosis.verdict.accepted);
        EXPECT_EQ(diagnosis.header, "x-signature");
        EXPECT_EQ(diagnosis.expected, std::vector<std::string>{kMac});
        const std::string wanted = std::string{"good with the settings "} + row.settings;
        EXPECT_EQ(std::ranges::count(diagnosis.hints, wanted), 1) << row.settings;
    }
}

TEST(HookDiagnosis, NamesTheClockOfAPlatformThatNobodyKnows) {
    const std::vector<HeaderField> fields{{"X-Signature", kTimed}, {"X-Timestamp", "1772000000"}};
    const auto diagnosis = diagnose_hook(
        shipped_profiles(),
        *shipped_profiles().find("simple"),
        {.headers = fields, .body = kBody, .public_url = {}},
        keys_with("shop-secret", {{"signed", "{timestamp}.{body}"}}),
        kNow + Seconds{7'200}
    );
    EXPECT_EQ(diagnosis.verdict.refusal, Refusal::too_old);
    ASSERT_FALSE(diagnosis.hints.empty());
    EXPECT_TRUE(diagnosis.hints[0].contains("7200 s from now")) << diagnosis.hints[0];
}

} // namespace
} // namespace route9::adapters
