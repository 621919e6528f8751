// SPDX-License-Identifier: Apache-2.0
// Adding a connection, for the command and the API alike: first what can be judged without the
// store, then the unit that stores it. Of platforms that know one URL an app, the app is made by
// the words that name it first. Errors point into {"platform", "id", "party", "secret", "settings",
// "app", "shop"}.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/crypto.hpp"
#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/tenancy.hpp"
#include "core/vault.hpp"
#include "gateway/intake/connection.hpp"

#include <map>
#include <optional>
#include <string>

namespace route9::gateway {

/// As it was asked for; empty is not said.
struct NewConnection {
    TenantId tenant;
    std::string platform;
    std::string id;
    PartyId party;
    std::string secret;
    std::map<std::string, std::string> settings;
    std::string app;
    std::string shop; // what the platform calls it
    /// Of those who run the machine: they may rehearse at any address and use other tenants' apps.
    bool by_host = false;
};

/// Checked; nothing is stored.
struct PlannedConnection {
    Connection connection;
    std::optional<Connection> app; // of an app's shop: with its secret where one was given
    PartyKind kind = PartyKind::seller;
    bool secret_given = false;
    bool by_host = false;
    std::string made_secret; // empty when one was given or none is needed
    SealNonce nonce{};
    SealNonce app_nonce{};
};

/// Errors: validation_failed.
Result<PlannedConnection> plan_connection(
    const NewConnection& asked,
    const adapters::ProfileTable& profiles,
    Entropy& entropy,
    Instant now
);

/// An app alone, whose shops are connected later: `asked.id` and `asked.secret` are needed, party
/// and shop are nothing to it. It is stored by connections::create(). Errors: validation_failed.
Result<PlannedConnection> plan_app(
    const NewConnection& asked,
    const adapters::ProfileTable& profiles,
    Entropy& entropy,
    Instant now
);

/// As it is stored. Errors: validation_failed (party, app), not_found, already_exists.
Result<Connection> add_connection(Tx& tx, const PlannedConnection& planned, const Vault& vault);

/// Where its messages come in.
std::string hook_path(const Connection& connection);

} // namespace route9::gateway
