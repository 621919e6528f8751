// SPDX-License-Identifier: Apache-2.0
// A pushed change of an order that is there already. What PATCH can change is changed in the same
// way; what it cannot, and what comes when the order is packed, is kept as a reason on the order.
// The source's own time decides: an older update never overwrites a newer state.
#pragma once

#include "fulfillment/order.hpp"
#include "gateway/intake/event_origin.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

struct OrderUpdate {
    PartyId seller;
    ConnectionId connection;
    fulfillment::Order order; // as the source has it now
    Instant source_time{};
};

/// Ends the origin, in the state that it answers. Errors: those of the store, conflict (it
/// is tried again).
platform::task<Result<InboxState>>
take_update(Services& services, EventOrigin origin, OrderUpdate update, Tick deadline);

/// Whether a change was refused because the order has gone too far for it.
bool tells_lateness(const Error& error) noexcept;

} // namespace route9::gateway
