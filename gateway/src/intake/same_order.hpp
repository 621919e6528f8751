// SPDX-License-Identifier: Apache-2.0
// The same order by several doors: a shop platform passes on what a marketplace sold, which may be
// connected itself. The marketplace's own number makes them one, whichever comes first.
#pragma once

#include "fulfillment/order_store.hpp"
#include "gateway/intake/take_event.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

/// The order that another door has brought already; one that stands as awaiting_details counts.
platform::task<Result<std::optional<OrderId>>> same_order(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const adapters::InboundEvent& event,
    Tick deadline
);

/// Where a platform counts orders by shop: which other shop of the seller has one of this number;
/// empty where none has. Orders are known by seller, channel and number: there is no room for two.
platform::task<Result<std::string>> other_shop(
    Services& services,
    const EventOrigin& origin,
    const Connection& connection,
    const adapters::InboundEvent& event,
    Tick deadline
);

/// In the unit that places an order: its number at the marketplace, where it came by another door.
void note_marketplace(Tx& tx, const TenantId& tenant, const std::string& number, const OrderId& id);

/// In the unit that takes note of it: `named` may stand as awaiting_details, and is the same.
void drop_awaited(Tx& tx, const fulfillment::OrderReference& named, const OrderId& same);

} // namespace route9::gateway
