// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "core/json.hpp"
#include "marketplaces/hook_value.hpp"
#include "marketplaces/signature_check.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

/// "Bearer x" → "x". False where none of the prefixes stands.
bool take_prefix(std::string& value, const std::vector<std::string>& prefixes) {
    for (const std::string& prefix : prefixes) {
        if (value.starts_with(prefix)) {
            value.erase(0, prefix.size());
            value.erase(0, value.find_first_not_of(' '));
            return true;
        }
    }
    return prefixes.empty();
}

std::optional<std::string> given_token(const SignatureRule& rule, const HookRequest& request) {
    const auto body = parse_json(request.body);
    for (const ValueSource& source : rule.token) {
        auto value = value_of(source, request, body ? *body : Json{});
        if (value && !take_prefix(*value, rule.prefixes)) {
            continue;
        }
        if (value && !value->empty()) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace

Verification
check_token(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    const auto token = given_token(rule, request);
    // Digests have one length, so that the comparison does not tell the token's.
    const auto given = sha256(as_byte_view(token.value_or("")));
    Verification verdict{.refusal = token ? Refusal::mismatch : Refusal::token_missing};
    bool any = false;
    for (const ActiveSecret& secret : keys.secrets) {
        if (secret.value.empty()) {
            continue;
        }
        any = true;
        const bool same = equal_secret(given, sha256(secret.value.reveal()));
        if (same && token && !verdict.accepted) {
            verdict = {.accepted = true, .refusal = Refusal::none, .secret_id = secret.id};
        }
    }
    return any ? verdict : Verification{.refusal = Refusal::secret_missing};
}

} // namespace route9::adapters
