// SPDX-License-Identifier: Apache-2.0
// The passes that match movements to expected items, in fixed order: P1 ids (and batch details,
// returns, reversals), P2 codes and references in the text, P4 one item and one movement of a
// known payer. What stays gets exactly one reason. Amount alone never matches. Values only: equal
// input in any order gives equal output, and nothing here reads a clock.
// Source of rules and names: docs/api, `route9 reconcile`.
#pragma once

#include "payments/reconciliation.hpp"

namespace route9::payments {

/// Precondition: ids of expected items and of observations are unique.
Reconciliation reconcile(const MatchInput& input);

/// The same over movements that were gathered before (ids are the caller's).
Reconciliation match_movements(const MatchInput& input, std::vector<Movement> movements);

} // namespace route9::payments
