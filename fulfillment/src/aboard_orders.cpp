// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/aboard_orders.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace route9::fulfillment::aboard_orders {
namespace {

constexpr Statement kOfDeparture{
    "aboard_order.of_departure",
    "SELECT o.order_id, p.code, o.currency, o.payment_method, o.payment_minor, o.country,"
    " o.province, o.district, o.pickup FROM parcel p"
    " JOIN orders o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.status <> 'cancelled'"
    " ORDER BY o.order_id, p.code"
};

/// Of its orders, the lines whose goods stand under a UN number.
constexpr Statement kDangerous{
    "aboard_order.dangerous",
    "SELECT DISTINCT o.seller_id, l.sku, o.order_id FROM parcel p"
    " JOIN orders o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id"
    " JOIN order_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.order_id"
    " JOIN product g ON g.tenant_id = l.tenant_id AND g.seller_id = o.seller_id AND g.sku = l.sku"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.status <> 'cancelled'"
    " AND g.dg_un IS NOT NULL"
};

struct DangerousLine {
    Sku sku;
    OrderId order;
};

AboardOrder order_from(const Row& row, const OrderId& id) {
    AboardOrder found;
    found.id = id;
    Order& order = found.order;
    order.currency = row.get<Currency>(2);
    order.payment.method =
        parse_payment_method(row.get<std::string_view>(3)).value_or(PaymentMethod::prepaid);
    order.payment.amount = Money::of_minor(row.get<std::int64_t>(4), order.currency);
    order.recipient.country = row.get<std::string>(5);
    order.recipient.province = row.get<std::string>(6);
    order.recipient.district = row.get<std::string>(7);
    order.recipient.pickup_point = row.get<std::string>(8);
    return found;
}

std::map<PartyId, std::vector<DangerousLine>> by_seller(Rows rows) {
    std::map<PartyId, std::vector<DangerousLine>> found;
    while (rows.next()) {
        const Row row = rows.row();
        found[row.get<PartyId>(0)].push_back({row.get<Sku>(1), row.get<OrderId>(2)});
    }
    return found;
}

std::vector<Sku> distinct_skus(const std::vector<DangerousLine>& lines) {
    std::set<Sku> skus;
    for (const DangerousLine& line : lines) {
        skus.insert(line.sku);
    }
    return {skus.begin(), skus.end()};
}

void add_line(AboardOrder& aboard, const Product& product) {
    aboard.order.lines.push_back(OrderLine{
        .sku = product.sku,
        .name = product.name,
        .quantity = 1,
        .unit_price = Money::zero(aboard.order.currency),
        .weight_g = product.weight_g,
        .hs_code = product.hs_code,
        .origin = product.origin,
    });
    aboard.products.emplace_back(product);
}

/// `orders` by id.
void add_dangerous(
    std::vector<AboardOrder>& orders,
    const std::vector<DangerousLine>& lines,
    const std::vector<Product>& products
) {
    for (const DangerousLine& line : lines) {
        const auto order = std::ranges::lower_bound(orders, line.order, {}, &AboardOrder::id);
        const auto product = std::ranges::find(products, line.sku, &Product::sku);
        if (order != orders.end() && order->id == line.order && product != products.end()) {
            add_line(*order, *product);
        }
    }
}

} // namespace

std::vector<AboardOrder>
of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Rows rows = tx.query(kOfDeparture, tenant, departure);
    Rows dangerous = tx.query(kDangerous, tenant, departure);
    std::vector<AboardOrder> found;
    while (rows.next()) {
        const Row row = rows.row();
        const auto id = row.get<OrderId>(0);
        if (found.empty() || found.back().id != id) {
            found.push_back(order_from(row, id));
        }
        found.back().parcels.push_back(row.get<std::string>(1));
    }
    for (const auto& [seller, lines] : by_seller(std::move(dangerous))) {
        const auto skus = distinct_skus(lines);
        add_dangerous(found, lines, products::read(products::ask(tx, tenant, seller, skus)));
    }
    return found;
}

} // namespace route9::fulfillment::aboard_orders
