// SPDX-License-Identifier: Apache-2.0
// What banks told in words about the payments of one order: for whoever paid it to read, and to be
// forgotten when the law no longer wants it. A movement that pays for other orders too is nobody's
// alone and not among them. For units of work.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/movement_facts.hpp"
#include "payments/reconciliation.hpp"

#include <string_view>
#include <vector>

namespace route9::payments::bank_words {

struct OfMovement {
    MovementId id;
    Observation facts;
};

/// Movements that were matched with the order's receivables, or wait as open items beside them.
/// Error: as FactsOpener::open.
Result<std::vector<OfMovement>>
of_order(Tx& tx, const TenantId& tenant, std::string_view order, const MovementKeys& keys);

/// The movement keeps its money and loses its words.
void forget(Tx& tx, const TenantId& tenant, const MovementId& movement);

} // namespace route9::payments::bank_words
