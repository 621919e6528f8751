// SPDX-License-Identifier: Apache-2.0
// A source cancels an order whose parcels are on their way or that is over: the order stays as it
// is, its reason CANCEL_NOT_TAKEN and an event say so once, and a person recalls or refunds.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/orders/cancel_order.hpp"

namespace route9::gateway {

/// Part of a unit of work. Error: conflict (the order changed meanwhile).
Result<void> keep_refused_cancellation(
    Tx& tx, fulfillment::OrderRecord record, const Cancellation& cancellation
);

} // namespace route9::gateway
