// SPDX-License-Identifier: Apache-2.0
// A message that names an order and does not tell it: from now on the order awaits its details and
// is asked for. Errors: those of the store.
#pragma once

#include "gateway/intake/take_event.hpp"

#include <string>

namespace route9::gateway {

/// `shop` is what the message calls it.
platform::task<Result<InboxState>> take_hint(
    Services& services,
    EventOrigin origin,
    const Connection& connection,
    adapters::InboundEvent event,
    std::string shop,
    Tick deadline
);

} // namespace route9::gateway
