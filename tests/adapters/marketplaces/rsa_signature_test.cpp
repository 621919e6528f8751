// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce: RSA over the base64 of the body. Key and signature were made by the openssl
// command; the reference's own vector is judged in signature_vectors_test.cpp.
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'772'000'000}};
constexpr const char* kKey = "-----BEGIN PUBLIC KEY-----\n"
                             "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqo8ZoXjhh3Yf9t4KZ8Fs\n"
                             "5aPFOlbkU1JDIr8OlNnCOEnw9iMp12Yfc3IZPEDusujoCQpuExkhlZf63WRm5eYR\n"
                             "3zBVeVeHh5izwdB37SbANXRHT8ea03Pq9e2SDZz0i8/ONWwoV/vFlr0LoNJDWtNf\n"
                             "LyJcIh+t84Z1S1Hko73KDaHnJoCZhb6HoqtqHITNKdQXerXiWnOxmGQN/I/TDIob\n"
                             "VWExu3X6ELW5TFn0nMb7RruI02a/SLLpugUammZED4bfdX/iRLvHzzJg5aOPgfAr\n"
                             "Hp4KroVsokuGypZHWbfDEJUCWMURDJYNMmGKpP8rmYU++56zUQpo+aahhc6ppzeG\n"
                             "TwIDAQAB\n"
                             "-----END PUBLIC KEY-----\n";
constexpr const char* kBody =
    R"({"event":"observer.sales_order_save_commit_after","order":{"entity_id":"58"}})";
constexpr const char* kSignature =
    "GwLMUt0Pncp4bxZSuPJ1XtEWDjaSDzAlaxUMYNvydh8lOBVkxogeW57Dc+fH84+pZakip1eBi3LzWWmx"
    "OF8V/PJwyxSbBfoaFqabcAR+MhJaTfc1d3pHXzjUKeC1MopmAly9fUtXdCTrG6bDNCoFKh+OhVdcsYCi"
    "9+HUZPYMUX+k3ftlufvgeLQuNdMRQcRtWJgqG8SN2nHjpEsBhrzAq0ZVxlQovPDY0DrAN6o3t4A/EyB3"
    "jCqhimEowXJUFDtvfH0EoB3KJwEuWyLfqnIoc02nf7/aXj7svxmujQiuB+2WuyH6CqNVn3xXiQV14Euq"
    "ezmFrQCAzIs6XU9Az/oVRQ==";
// openssl genrsa 1024, ecparam prime256v1
constexpr const char* kShortKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0xAp902a/WY4qH8IhnSR3HJtK\n"
    "Yf8RvoxNmAYMoKdvSeRIGciUZuMEdXwSP+1r+OcdiklMZbZ58q3V2F9jLY5ETH9a\n"
    "v6Q3jR1yVwNdWvtjbeKsz8FamkajEyoTyr5y06pB1peo3o/E0merOpEx8pgqxwSF\n"
    "m4s3eoAgy9yJFq4DXQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
constexpr const char* kCurveKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZpmH7z/V9wBrqhFg/gYPFCBjbxmq\n"
    "yCIw0TR8MN9khOXY/oWDS6Con62YizDB2x51KRjYOjbJA9F3roS8uEQjBw==\n"
    "-----END PUBLIC KEY-----\n";

HookKeys with_key(const std::string& key) {
    return {.secrets = {}, .settings = {{"public_key", key}}};
}

SentHook sent(const std::string& signature) {
    return {
        .headers = {{"X-Adobe-Commerce-Webhook-Signature", signature}},
        .body = kBody,
        .public_url = {}
    };
}

TEST(RsaSignature, IsGoodWithThePlatformsKeyAlsoWhereItsLineBreaksAreLost) {
    crypto_start();
    const auto keys = with_key(kKey);
    const auto verdict = sent(kSignature).verify("adobe", &keys, kNow);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.secret_id, "public_key");
    std::string joined{kKey};
    std::erase(joined, '\n');
    const auto one_line = with_key(joined);
    EXPECT_TRUE(sent(kSignature).verify("adobe", &one_line, kNow).accepted);
}

TEST(RsaSignature, IsRefusedWithAReason) {
    const auto keys = with_key(kKey);
    const auto refusal = [](const SentHook& hook, const HookKeys* given) {
        const auto verdict = hook.verify("adobe", given, kNow);
        EXPECT_FALSE(verdict.accepted);
        return verdict.refusal;
    };
    auto changed = sent(kSignature);
    changed.body += " ";
    EXPECT_EQ(refusal(changed, &keys), Refusal::mismatch);
    std::string other{kSignature};
    other[0] = 'H';
    EXPECT_EQ(refusal(sent(other), &keys), Refusal::mismatch);
    EXPECT_EQ(refusal(sent("!"), &keys), Refusal::header_malformed);
    EXPECT_EQ(
        refusal({.headers = {}, .body = kBody, .public_url = {}}, &keys), Refusal::header_missing
    );
    EXPECT_EQ(refusal(sent(kSignature), nullptr), Refusal::unknown_connection);
    const HookKeys none;
    EXPECT_EQ(refusal(sent(kSignature), &none), Refusal::secret_missing);
    const auto curve = with_key(kCurveKey);
    EXPECT_EQ(refusal(sent(kSignature), &curve), Refusal::secret_unusable);
}

TEST(RsaSignature, TakesRsaKeysOf2048BitsAndNothingElse) {
    EXPECT_TRUE(is_rsa_public_key(kKey));
    EXPECT_FALSE(is_rsa_public_key(kShortKey));
    EXPECT_FALSE(is_rsa_public_key(kCurveKey));
    EXPECT_FALSE(is_rsa_public_key(""));
    EXPECT_FALSE(is_rsa_public_key("-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----"));
}

} // namespace
} // namespace route9::adapters
