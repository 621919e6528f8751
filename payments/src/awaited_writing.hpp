// SPDX-License-Identifier: Apache-2.0
// How matching notes what a movement waits for, and forgets it. Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/secret.hpp"
#include "core/tx.hpp"
#include "payments/reconciliation.hpp"

#include <set>
#include <string>

namespace route9::payments::awaited_references {

/// What an open movement names beside the (folded) references that receivables have; money out
/// waits for nothing.
void note(
    Tx& tx,
    const TenantId& tenant,
    const Secret& index_key,
    const Movement& movement,
    const std::set<std::string>& known
);

/// A movement that was matched waits for nothing more.
void forget(Tx& tx, const TenantId& tenant, const Secret& index_key, const Movement& movement);

} // namespace route9::payments::awaited_references
