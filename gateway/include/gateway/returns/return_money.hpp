// SPDX-License-Identifier: Apache-2.0
// The money of a parcel that comes back: what its goods are worth by the order, what was paid, and
// what follows for the buyer. What is given back is told as an event and booked by nobody here;
// cash that nobody will collect any more is no longer owed. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/return_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

/// The prices of the pieces that were sent, as the order has them; a SKU that stands in several
/// lines counts with the first one's price. Error: validation_failed when the sum does not fit.
Result<Money> value_of(const fulfillment::ReturnCase& returned, const fulfillment::Order& order);

/// Sets `dues` and tells "return.refund_due" or "return.cod_cancelled". `goods_are_gone`: nothing
/// will come back, so open cash on delivery is cancelled here.
Result<void> settle_return(
    Tx& tx,
    fulfillment::ReturnCase& returned,
    const fulfillment::Parcel& parcel,
    TouchedOrders& touched,
    Entropy& ids,
    bool goods_are_gone
);

/// What every event of a return says.
Json return_news(const fulfillment::ReturnCase& returned);

} // namespace route9::gateway
