// SPDX-License-Identifier: Apache-2.0
// Haravan's order webhooks → canonical order. The topic stands in an unsigned header: it is a
// claim, and where it disagrees with the signed body the body decides. Amounts are JSON numbers
// whose digits are kept exactly. Pure; any thread. Source: Haravan webhook documentation.
#pragma once

#include "adapters/marketplaces/inbound_event.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <string_view>

namespace route9::adapters {

inline constexpr std::string_view haravan_channel = "haravan"; // of all its orders

/// `topic` as in X-Haravan-Topic. Error: validation_failed with every bad member.
Result<InboundEvent> read_haravan_event(const Json& message, std::string_view topic);

} // namespace route9::adapters
