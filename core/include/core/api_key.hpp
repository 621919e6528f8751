// SPDX-License-Identifier: Apache-2.0
// API keys: "r9_live_" or "r9_test_" + 26 characters id + 32 characters secret + 4 characters
// checksum, all lower-case Crockford base32. Shown once; the store keeps SHA-256 of the secret
// (160 random bits need no slow hash). The checksum lets a typing slip be told from a wrong key.
#pragma once

#include "core/crypto.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

struct ApiKey {
    Principal principal;
    Digest256 secret_hash{};
    Instant created_at{};
    std::optional<Instant> revoked_at;
};

/// A new key: the record to store and the text that is shown once.
struct NewApiKey {
    ApiKey record;
    std::string text;
};

/// What a presented key claims.
struct PresentedKey {
    KeyId id;
    bool test = false;
    Digest256 secret_hash{};
};

namespace api_keys {

/// `scopes` empty means all of the role. Errors: validation_failed (a scope beyond the role; a
/// role that needs a party without one).
Result<NewApiKey>
prepare(Principal principal, std::optional<Scopes> scopes, Entropy& entropy, Instant now);

/// Error: unauthenticated; the detail tells a misspelt key from a foreign one.
Result<PresentedKey> read(std::string_view text);

/// Errors: not_found when the tenant or the party does not exist.
Result<KeyId> store(Tx& tx, const ApiKey& key);
std::optional<ApiKey> find(Tx& tx, const KeyId& id);
std::vector<ApiKey> list(Tx& tx, const TenantId& tenant);
/// Error: not_found. Revoking twice keeps the first time.
Result<KeyId> revoke(Tx& tx, const KeyId& id, Instant now);

/// True when the record stands behind the presented key now.
bool matches(const ApiKey& record, const PresentedKey& presented) noexcept;

} // namespace api_keys
} // namespace route9
