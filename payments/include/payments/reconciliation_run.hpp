// SPDX-License-Identifier: Apache-2.0
// What became of an uploaded bank file: how many lines were new, which matches were made, how many
// items stayed open. One file is one run: the same bytes go on with it or repeat it. A run also
// matches what an interrupted one left behind. Called inside a unit of work; ids are values.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "payments/reconcile.hpp"
#include "payments/statement_intake.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::payments {

/// One statement of the file. `created` lines were new, `known` ones had been told before.
struct RunStatement {
    std::string account;
    Currency currency{};
    std::int64_t lines = 0;
    std::int64_t created = 0;
    std::int64_t known = 0;
    std::optional<bool> chain_ok{};
    std::vector<std::string> warnings{};

    friend bool operator==(const RunStatement&, const RunStatement&) = default;
};

struct ReconciliationRun {
    RunId id;
    std::vector<RunStatement> statements{};
    std::int64_t matched = 0;
    std::int64_t open_items = 0;
    Instant started_at{};
    std::optional<Instant> finished_at{};
};

struct StoredShare {
    std::string id; // wire id of a receivable or a movement
    Money amount;
};

struct StoredAdjustment {
    std::string type;
    Money amount;
};

/// A match as it was written down.
struct StoredMatch {
    MatchId id;
    std::string kind;
    std::string rule;
    std::string state;
    std::string reason;
    Instant matched_at{};
    std::vector<StoredShare> expected{};
    std::vector<StoredShare> movements{};
    std::vector<StoredAdjustment> adjustments{};
};

namespace runs {

/// The run of this file: a new one under `id`, or the one that took the file before.
ReconciliationRun
start(Tx& tx, const TenantId& tenant, RunId id, const Digest256& file_digest, Instant now);

/// The run that took the movement in; nullopt for one that no run knows.
std::optional<RunId> of_movement(Tx& tx, const TenantId& tenant, MovementId movement);

/// Adds what one unit of matching did, to an ended run too: a line may be matched days later.
void add(Tx& tx, const TenantId& tenant, RunId id, const ReconcileResult& result);

/// Ends a run that goes on; an ended one stays as it is. The lines that are new are counted in the
/// store, so that an interrupted run tells the truth after it was repeated.
void finish(
    Tx& tx,
    const TenantId& tenant,
    RunId id,
    std::span<const PreparedStatement> statements,
    std::vector<RunStatement> told,
    Instant now
);

std::optional<ReconciliationRun> find(Tx& tx, const TenantId& tenant, RunId id);

/// The matches of a run after `after`, in the order of their ids. `after` is MatchId{} at first.
std::vector<StoredMatch>
matches(Tx& tx, const TenantId& tenant, RunId id, MatchId after, int limit);

} // namespace runs
} // namespace route9::payments
