// SPDX-License-Identifier: Apache-2.0
// An order of which only the number is known: it stands as awaiting_details, without goods and
// recipient, until its source has told the rest. Then the whole order takes its place, under the
// same id. The journal knows nothing of it before.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

struct AwaitedOrder {
    fulfillment::OrderRecord record;
    WrappedKey person_key;
};

AwaitedOrder
await_order(const fulfillment::OrderReference& named, Instant source_time, const PreparationTools&);

/// Adds a reason, once each code, and an event that tells it. Error: conflict (it changed
/// meanwhile).
Result<void> add_reason(
    Tx& tx, fulfillment::OrderRecord record, HoldReason reason, const EventId& event, Instant at
);
std::string without_reason(std::string_view reasons, std::string_view code);
bool has_reason(std::string_view reasons, std::string_view code);

inline constexpr std::string_view cancel_requested_reason = "CANCEL_REQUESTED";
inline constexpr std::string_view details_refused_reason = "DETAILS_REFUSED";
inline constexpr std::string_view sent_by_shop_reason = "SENT_BY_SHOP";

} // namespace route9::gateway
