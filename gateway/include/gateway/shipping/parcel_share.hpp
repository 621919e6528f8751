// SPDX-License-Identifier: Apache-2.0
// A fulfillment's share of its order: which pieces of which lines, what they are worth, and how
// much of the cash on delivery its parcel carries. The cash is split over the order's parcels by
// the value of what they hold, in amounts that can be paid in coins and notes, so that the parts
// add up exactly and a parcel refused at the door leaves the others right. Pure.
#pragma once

#include "core/money.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/plan.hpp"

#include <optional>
#include <span>
#include <vector>

namespace route9::gateway {

std::vector<fulfillment::ParcelLine>
share_of(const fulfillment::Order& order, const fulfillment::Fulfillment& item);

/// What the parcel of `of` collects at the door; nullopt when nothing. `all` are the order's
/// fulfillments; cancelled ones carry nothing.
std::optional<Money> cash_share(
    const fulfillment::Order& order,
    std::span<const fulfillment::Fulfillment> all,
    const FulfillmentId& of
);

} // namespace route9::gateway
