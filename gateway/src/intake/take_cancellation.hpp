// SPDX-License-Identifier: Apache-2.0
// A source that cancels an order, or whose buyer asks for it. A cancellation that comes before its
// order is kept for it. Errors: those of the store, conflict (it is tried again).
#pragma once

#include "gateway/intake/take_event.hpp"

namespace route9::gateway {

platform::task<Result<InboxState>> take_cancellation(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    Tick deadline
);

/// The shop has not agreed yet: a person decides, and until then the order is not packed.
platform::task<Result<InboxState>> take_cancel_request(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    Tick deadline
);

/// Of an order that was asked for and is not ours to send: one that stands as awaiting_details
/// ends.
platform::task<Result<InboxState>> take_sent(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    Tick deadline
);

} // namespace route9::gateway
