// SPDX-License-Identifier: Apache-2.0
// What an order makes us expect at once: a buyer who pays by QR or transfer owes the amount from
// the moment the order stands. Cash on delivery is expected when the carrier has collected it.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"

namespace route9::gateway {

struct PreparedOrder;
struct OrderDecision;

/// Adds its event to the decision. Nothing for prepaid, cash and orders that are not alive.
Result<void> book_order_receivable(Tx& tx, const PreparedOrder& prepared, OrderDecision& decision);

} // namespace route9::gateway
