// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_view.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/stock.hpp"

#include <algorithm>
#include <limits>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::int64_t kUnitsPerGram = 1'000; // WeightKg counts millionths of a kilogram

std::vector<Sku> distinct_skus(const Order& order) {
    std::vector<Sku> skus;
    for (const OrderLine& line : order.lines) {
        if (std::ranges::find(skus, line.sku) == skus.end()) {
            skus.push_back(line.sku);
        }
    }
    return skus;
}

void read_stock(
    Tx& tx, const TenantId& tenant, const PartyId& seller, const Order& order, OrderView& view
) {
    const std::vector<Warehouse>& warehouses = view.ground->snapshot.warehouses;
    view.availability.stock.resize(warehouses.size());
    for (const StockLevel& level : stock::levels(tx, tenant, seller, distinct_skus(order))) {
        const auto found = std::ranges::find(warehouses, level.warehouse, &Warehouse::id);
        const bool asked_elsewhere =
            !order.sender_location.empty() && order.sender_location != level.warehouse;
        if (found != warehouses.end() && !asked_elsewhere) {
            const auto index = static_cast<std::size_t>(found - warehouses.begin());
            view.availability.stock[index][level.sku.text()] = level.available();
        }
    }
}

void read_rooms(Tx& tx, const TenantId& tenant, Instant now, OrderView& view) {
    view.availability.rooms.resize(view.ground->departure_ids.size());
    if (view.ground->departure_ids.empty()) {
        return;
    }
    for (Room& room : view.availability.rooms) {
        room.kg = WeightKg{}; // one that has closed meanwhile takes nothing
    }
    const int limit = std::numeric_limits<int>::max();
    for (const DepartureRecord& record : departures::open_after(tx, tenant, now, limit)) {
        const auto found = std::ranges::find(view.ground->departure_ids, record.id);
        if (found != view.ground->departure_ids.end()) {
            const auto index = static_cast<std::size_t>(found - view.ground->departure_ids.begin());
            const std::int64_t free_g = record.mass_max_g - record.mass_used_g;
            view.availability.rooms[index].kg = WeightKg::of_units(free_g * kUnitsPerGram);
        }
    }
}

} // namespace

CrossingDirection direction_of(const Order& order) noexcept {
    return order.recipient.country == "VN" ? CrossingDirection::la_vn : CrossingDirection::vn_la;
}

OrderView read_order_view(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& seller,
    const Order& order,
    SnapshotBoard& snapshots,
    Instant now
) {
    OrderView view;
    for (const OrderLine& line : order.lines) {
        view.products.push_back(products::find(tx, tenant, seller, line.sku));
    }
    view.ground = snapshots.ground(tx, tenant, direction_of(order), now);
    read_stock(tx, tenant, seller, order, view);
    read_rooms(tx, tenant, now, view);
    return view;
}

} // namespace route9::gateway
