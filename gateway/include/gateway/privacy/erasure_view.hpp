// SPDX-License-Identifier: Apache-2.0
// An erasure as it is told: which orders, how far, and what is kept back by which rule until when.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "gateway/privacy/erasure_store.hpp"
#include "gateway/privacy/retention.hpp"

namespace route9::gateway {

/// Error: not_found.
Result<Json>
erasure_view(Tx& tx, const TenantId& tenant, const ErasureId& id, const RetentionTable& rules);

} // namespace route9::gateway
