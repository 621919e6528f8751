// SPDX-License-Identifier: Apache-2.0
// What a shop has authorised, given by a person: instead of whatever was there, and whatever waited
// for it is due again.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/crypto.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/intake/connection.hpp"

#include <string>

namespace route9::gateway {

/// As it was given; empty is not said.
struct GivenAccess {
    std::string code;
    std::string access_token;
    std::string refresh_token;
    int expires_in_s = 0; // not known
};

/// A code or tokens, not both. Errors: validation_failed.
Result<ConnectionAccess> read_access(const GivenAccess& given, Instant now);

/// Errors: validation_failed where the platform is not called, or takes no such token, or the host
/// that its shop is called at is not known.
Result<ConnectionId> give_access(
    Tx& tx,
    const Connection& connection,
    ConnectionAccess access,
    const adapters::ProfileTable& profiles,
    const Vault& vault,
    const SealNonce& nonce
);

/// A secret or a setting is another now: what was refused, lost access too, is tried again at once;
/// an app's shops too.
void retry_calls(Tx& tx, const ConnectionId& connection);

} // namespace route9::gateway
