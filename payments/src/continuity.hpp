// SPDX-License-Identifier: Apache-2.0
// What whole statements prove: that a noticed movement did not come, and that one statement goes
// on where the one before ended. Pure functions. Source: docs/api, reconcile, exceptions.
#pragma once

#include "payments/reconciliation.hpp"

#include <span>
#include <vector>

namespace route9::payments {

/// A complete statement of its account and day lacks the movement; late in the evening the
/// booking may fall on the next day, whose statement must be complete too.
bool is_refuted(const Movement& noticed, std::span<const ClosedStatement> statements);

/// STATEMENT_GAP for each pair of neighbouring statements whose balances differ by more than the
/// lines loaded for the days between.
std::vector<MatchException>
statement_gaps(std::span<const ClosedStatement> statements, std::span<const Movement> movements);

} // namespace route9::payments
