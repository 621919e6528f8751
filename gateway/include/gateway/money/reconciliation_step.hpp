// SPDX-License-Identifier: Apache-2.0
// One unit of matching with everything that follows from it: matches, books and open items, the
// events that tell of them, and the run they belong to. Repeated until nothing is left.
// Called inside a unit of work; event ids follow from the matches, nothing is random.
// Events: payment.matched (seen by the receivable's seller), open_item.created (the tenant's
// staff).
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <cstddef>

namespace route9::gateway {

struct StepResult {
    std::size_t movements = 0; // taken in this unit; 0 = nothing was left
    std::size_t matched = 0;
    std::size_t opened = 0;
};

/// Errors: those of payments::reconcile_next.
Result<StepResult>
reconciliation_step(Tx& tx, const TenantId& tenant, const RunId& run, Instant now);

} // namespace route9::gateway
