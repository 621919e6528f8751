// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_view.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/seller_policy.hpp"
#include "fulfillment/stock.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

// WeightKg counts millionths of a kilogram, VolumeM3 cubic centimetres.
constexpr std::int64_t kUnitsPerGram = 1'000;

void show_stock(std::span<const StockLevel> levels, const Order& order, OrderView& view) {
    const std::vector<Warehouse>& warehouses = view.ground->snapshot.warehouses;
    view.availability.stock.resize(warehouses.size());
    for (const StockLevel& level : levels) {
        const auto found = std::ranges::find(warehouses, level.warehouse, &Warehouse::id);
        const bool asked_elsewhere =
            !order.sender_location.empty() && order.sender_location != level.warehouse;
        if (found != warehouses.end() && !asked_elsewhere) {
            const auto index = static_cast<std::size_t>(found - warehouses.begin());
            view.availability.stock[index][level.sku.text()] = level.available();
        }
    }
}

void show_rooms(std::span<const DepartureRecord> open, OrderView& view) {
    view.availability.rooms.resize(view.ground->departure_ids.size());
    for (Room& room : view.availability.rooms) {
        room.kg = WeightKg{}; // one that has closed meanwhile takes nothing
    }
    for (const DepartureRecord& record : open) {
        const auto found = std::ranges::find(view.ground->departure_ids, record.id);
        if (found != view.ground->departure_ids.end()) {
            const auto index = static_cast<std::size_t>(found - view.ground->departure_ids.begin());
            const std::int64_t free_g = record.mass_max_g - record.mass_used_g;
            Room& room = view.availability.rooms[index];
            room.kg = WeightKg::of_units(free_g * kUnitsPerGram);
            if (record.volume_max_cm3) {
                room.m3 = VolumeM3::of_units(*record.volume_max_cm3 - record.volume_used_cm3);
            }
        }
    }
}

} // namespace

std::vector<std::optional<Product>>
products_by_line(std::span<const Product> products, const Order& order) {
    std::vector<std::optional<Product>> found;
    for (const OrderLine& line : order.lines) {
        const auto known = std::ranges::find(products, line.sku, &Product::sku);
        found.push_back(known == products.end() ? std::nullopt : std::optional{*known});
    }
    return found;
}

std::vector<Sku> distinct_skus(const Order& order) {
    std::vector<Sku> skus;
    for (const OrderLine& line : order.lines) {
        if (std::ranges::find(skus, line.sku) == skus.end()) {
            skus.push_back(line.sku);
        }
    }
    return skus;
}

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
    // All questions first: they are answered together.
    const std::vector<Sku> skus = distinct_skus(order);
    auto products = products::ask(tx, tenant, seller, skus);
    auto levels = stock::ask_levels(tx, tenant, seller, skus);
    Rows open = departures::ask_open_after(tx, tenant, now, std::numeric_limits<int>::max());
    Rows policy = seller_policies::ask(tx, tenant, seller);
    auto ground = snapshots.ground(tx, tenant, direction_of(order), now);
    const auto known = products::read(std::move(products));
    const auto stocked = stock::read_levels(std::move(levels));
    const auto trucks = departures::read_departures(std::move(open));
    OrderView view = order_view(std::move(ground), known, stocked, trucks, order);
    view.policy = seller_policies::read(std::move(policy), tenant, seller).policy;
    view.pickup = read_pickup(tx, tenant, order.recipient, corridor_day(now));
    return view;
}

OrderView order_view(
    std::shared_ptr<const PlanningGround> ground,
    std::span<const Product> products,
    std::span<const StockLevel> levels,
    std::span<const DepartureRecord> open,
    const Order& order
) {
    OrderView view;
    view.ground = std::move(ground);
    view.products = products_by_line(products, order);
    show_stock(levels, order, view);
    show_rooms(open, view);
    return view;
}

} // namespace route9::gateway
