// SPDX-License-Identifier: Apache-2.0
// Reading a reconciliation run for somebody who may see it: the tenant's finance and operators. For
// others it does not exist.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/reconciliation_run.hpp"

#include <string_view>

namespace route9::gateway {

/// Error: not_found.
Result<payments::ReconciliationRun>
find_run_for(Tx& tx, const Principal& principal, std::string_view id_text);

} // namespace route9::gateway
