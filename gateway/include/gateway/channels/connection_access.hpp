// SPDX-License-Identifier: Apache-2.0
// The tokens a shop's API is called with, as the store keeps them: sealed, with a version. Whoever
// renews them holds a lease; the new ones are written only over the version they were renewed from.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

enum class AccessState : std::uint8_t {
    good,
    code, // an authorisation code is to be exchanged for tokens
    lost, // the platform refuses to renew them: the shop must authorise again
};

struct ConnectionAccess {
    TenantId tenant;
    ConnectionId connection;
    AccessState state = AccessState::good;
    std::string reason{};
    adapters::ApiTokens tokens{}; // state code: those from before, which the code is to replace
    Secret code{};                // state code, or lost with it
    std::int64_t version = 0;
    Instant changed_at{};
};

std::string_view name(AccessState state) noexcept;

namespace accesses {

std::optional<ConnectionAccess> find(Tx& tx, const ConnectionId& connection, const Vault& vault);
/// What a person gives; instead of whatever was there.
void put(Tx& tx, const ConnectionAccess& access, const Vault& vault, const SealNonce& nonce);
/// To renew `version`; there may be no row yet (version 0). False when another has the lease or has
/// renewed it.
bool lease(
    Tx& tx,
    const ConnectionAccess& access,
    const Vault& vault,
    const SealNonce& nonce,
    std::int64_t now_ms,
    std::int64_t until_ms
);
/// Over `access.version`; false when somebody has given others meanwhile. Ends the lease.
bool renew(Tx& tx, const ConnectionAccess& access, const Vault& vault, const SealNonce& nonce);
void end_lease(Tx& tx, const ConnectionAccess& access);
/// What was refused may have been refused for a setting that is mended now: the lost access of the
/// connection, and of its shops where it is an app, is tried again.
void retry_lost(Tx& tx, const ConnectionId& connection);
void void_leases(Tx& tx);

} // namespace accesses
} // namespace route9::gateway
