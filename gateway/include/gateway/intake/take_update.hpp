// SPDX-License-Identifier: Apache-2.0
// A pushed change of an order that is there already. What PATCH can change is changed in the same
// way; what it cannot, and what comes when the order is packed, is kept as a reason on the order.
// The source's own time decides: an older update never overwrites a newer state.
#pragma once

#include "fulfillment/order.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

struct OrderUpdate {
    PartyId seller;
    ConnectionId connection;
    fulfillment::Order order; // as the source has it now
    Instant source_time{};
};

/// Finishes the inbox row, in the state that it answers. Errors: those of the store, conflict (the
/// row is tried again).
platform::task<Result<InboxState>>
take_update(Services& services, InboxItem item, OrderUpdate update, Tick deadline);

/// Whether a change was refused because the order has gone too far for it.
bool tells_lateness(const Error& error) noexcept;

} // namespace route9::gateway
