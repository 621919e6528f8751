// SPDX-License-Identifier: Apache-2.0
// Which receivables the movements at hand may pay: by id, by code, by words of the text, by near
// and cut-off codes, by amount. Each look-up is bounded. Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "payments/receivable.hpp"
#include "payments/reconciliation.hpp"

#include <map>
#include <span>
#include <string>

namespace route9::payments {

/// By wire id.
using Candidates = std::map<std::string, Receivable>;

Candidates find_candidates(Tx& tx, const TenantId& tenant, std::span<const Movement> movements);

Expected expected_of(const Receivable& receivable);

} // namespace route9::payments
