// SPDX-License-Identifier: Apache-2.0
// Why something of an order waits, after a person has put a parcel on a truck or taken it off: a
// parcel on hold is a reason of its own, and what the planner has said ends once everything has a
// truck. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <string_view>

namespace route9::gateway {

/// A parcel waits until a person loads it; it stops nothing else of the order.
inline constexpr std::string_view on_hold_reason = "PARCEL_ON_HOLD";

/// After the parcels' rows are stored. Events: fulfillment.waiting, fulfillment.goes_on.
void tell_what_waits(Tx& tx, const TenantId& tenant, const OrderId& order, TouchedOrders& touched);

/// All of it is with its carriers: nothing waits. The caller tells why.
void end_waiting(fulfillment::OrderRecord& record);

} // namespace route9::gateway
