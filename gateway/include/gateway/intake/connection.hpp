// SPDX-License-Identifier: Apache-2.0
// A connection: one shop of one platform that pushes to one tenant. Its secrets are sealed at rest,
// several may be good at once while one is rotated, none is shown again. Ids are given or made;
// the id alone finds the connection, because a webhook's URL carries nothing else. Of platforms
// that know one URL an app, the app is a connection without a seller: it holds the secrets and what
// no shop's connection takes.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct ConnectionSecret {
    Secret value;
    std::optional<Instant> good_until; // absent = for good
};

struct Connection {
    TenantId tenant;
    ConnectionId id;
    PlatformName platform;
    PartyId party;                         // the seller whose orders these are; an app has none
    std::vector<ConnectionSecret> secrets; // newest first
    std::map<std::string, std::string> settings;
    bool paused = false;
    Instant created_at{};
    ConnectionId app{}; // by whose address its messages come; empty = by its own
    std::string shop{}; // what the platform calls it; of an app's shops only

    bool is_app() const noexcept { return party.empty(); }
    /// A setting's value, empty when it is not set.
    std::string setting(const std::string& name) const;
    /// The secrets that are good at `now`.
    std::vector<Secret> good_secrets(Instant now) const;
};

/// Shops are mostly named by their domain: large and small letters are one shop.
std::string shop_key(std::string_view named);

namespace connections {

/// Errors: not_found (tenant, party), already_exists.
Result<ConnectionId>
create(Tx& tx, const Connection& connection, const Vault& vault, const SealNonce& nonce);
std::optional<Connection> find(Tx& tx, const ConnectionId& id, const Vault& vault);
/// The connection of that app for the shop, by its shop_key().
std::optional<Connection>
find_shop(Tx& tx, const ConnectionId& app, std::string_view shop, const Vault& vault);
std::vector<Connection> list(Tx& tx, const TenantId& tenant, const Vault& vault);
/// By id, after `after`; of one party where it is given.
std::vector<Connection> page_of(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& party,
    const ConnectionId& after,
    int limit,
    const Vault& vault
);
/// Of every tenant, by id, after `after`.
std::vector<Connection> page(Tx& tx, const ConnectionId& after, int limit, const Vault& vault);
/// Errors: not_found.
Result<ConnectionId> set_paused(Tx& tx, const ConnectionId& id, bool paused);
/// Instead of all it had.
void put_settings(
    Tx& tx, const ConnectionId& id, const std::map<std::string, std::string>& settings
);
/// Puts a new secret first and lets the others end at `old_until`. Errors: not_found.
Result<ConnectionId> rotate(
    Tx& tx,
    const ConnectionId& id,
    const Secret& fresh,
    Instant old_until,
    const Vault& vault,
    const SealNonce& nonce
);

} // namespace connections
} // namespace route9::gateway
