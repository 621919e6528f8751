// SPDX-License-Identifier: Apache-2.0
// Is this webhook from whom it says? Raw bytes and a profile in, a verdict with its reason out.
// The same work is done for unknown connections and missing headers as for wrong signatures, so
// that time tells nothing. Pure given `now`; any thread. An Ed25519 public key is never used as an
// HMAC key. A platform that signs nothing sends a token. Sources: the profile's; Standard
// Webhooks 1.0 (v1 HMAC-SHA256, v1a Ed25519).
#pragma once

#include "adapters/marketplaces/hook_request.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// Several may be active at once while a secret is rotated. `id` is what may be shown.
struct ActiveSecret {
    std::string id;
    Secret value;
};

/// Settings of the connection or app (contract.md §2). "verify_key" holds Standard Webhooks public
/// keys ("whpk_…"), separated by blanks while they are rotated.
using HookSettings = std::map<std::string, std::string, std::less<>>;

struct HookKeys {
    std::vector<ActiveSecret> secrets;
    HookSettings settings;
};

enum class Refusal : std::uint8_t {
    none,
    unknown_connection,
    secret_missing,
    secret_unusable, // not base64, or a public key in place of a secret
    setting_missing, // the signed text needs one, e.g. app_key
    header_missing,  // or repeated
    header_malformed,
    wrong_length,
    token_missing,
    id_malformed,
    timestamp_malformed,
    too_old,
    too_new,
    mismatch,
    not_pushed,
};

struct Verification {
    bool accepted = false;
    Refusal refusal = Refusal::mismatch;
    std::string secret_id{};   // of the secret or public key that matched
    std::size_t candidate = 0; // row of the profile's candidates that matched
};

/// `keys` is null for a connection that does not exist.
Verification
verify_hook(const Profile& profile, const HookRequest& request, const HookKeys* keys, Instant now);

/// What the setting "public_key" may be: PEM, RSA, at least 2048 bits.
bool is_rsa_public_key(std::string_view pem);

/// A stable word, and what to look at.
std::string_view name(Refusal refusal) noexcept;
std::string_view explain(Refusal refusal) noexcept;

} // namespace route9::adapters
