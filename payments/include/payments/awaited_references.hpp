// SPDX-License-Identifier: Apache-2.0
// What open movements name and no receivable has yet. A parcel's code stands on its label days
// before its cash is booked, and somebody may pay by it meanwhile; a payment code of ours is drawn
// when its receivable is booked, so nobody names it earlier. Whoever books a receivable under a
// name that was known before takes what waits for it and has the movements tried again
// (reconcile_again). Memos name persons: only blind indexes are kept. Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/secret.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <string_view>
#include <vector>

namespace route9::payments {

BlindIndex reference_index(const Secret& index_key, std::string_view reference);

namespace awaited_references {

/// The movements that wait for it, which wait no longer.
std::vector<MovementId> take(Tx& tx, const TenantId& tenant, const BlindIndex& reference);

} // namespace awaited_references
} // namespace route9::payments
