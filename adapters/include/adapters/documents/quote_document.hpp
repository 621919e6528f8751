// SPDX-License-Identifier: Apache-2.0
// The body of POST /v1/quotes: an order document before there is an order. Its number, channel and
// hour may be missing, and a recipient is a place: name and telephone are refused, so that asking
// never brings anybody's data. Pure; any thread.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "fulfillment/order.hpp"

namespace route9::adapters {

/// Error: validation_failed with every bad member.
Result<fulfillment::Order> read_quote(const Json& document);

} // namespace route9::adapters
