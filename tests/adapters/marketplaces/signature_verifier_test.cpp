// SPDX-License-Identifier: Apache-2.0
// HMAC profiles. Literal MACs: RFC 4231 test 1 and 2, RFC 2202 test 2, the X-Hub example of
// public libraries; the rest was made with the openssl command, which one test also runs itself.
#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

namespace route9::adapters {
namespace {

constexpr std::string_view kJefeSha256 =
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
constexpr std::string_view kJefeText = "what do ya want for nothing?";

class SignatureTest : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }
    Instant now_{Seconds{1'767'236'400}};
};

std::string base64_of_hex(std::string_view hex_text) {
    return base64(from_hex(hex_text).value());
}

TEST_F(SignatureTest, AcceptsRfc4231Test2InHexAndBase64) {
    const auto keys = keys_with("Jefe");
    const SentHook in_base64{
        .headers = {{"X-Shopify-Hmac-SHA256", base64_of_hex(kJefeSha256)}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    const auto verdict = in_base64.verify("shopify", &keys, now_);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.refusal, Refusal::none);
    EXPECT_EQ(verdict.secret_id, "current");

    auto in_hex = in_base64;
    in_hex.headers = {{"x-hub-signature-256", "sha256=" + std::string{kJefeSha256}}};
    EXPECT_TRUE(in_hex.verify("meta", &keys, now_).accepted);
}

TEST_F(SignatureTest, AcceptsRfc2202Test2WhereAPlatformStillUsesSha1) {
    const auto keys = keys_with("Jefe");
    const SentHook hook{
        .headers = {{"x-signature", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    EXPECT_TRUE(hook.verify("tikinow", &keys, now_).accepted);
    const auto fox_keys = keys_with("key");
    const SentHook fox{
        .headers = {{"x-signature", "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"}},
        .body = "The quick brown fox jumps over the lazy dog",
        .public_url = {}
    };
    EXPECT_TRUE(fox.verify("tikinow", &fox_keys, now_).accepted);
}

TEST_F(SignatureTest, AcceptsWhatTheOpensslCommandSigns) {
    struct ClosePipe {
        void operator()(std::FILE* pipe) const { pclose(pipe); }
    };
    const std::unique_ptr<std::FILE, ClosePipe> pipe{popen(
        "printf '%s' 'https://hub.example.com/v1/hooks/shopee/app1|{\"code\":3}' | "
        "openssl dgst -sha256 -hmac 'partner key of a test' -r",
        "r"
    )};
    std::array<char, 200> line{};
    ASSERT_NE(std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()), nullptr);
    const auto keys = keys_with("partner key of a test");
    SentHook hook{
        .headers = {{"authorization", std::string{line.data(), 64}}},
        .body = R"({"code":3})",
        .public_url = "https://hub.example.com/v1/hooks/shopee/app1"
    };
    EXPECT_TRUE(hook.verify("shopee", &keys, now_).accepted);
    hook.public_url += '/';
    EXPECT_EQ(hook.verify("shopee", &keys, now_).refusal, Refusal::mismatch);
}

struct Case {
    const char* title;
    const char* header;
    std::string value;
    Refusal refusal;
};

TEST_F(SignatureTest, SaysWhyAMetaSignatureIsRefused) {
    const std::string good{kJefeSha256};
    auto flipped = good;
    flipped.back() = '2';
    const Case cases[] = {
        {"another header", "x-hub-signature", "sha256=" + good, Refusal::header_missing},
        {"no prefix", "x-hub-signature-256", good, Refusal::header_malformed},
        {"another prefix", "x-hub-signature-256", "sha1=" + good, Refusal::header_malformed},
        {"no hex", "x-hub-signature-256", "sha256=zz" + good.substr(2), Refusal::header_malformed},
        {"half a byte", "x-hub-signature-256", "sha256=" + good.substr(1), Refusal::header_malformed
        },
        {"one byte short", "x-hub-signature-256", "sha256=" + good.substr(2), Refusal::wrong_length
        },
        {"empty", "x-hub-signature-256", "sha256=", Refusal::wrong_length},
        {"a blank after it",
         "x-hub-signature-256",
         "sha256=" + good + " ",
         Refusal::header_malformed},
        {"another MAC", "x-hub-signature-256", "sha256=" + flipped, Refusal::mismatch},
    };
    const auto keys = keys_with("Jefe");
    for (const auto& row : cases) {
        const SentHook hook{
            .headers = {{row.header, row.value}}, .body = std::string{kJefeText}, .public_url = {}
        };
        const auto verdict = hook.verify("meta", &keys, now_);
        EXPECT_FALSE(verdict.accepted) << row.title;
        EXPECT_EQ(verdict.refusal, row.refusal) << row.title << ": " << name(verdict.refusal);
    }
}

TEST_F(SignatureTest, ReadsBase64StrictlyAndCanonically) {
    const auto good = base64_of_hex(kJefeSha256); // ends in "…OEM="
    ASSERT_EQ(good, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    const auto keys = keys_with("Jefe");
    for (const auto& value :
         {std::string{"W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"},
          std::string{"W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEN="},
          good + "=",
          good + "\n",
          " " + good}) {
        const SentHook hook{
            .headers = {{"x-haravan-hmacsha256", value}},
            .body = std::string{kJefeText},
            .public_url = {}
        };
        EXPECT_EQ(hook.verify("haravan", &keys, now_).refusal, Refusal::header_malformed) << value;
    }
}

TEST_F(SignatureTest, RefusesASignatureHeaderThatStandsTwice) {
    const auto keys = keys_with("Jefe");
    const SentHook hook{
        .headers =
            {{"x-hub-signature-256", "sha256=" + std::string{kJefeSha256}},
             {"X-Hub-Signature-256", "sha256=" + std::string{kJefeSha256}}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    EXPECT_EQ(hook.verify("meta", &keys, now_).refusal, Refusal::header_missing);
}

TEST_F(SignatureTest, NamesTheSecretThatMatchedWhileOneIsRotated) {
    HookKeys keys;
    keys.secrets.push_back({"new", Secret{std::string_view{"fresh"}}});
    keys.secrets.push_back({"old", Secret{std::string_view{"Jefe"}}});
    const SentHook hook{
        .headers = {{"x-hub-signature-256", "sha256=" + std::string{kJefeSha256}}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    const auto verdict = hook.verify("meta", &keys, now_);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.secret_id, "old");
}

TEST_F(SignatureTest, AcceptsAnyLabelFromKiotVietButNoRealSha1) {
    const auto keys = keys_with("Jefe");
    for (const auto* label : {"", "sha1=", "sha256="}) {
        const SentHook hook{
            .headers = {{"X-Hub-Signature", label + std::string{kJefeSha256}}},
            .body = std::string{kJefeText},
            .public_url = {}
        };
        EXPECT_TRUE(hook.verify("kiotviet", &keys, now_).accepted) << label;
    }
    const SentHook sha1{
        .headers = {{"X-Hub-Signature", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    EXPECT_EQ(sha1.verify("kiotviet", &keys, now_).refusal, Refusal::wrong_length);
}

// printf 'body' | openssl dgst -sha256 -hmac KEY
TEST_F(SignatureTest, TakesTheSecretInTheFormThatThePlatformUses) {
    const SentHook kiotviet{
        .headers =
            {{"X-Hub-Signature", "4cd24f4a196c4a10487bc5291676a88b6bf9a7523ca1d7de443cd6473ce48be5"}
            },
        .body = "body",
        .public_url = {}
    };
    const auto clear = keys_with("Jefe");
    EXPECT_FALSE(kiotviet.verify("kiotviet", &clear, now_).accepted);
    const auto encoded = keys_with("Jefe", {{"secret_form", "base64"}});
    EXPECT_TRUE(kiotviet.verify("kiotviet", &encoded, now_).accepted);

    const SentHook woocommerce{
        .headers = {{"X-WC-Webhook-Signature", "LsryzIg9C3qUjacSqtITO7XQc+yahKkb7ieQcYTiWxY="}},
        .body = "body",
        .public_url = {}
    };
    const auto escaped = keys_with("a&amp;b&#039;c&#x3C;d&unknown;&");
    EXPECT_TRUE(woocommerce.verify("woocommerce", &escaped, now_).accepted);
}

TEST_F(SignatureTest, UsesShopeesBodyOnlyModeOnlyWhereItIsSwitchedOn) {
    const SentHook hook{
        .headers = {{"Authorization", std::string{kJefeSha256}}},
        .body = std::string{kJefeText},
        .public_url = "https://hub.example.com/hook"
    };
    for (const auto* off : {"", "0", "false"}) {
        const auto keys = keys_with("Jefe", {{"body_only", off}});
        EXPECT_EQ(hook.verify("shopee", &keys, now_).refusal, Refusal::mismatch);
    }
    const auto on = keys_with("Jefe", {{"body_only", "true"}});
    EXPECT_EQ(hook.verify("shopee", &on, now_).candidate, 2U);
    const auto push_key = keys_with("partner", {{"body_only", "true"}, {"push_key", "Jefe"}});
    const auto verdict = hook.verify("shopee", &push_key, now_);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.secret_id, "push_key");
}

TEST_F(SignatureTest, SaysThatTheAppKeyIsMissing) {
    const auto keys = keys_with("Jefe");
    const SentHook hook{
        .headers = {{"Authorization", std::string{kJefeSha256}}},
        .body = std::string{kJefeText},
        .public_url = {}
    };
    EXPECT_EQ(hook.verify("lazada", &keys, now_).refusal, Refusal::setting_missing);
}

TEST_F(SignatureTest, RefusesConnectionsThatDoNotExistOrHaveNoSecret) {
    for (const auto& profile : shipped_profiles().rows()) {
        const SentHook hook{
            .headers = {{profile.signature.header, ""}}, .body = "{}", .public_url = {}
        };
        EXPECT_EQ(hook.verify_with(profile, nullptr, now_).refusal, Refusal::unknown_connection);
    }
    const SentHook hook{
        .headers = {{"x-hub-signature-256", "sha256=" + std::string{kJefeSha256}}},
        .body = {},
        .public_url = {}
    };
    const HookKeys none;
    EXPECT_EQ(hook.verify("meta", &none, now_).refusal, Refusal::secret_missing);
    const auto empty = keys_with("");
    EXPECT_EQ(hook.verify("meta", &empty, now_).refusal, Refusal::secret_missing);
}

} // namespace
} // namespace route9::adapters
