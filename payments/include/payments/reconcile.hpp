// SPDX-License-Identifier: Apache-2.0
// Matching against the store: takes the next unmatched movements, looks up what they may pay,
// decides on values (matching.hpp) and writes matches, postings, receivables and open items in the
// same unit of work. Deterministic: ids follow from the movements, nothing is random.
// Called inside a unit of work, again and again until nothing is left.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/movement_facts.hpp"
#include "payments/reconciliation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

struct OpenItem {
    OpenItemId id;
    std::string code; // public name of an ExceptionCode
    std::string reason;
    std::optional<MovementId> movement{};
    std::optional<ReceivableId> receivable{};
    std::optional<Money> amount{};
    std::vector<std::string> suggestions{}; // wire ids of receivables
    Instant opened_at{};
    std::string resolution{}; // why it was closed
    std::optional<Instant> resolved_at{};
};

struct AppliedMatch {
    MatchId id;
    Match match; // ids are wire ids of receivables and movements
};

struct ResolvedItem {
    OpenItemId id;
    std::string code;
    std::string resolution;
    std::optional<MatchId> match{};
};

struct ReconcileResult {
    std::size_t movements = 0; // taken in this unit; 0 = nothing was left
    std::vector<AppliedMatch> matches{};
    std::vector<OpenItem> open_items{};
    std::vector<ResolvedItem> resolved{};
};

/// At most limits::movements_per_unit_max movements. Errors: those of FactsOpener and ledger::post.
Result<ReconcileResult>
reconcile_next(Tx& tx, const TenantId& tenant, const MovementKeys& keys, Instant now);

/// Tries an open movement again, because something it names has become a receivable. Its item is
/// closed, or says what stands in the way now; nothing happens to one that is matched already.
/// Errors: as above.
Result<ReconcileResult> reconcile_again(
    Tx& tx, const TenantId& tenant, const MovementKeys& keys, MovementId movement, Instant now
);

} // namespace route9::payments
