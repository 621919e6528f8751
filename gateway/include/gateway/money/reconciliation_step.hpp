// SPDX-License-Identifier: Apache-2.0
// One unit of matching with everything that follows from it: matches, books and open items, the
// events that tell of them, and the run they belong to. Repeated until nothing is left.
// Called inside a unit of work; event ids follow from the matches, nothing is random.
// Events: payment.matched (seen by the receivable's seller), open_item.created and
// open_item.resolved (the tenant's staff).
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/movement_facts.hpp"

#include <cstddef>

namespace route9::gateway {

struct StepResult {
    std::size_t movements = 0; // taken in this unit; 0 = nothing was left
    std::size_t matched = 0;
    std::size_t opened = 0;
};

/// Errors: those of payments::reconcile_next.
Result<StepResult> reconciliation_step(
    Tx& tx,
    const TenantId& tenant,
    const payments::MovementKeys& keys,
    const RunId& run,
    Instant now
);

/// Tries one open movement again; what comes of it belongs to the run that took it in. Errors:
/// those of payments::reconcile_again.
Result<StepResult> retry_step(
    Tx& tx,
    const TenantId& tenant,
    const payments::MovementKeys& keys,
    const MovementId& movement,
    Instant now
);

} // namespace route9::gateway
