// SPDX-License-Identifier: Apache-2.0
// A truck that goes by another gate takes its work along: what rides on it crosses where it
// crosses. A truck may carry more than a unit touches, so this is asked until nothing is left.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

/// Some of the work that was planned over another gate; its orders are told. False when all of it
/// goes by the truck's gate, or the truck names none.
bool follow_gate(Tx& tx, const fulfillment::DepartureRecord& departure, TouchedOrders& touched);

} // namespace route9::gateway
