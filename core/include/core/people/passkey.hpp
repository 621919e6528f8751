// SPDX-License-Identifier: Apache-2.0
// Passkeys as the store keeps them: the authenticator's credential id and public key (COSE, as it
// came), and how often it has signed.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace route9 {

struct Passkey {
    TenantId tenant;
    PasskeyId id;
    UserId user;
    Bytes credential_id;
    Bytes cose_key;
    std::int64_t sign_count = 0;
    Instant created_at{};
    std::optional<Instant> used_at;
};

namespace passkeys {

/// Errors: already_exists (the credential), state_forbids (limits::passkeys_per_user_max).
Result<Passkey> store(Tx& tx, const Passkey& passkey);
std::optional<Passkey> find(Tx& tx, const TenantId& tenant, ByteView credential_id);
std::vector<Passkey> of_user(Tx& tx, const TenantId& tenant, const UserId& user);
/// Writes the count down when it has not gone back meanwhile: above the stored one, or both zero.
bool use(Tx& tx, const Passkey& passkey, std::int64_t sign_count, Instant now);
/// Error: not_found, also for a passkey of another user.
Result<PasskeyId> remove(Tx& tx, const TenantId& tenant, const UserId& user, const PasskeyId& id);

} // namespace passkeys
} // namespace route9
