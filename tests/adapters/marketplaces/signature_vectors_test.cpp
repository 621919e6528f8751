// SPDX-License-Identifier: Apache-2.0
// Every inbound vector of the reference collection, through the shipped profile table.
#include "core/crypto.hpp"
#include "core/json.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>

namespace route9::adapters {
namespace {

struct Sent {
    SentHook hook;
    HookKeys keys;
    Instant now{};
};

std::string text_of(const Json& vector, const char* member) {
    const auto& value = vector.at(member);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

/// Takes the signed text of a vector apart again, as its platform puts it together.
std::optional<Sent> standard_hook(const Json& vector) {
    Sent sent;
    const auto message = text_of(vector, "message");
    const auto first = message.find('.');
    const auto second = message.find('.', first + 1);
    const auto timestamp = message.substr(first + 1, second - first - 1);
    std::int64_t seconds = 0;
    std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
    sent.now = Instant{Seconds{seconds}};
    sent.hook.body = message.substr(second + 1);
    sent.hook.headers = {
        {"Webhook-Id", message.substr(0, first)},
        {"Webhook-Timestamp", timestamp},
        {"Webhook-Signature", text_of(vector, "expected")}
    };
    const auto key = text_of(vector, "key");
    sent.keys = key.starts_with("whpk_")
                    ? HookKeys{.secrets = {}, .settings = {{"verify_key", key}}}
                    : keys_with(key);
    return sent;
}

Sent rsa_hook(const Json& vector) {
    Sent sent;
    sent.keys = {.secrets = {}, .settings = {{"public_key", text_of(vector, "key")}}};
    const auto body = from_base64(text_of(vector, "message"));
    sent.hook.body = body ? std::string{reinterpret_cast<const char*>(body->data()), body->size()}
                          : text_of(vector, "message");
    sent.hook.headers = {{"x-adobe-commerce-webhook-signature", text_of(vector, "expected")}};
    return sent;
}

std::optional<Sent> hmac_hook(const std::string& platform, const Json& vector) {
    Sent sent;
    auto message = text_of(vector, "message");
    sent.keys = keys_with(text_of(vector, "key"));
    if (platform == "shopee") {
        const auto bar = message.find("|{");
        if (bar == std::string::npos) {
            sent.keys.settings.emplace("body_only", "true");
        } else {
            sent.hook.public_url = message.substr(0, bar);
            message.erase(0, bar + 1);
        }
    }
    if (platform == "lazada" || platform == "tiktok") {
        const auto brace = message.find('{');
        sent.keys.settings.emplace("app_key", message.substr(0, brace));
        message.erase(0, brace);
    }
    sent.hook.body = message;
    sent.hook.headers.emplace_back(
        shipped_profiles().find(platform)->signature.header, text_of(vector, "expected")
    );
    return sent;
}

TEST(SignatureVectors, AllInboundOnesOfTheReferenceAreJudgedAsPublished) {
    crypto_start();
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference vectors are not here";
    }
    const auto document =
        parse_json(file_text(std::string{reference} + "/data/marketplaces/vectors.json")).value();
    std::map<std::string, int> judged;
    for (const auto& vector : document.at("vectors")) {
        const auto id = text_of(vector, "id");
        auto platform = text_of(vector, "platform");
        platform = platform == "standard-webhooks" ? "standard" : platform;
        platform = platform == "adobe-commerce" ? "adobe" : platform;
        const bool inbound = text_of(vector, "use").contains("webhook");
        if (!inbound || shipped_profiles().find(platform) == nullptr) {
            std::cout << "not an inbound profile: " << id << "\n";
            continue;
        }
        const auto sent = platform == "standard" ? standard_hook(vector)
                          : platform == "adobe"  ? rsa_hook(vector)
                                                 : hmac_hook(platform, vector);
        const bool valid = vector.at("valid").get<bool>();
        const auto verdict = sent->hook.verify(platform, &sent->keys, sent->now);
        EXPECT_EQ(verdict.accepted, valid) << id << ": " << explain(verdict.refusal);
        auto changed = sent->hook;
        changed.body += ' ';
        EXPECT_FALSE(changed.verify(platform, &sent->keys, sent->now).accepted) << id;
        ++judged[platform];
    }
    EXPECT_GE(judged.size(), 9U);
    EXPECT_EQ(judged["standard"], 5);
    EXPECT_EQ(judged["adobe"], 1);
}

} // namespace
} // namespace route9::adapters
