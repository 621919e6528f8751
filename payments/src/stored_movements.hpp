// SPDX-License-Identifier: Apache-2.0
// Movements as they come out of the store: columns and sealed facts, then opened for matching.
// Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "payments/movement_facts.hpp"
#include "payments/reconciliation.hpp"

#include <vector>

namespace route9::payments {

struct StoredMovement {
    MovementId id;
    Movement movement;
    SealedFacts sealed;
};

/// From column `first` on: movement_id, account, currency, amount_minor, booked_at, bank_ref,
/// facts, facts_day.
StoredMovement read_movement(const Row& row, int first);

/// Errors: those of FactsOpener.
Result<Movement> open_facts(StoredMovement stored, FactsOpener& opener);

/// The next ones nobody has tried to match, oldest booking first; at most
/// limits::movements_per_unit_max. Errors: those of FactsOpener.
Result<std::vector<Movement>>
movements_to_match(Tx& tx, const TenantId& tenant, const MovementKeys& keys);

/// That movement, when it is open; else none. Errors: as above.
Result<std::vector<Movement>>
open_movement(Tx& tx, const TenantId& tenant, const MovementKeys& keys, MovementId id);

} // namespace route9::payments
