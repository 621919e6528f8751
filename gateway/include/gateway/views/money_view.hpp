// SPDX-License-Identifier: Apache-2.0
// Receivables, ledger postings, runs, matches and open items as the API shows them. In the ledger
// debit is positive, as it is booked.
#pragma once

#include "core/json.hpp"
#include "payments/ledger.hpp"
#include "payments/open_items.hpp"
#include "payments/receivable.hpp"
#include "payments/reconciliation_run.hpp"

namespace route9::gateway {

Json view(const payments::Receivable& receivable);
Json view(const payments::BookedPosting& posting);
Json view(const payments::StoredMatch& match);
Json view(const payments::ReconciliationRun& run);
/// With its age in whole days at `now`, and the bank's line.
Json view(const payments::ListedOpenItem& listed, Instant now);

} // namespace route9::gateway
