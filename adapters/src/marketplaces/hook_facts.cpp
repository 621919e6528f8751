// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_facts.hpp"

#include "core/crypto.hpp"
#include "marketplaces/hook_value.hpp"

#include <algorithm>

namespace route9::adapters {
namespace {

constexpr std::size_t kChallengeBytesMax = 500;

/// Parts cannot run into each other: "a|b" and "a", "b" give different keys.
void append_part(std::string& key, std::string_view part) {
    for (const char character : part) {
        if (character == '|' || character == '\\') {
            key += '\\';
        }
        key += character;
    }
}

std::optional<std::string>
joined(const std::vector<ValueSource>& parts, const HookRequest& request, const Json& body) {
    std::string key;
    for (const auto& part : parts) {
        const auto value = value_of(part, request, body);
        if (!value && !part.may_be_missing) {
            return std::nullopt;
        }
        key.append(key.empty() ? "" : "|");
        append_part(key, value.value_or(""));
    }
    return key;
}

} // namespace

std::optional<std::string>
shop_of(const Profile& profile, const HookRequest& request, const Json& body) {
    for (const auto& source : profile.shop) {
        auto value = value_of(source, request, body);
        // Lazada writes the word for "no seller".
        if (value && !value->empty() && *value != "null") {
            return value;
        }
    }
    return std::nullopt;
}

std::string dedupe_key(const Profile& profile, const HookRequest& request, const Json& body) {
    for (const auto& parts : profile.dedupe) {
        const auto key = joined(parts, request, body);
        if (!key || key->empty()) {
            continue;
        }
        return key->size() <= dedupe_key_bytes_max ? *key
                                                   : "sha256:" + hex(sha256(as_byte_view(*key)));
    }
    return "body:" + hex(sha256(as_byte_view(request.body)));
}

std::optional<std::string>
hub_challenge_answer(std::span<const QueryField> query, const Secret& verify_token) {
    std::string_view mode;
    std::string_view token;
    std::string_view challenge;
    for (const auto& field : query) {
        if (field.name == "hub.mode") {
            mode = field.value;
        } else if (field.name == "hub.verify_token") {
            token = field.value;
        } else if (field.name == "hub.challenge") {
            challenge = field.value;
        }
    }
    // Digests have one length, so that the comparison does not tell the token's.
    const auto given = sha256(as_byte_view(token));
    const auto wanted = sha256(verify_token.reveal());
    const bool same = equal_secret(given, wanted);
    if (!same || verify_token.empty() || mode != "subscribe" || challenge.empty() ||
        challenge.size() > kChallengeBytesMax) {
        return std::nullopt;
    }
    return std::string{challenge};
}

bool is_form_ping(const Profile& profile, std::string_view body) noexcept {
    constexpr std::string_view start = "webhook_id=";
    constexpr std::size_t digits_max = 20;
    if (profile.handshake != Handshake::form_ping || !body.starts_with(start)) {
        return false;
    }
    body.remove_prefix(start.size());
    return !body.empty() && body.size() <= digits_max &&
           std::ranges::all_of(body, [](char digit) { return digit >= '0' && digit <= '9'; });
}

} // namespace route9::adapters
