// SPDX-License-Identifier: Apache-2.0
// Platforms that sign nothing and send a secret of the connection (Nhanh.vn).
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'772'000'000}};
constexpr const char* kMessage =
    R"({"event":"orderAdd","businessId":654321,"webhooksVerifyToken":"nhanh-token-1","data":{}})";

SentHook sent(const std::string& body) {
    return {.headers = {}, .body = body, .public_url = {}};
}

TEST(TokenSignature, IsGoodWithTheTokenInTheBodyOrInTheHeader) {
    crypto_start();
    const auto keys = keys_with("nhanh-token-1");
    const auto verdict = sent(kMessage).verify("nhanh", &keys, kNow);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.secret_id, "current");
    auto in_header = sent(R"({"event":"orderAdd"})");
    in_header.headers = {{"Authorization", "nhanh-token-1"}};
    EXPECT_TRUE(in_header.verify("nhanh", &keys, kNow).accepted);
}

TEST(TokenSignature, IsGoodWithEitherSecretWhileOneIsRotated) {
    HookKeys keys = keys_with("nhanh-token-2");
    keys.secrets.push_back({"old", Secret{std::string_view{"nhanh-token-1"}}});
    EXPECT_EQ(sent(kMessage).verify("nhanh", &keys, kNow).secret_id, "old");
}

TEST(TokenSignature, IsRefusedWithAReason) {
    const auto keys = keys_with("nhanh-token-1");
    const auto refusal = [](const SentHook& hook, const HookKeys* given) {
        const auto verdict = hook.verify("nhanh", given, kNow);
        EXPECT_FALSE(verdict.accepted);
        return verdict.refusal;
    };
    EXPECT_EQ(refusal(sent(R"({"event":"orderAdd"})"), &keys), Refusal::token_missing);
    EXPECT_EQ(refusal(sent("no JSON"), &keys), Refusal::token_missing);
    EXPECT_EQ(refusal(sent(R"({"webhooksVerifyToken":""})"), &keys), Refusal::token_missing);
    EXPECT_EQ(refusal(sent(R"({"webhooksVerifyToken":["x"]})"), &keys), Refusal::token_missing);
    EXPECT_EQ(refusal(sent(R"({"webhooksVerifyToken":"other"})"), &keys), Refusal::mismatch);
    EXPECT_EQ(refusal(sent(kMessage), nullptr), Refusal::unknown_connection);
    const HookKeys none;
    EXPECT_EQ(refusal(sent(kMessage), &none), Refusal::secret_missing);
    const auto empty = keys_with("");
    EXPECT_EQ(refusal(sent(R"({"webhooksVerifyToken":""})"), &empty), Refusal::secret_missing);
}

} // namespace
} // namespace route9::adapters
