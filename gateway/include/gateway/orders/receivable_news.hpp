// SPDX-License-Identifier: Apache-2.0
// What the journal says of a receivable. Ids, sums and codes only, nothing personal.
#pragma once

#include "core/json.hpp"
#include "payments/receivable.hpp"

namespace route9::gateway {

/// For receivable.booked, .cancelled and .reopened.
Json receivable_news(const payments::Receivable& receivable);
/// For alert.cash_unclear: goods and money do not agree, and `why` a person must look.
Json unclear_news(const payments::Receivable& receivable, const char* why);

} // namespace route9::gateway
