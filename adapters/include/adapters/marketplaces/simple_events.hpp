// SPDX-License-Identifier: Apache-2.0
// Messages of platforms that nobody knows: those of Standard Webhooks ({type, timestamp, data}), or
// the order alone (contract.md §3) with its type beside the body. Pure; any thread.
#pragma once

#include "adapters/marketplaces/event_readers.hpp"

namespace route9::adapters {

/// An order alone without any type is a new one. Error: validation_failed with every bad member.
Result<InboundEvent> read_simple_event(const Json& message, const MessageOrigin& origin);

} // namespace route9::adapters
