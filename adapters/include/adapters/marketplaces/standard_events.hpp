// SPDX-License-Identifier: Apache-2.0
// Standard Webhooks messages: {type, timestamp, data} with types order.created|updated|cancelled
// and data as contract.md §3. Any other type is ignored, not refused. Pure; any thread.
#pragma once

#include "adapters/marketplaces/inbound_event.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <string_view>

namespace route9::adapters {

/// `channel` is what an order without one gets. Error: validation_failed with every bad member.
Result<InboundEvent> read_standard_event(const Json& message, std::string_view channel);

} // namespace route9::adapters
