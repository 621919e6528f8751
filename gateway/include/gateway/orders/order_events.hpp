// SPDX-License-Identifier: Apache-2.0
// The journal's words for what happens to an order. Ids and codes only, nothing personal.
#pragma once

#include "core/journal.hpp"
#include "core/json.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"

#include <span>
#include <string>

namespace route9::gateway {

struct OrderDecision;

/// The next event of an order: takes the next sequence number of `record`.
Event order_event(
    fulfillment::OrderRecord& record, const EventId& id, std::string type, Instant at, Json data
);

/// {"fulfillments": […]}: where the planned work goes, and whether it misses the order's promise.
Json routed_data(const fulfillment::Order& order, std::span<const fulfillment::Fulfillment> work);
/// Some of it arrives after what the buyer was promised, as far as anybody knows.
bool misses_promise(
    const fulfillment::Order& order, std::span<const fulfillment::Fulfillment> work
);
/// Stored reasons without what people said.
Json reasons_news(const std::string& reasons);

/// order.routed, order.held, order.backordered or order.cancelled, by the status of the record.
void add_outcome_event(OrderDecision& decision, const EventId& id, Instant at);

/// order.accepted, then the outcome.
void add_order_events(OrderDecision& decision, std::span<const EventId> ids, Instant at);

} // namespace route9::gateway
