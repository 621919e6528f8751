// SPDX-License-Identifier: Apache-2.0
// The order document of contract.md §3: body of POST /v1/orders and data of Standard Webhooks.
// Reading names every bad member at once; the sum of the items is not compared with the payment
// (discounts and freight are no lines), but it must be countable. Pure; any thread; hot path.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "fulfillment/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

/// A document of our own API: unknown members are refused. Errors: malformed_json,
/// validation_failed with every bad member.
Result<fulfillment::Order> parse_order(std::string_view json_text);
Result<fulfillment::Order> read_order(const Json& document);

/// What the buyer was told to have it by: the member `promised_by` of an order that was placed
/// then, a time or a day until its end. Nullopt where there is none, or it was refused.
std::optional<Instant> read_promise(ObjectReader& reader, Instant placed_at);

/// A partner's document in our form: members nobody knows are left alone, a missing channel is
/// `channel`, and `cod {amount, currency}` may stand for `payment`.
struct ForeignOrder {
    std::string_view channel;
    std::string_view pointer; // where the document stands in its message
};
Result<fulfillment::Order> read_foreign_order(const Json& document, const ForeignOrder& from);

/// Reading what was written gives the same order.
Json order_json(const fulfillment::Order& order);

} // namespace route9::adapters
