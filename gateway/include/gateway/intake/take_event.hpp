// SPDX-License-Identifier: Apache-2.0
// What an event of a marketplace does, however it came: an order placed, mended, cancelled or to be
// fetched, or nothing. Its origin ends in the same unit.
#pragma once

#include "adapters/marketplaces/inbound_event.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/event_origin.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <string>

namespace route9::gateway {

/// `shop` is what the message calls it. Errors: those of the store, conflict (it is tried again).
platform::task<Result<InboxState>> take_event(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    std::string shop,
    Tick deadline
);

/// Ends an origin that does nothing.
platform::task<Result<InboxState>> close_origin(
    Services& services, EventOrigin origin, InboxState state, std::string reason, Tick deadline
);

} // namespace route9::gateway
