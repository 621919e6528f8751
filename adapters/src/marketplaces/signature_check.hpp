// SPDX-License-Identifier: Apache-2.0
// The ways of checking that verify_hook chooses from. `keys` is never null here: an unknown
// connection gets keys of nobody, so that the same work is done.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/crypto.hpp"

#include <string_view>
#include <vector>

namespace route9::adapters {

Bytes mac_of(MacKind kind, const Secret& key, std::string_view text);

/// What the platform should have sent: of every candidate that applies and every secret.
std::vector<Bytes>
macs_of(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);

Verification
check_hmac(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);
Verification check_rsa(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);
/// A token that every message of the connection carries.
Verification
check_token(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);
/// MD5 of a part of the message with the secret behind it.
Verification
check_digest(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);
/// By the rule that the connection's settings make.
Verification check_simple(const HookRequest& request, const HookKeys& keys, Instant now);
Verification check_standard(
    const SignatureRule& rule, const HookRequest& request, const HookKeys& keys, Instant now
);

} // namespace route9::adapters
