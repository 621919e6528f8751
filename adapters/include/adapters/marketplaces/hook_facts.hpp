// SPDX-License-Identifier: Apache-2.0
// What a profile finds in a request beside its signature: whose shop it is, which message it is (so
// that a retry is not a second order), and how a subscription is confirmed. Pure; any thread.
#pragma once

#include "adapters/marketplaces/hook_request.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"
#include "core/secret.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

inline constexpr std::size_t dedupe_key_bytes_max = 200;

/// The foreign shop id of an app-wide route; nullopt when the message names none. Headers are
/// claims: the signature does not cover them.
std::optional<std::string>
shop_of(const Profile& profile, const HookRequest& request, const Json& body);

/// Never empty and at most dedupe_key_bytes_max bytes; the digest of the body where the profile
/// finds nothing better. Unique per connection.
std::string dedupe_key(const Profile& profile, const HookRequest& request, const Json& body);

struct QueryField {
    std::string_view name;
    std::string_view value; // decoded
};

/// What a subscription check (GET hub.mode=subscribe) is answered with: the challenge, when its
/// token is one of the connection's. Constant time in the token.
std::optional<std::string>
hub_challenge_answer(std::span<const QueryField> query, const Secret& verify_token);

/// WooCommerce's unsigned "webhook_id=N", answered with 200 and otherwise ignored.
bool is_form_ping(const Profile& profile, std::string_view body) noexcept;

} // namespace route9::adapters
