// SPDX-License-Identifier: Apache-2.0
// What becomes of an order: refused, held, backordered or routed, with the parcels it is split
// into, what they hold and what the journal will say. A pure function of the prepared order and the
// view, so that it may run outside the unit of work, and inside it when the corridor keeps moving.
#pragma once

#include "core/journal.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/order_view.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "gateway/planning/snapshot_board.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::gateway {

struct RoomClaim {
    DepartureId departure;
    fulfillment::Load load;
};

struct OrderDecision {
    fulfillment::OrderRecord record;
    std::vector<fulfillment::Fulfillment> fulfillments;
    std::vector<fulfillment::StockClaim> stock; // each (sku, warehouse) once
    std::vector<RoomClaim> rooms;
    std::vector<Event> events;
    std::int64_t ground_number = 0;
    /// Set when the goods may not be sent: the members that say so.
    std::vector<FieldError> prohibited;
};

struct DecisionTools {
    const Catalogue& catalogue;
    PlannerPool& planners;
};

/// The parts of it, for whoever plans an order that stands already.
fulfillment::PlanOrder plan_order_of(
    const OrderId& id,
    const fulfillment::Order& order,
    const fulfillment::ResolvedAddress& address,
    std::span<const std::optional<fulfillment::Product>> products
);
/// With the pick-up point of the view.
fulfillment::PlanOrder plan_order_of(
    const OrderId& id,
    const fulfillment::Order& order,
    const fulfillment::ResolvedAddress& address,
    const OrderView& view
);
fulfillment::PlanSettings planning_settings(fulfillment::Policy policy);
/// A planned parcel as work of its warehouse: planned or held, without ids and assessment.
fulfillment::Fulfillment work_of(
    const fulfillment::Plan& plan,
    const fulfillment::PlannedParcel& parcel,
    const fulfillment::Order& order,
    const OrderView& view
);
/// Both countries' assessment of it, as of the day of `at`.
std::string assessment_of(
    const fulfillment::PlannedParcel& parcel,
    const fulfillment::Order& order,
    const OrderView& view,
    const Catalogue& catalogue,
    Instant at
);
/// What it takes from the stock, each (sku, warehouse) once.
void add_claims(std::vector<fulfillment::StockClaim>& claims, const fulfillment::Fulfillment& item);

OrderDecision
decide_order(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools);

} // namespace route9::gateway
