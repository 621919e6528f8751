// SPDX-License-Identifier: Apache-2.0
// The administrative commands (tenants, parties, keys, users, connections, persons). They run in
// whichever process holds the store: `route9 keys …` runs them itself when no server does, else
// hands its words to the server over the control socket beside the database file.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/vault.hpp"
#include "gateway/channels/connection_trial.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "platform/store.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace route9::gateway {

struct AdminContext {
    platform::Store& store;
    const Vault& vault;
    Entropy& entropy;
    const Clock& clock;
    const adapters::ProfileTable& profiles;
    Keyring& keyring;
    const RetentionTable& rules;
    Tombstones& tombstones;
    http::PublicOrigin origin{}; // where links that people get lead
    /// Calls the platform of a connection; empty where no gateway runs in this process.
    std::function<TrialStep(const Connection& connection)> try_call{};

    ErasureTools erasure_tools() const {
        return {store, vault, keyring, entropy, clock, rules, tombstones};
    }
};

/// What a command prints and how it ends: 0 done, 1 refused, 2 usage.
struct AdminAnswer {
    int exit_code = 0;
    std::string out;
    std::string error;
};

/// True when the first word names an administrative command.
bool is_admin_command(std::string_view word);

/// What needs no store: help, and what is wrong with the words; nullopt when they can be run.
std::optional<AdminAnswer> answer_without_store(std::span<const std::string> words);

/// Runs e.g. {"keys", "create", "--tenant", "demo", "--role", "operator"}.
AdminAnswer run_admin(std::span<const std::string> words, const AdminContext& context);

} // namespace route9::gateway
