// SPDX-License-Identifier: Apache-2.0
// A truck whose papers are made again takes the promises of its parcels along when it leaves or
// arrives at another time. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

/// Again it changes nothing. Event: order.promise_changed. Error: conflict.
Result<void> follow_time(
    Tx& tx,
    const fulfillment::Parcel& parcel,
    const fulfillment::DepartureRecord& departure,
    TouchedOrders& touched
);

} // namespace route9::gateway
