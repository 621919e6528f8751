// SPDX-License-Identifier: Apache-2.0
// What deciding an order needs to know from the store, read in one transaction: the seller's
// products, stock and room as of now, and the planning ground they belong to. Plain values.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/planning_input.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/orders/known_pickup.hpp"
#include "gateway/planning/snapshot_board.hpp"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace route9::gateway {

struct OrderView {
    std::vector<std::optional<fulfillment::Product>> products; // by line
    std::shared_ptr<const PlanningGround> ground;
    fulfillment::Availability availability;                    // parallel to the ground's snapshot
    fulfillment::Policy policy = fulfillment::Policy::promise; // the seller's
    std::optional<KnownPickup> pickup{};                       // see known_pickup.hpp
};

/// `direction` is where the order crosses: towards the recipient's country.
OrderView read_order_view(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& seller,
    const fulfillment::Order& order,
    SnapshotBoard& snapshots,
    Instant now
);

/// The same of what has been read already.
OrderView order_view(
    std::shared_ptr<const PlanningGround> ground,
    std::span<const fulfillment::Product> products,
    std::span<const fulfillment::StockLevel> levels,
    std::span<const fulfillment::DepartureRecord> open,
    const fulfillment::Order& order
);
/// By line of the order.
std::vector<std::optional<fulfillment::Product>>
products_by_line(std::span<const fulfillment::Product> products, const fulfillment::Order& order);
std::vector<Sku> distinct_skus(const fulfillment::Order& order);

fulfillment::CrossingDirection direction_of(const fulfillment::Order& order) noexcept;

} // namespace route9::gateway
