// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_screening.hpp"

#include "fulfillment/screening.hpp"

#include <string>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

/// Towards Viet Nam goods come out of Laos, everywhere else out of Viet Nam.
ScreeningRoute route_of(const Order& order, Instant now) {
    const bool to_viet_nam = order.recipient.country == "VN";
    return {
        .origin = to_viet_nam ? customs::Country::la : customs::Country::vn,
        .destination = to_viet_nam ? customs::Country::vn : customs::Country::la,
        .day = corridor_day(now),
    };
}

std::vector<ScreenedGoods>
goods_of(const Order& order, std::span<const std::optional<Product>> products) {
    std::vector<ScreenedGoods> goods;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        const bool from_product = line.hs_code.empty() && products[i];
        goods.push_back({line.name, from_product ? products[i]->hs_code : line.hs_code});
    }
    return goods;
}

/// A category the seller stated for the product counts beside what the words say.
void screen_categories(
    std::span<const std::optional<Product>> products,
    const ScreeningRoute& route,
    const customs::CategoryTable& categories,
    ScreeningOutcome& out
) {
    for (std::size_t i = 0; i < products.size(); ++i) {
        if (!products[i] || products[i]->category.empty()) {
            continue;
        }
        const std::string pointer = "/items/" + std::to_string(i);
        for (const auto& [country, flow] :
             {std::pair{route.origin, customs::Flow::exporting},
              std::pair{route.destination, customs::Flow::importing}}) {
            const customs::CategoryRow* row =
                categories.find(products[i]->category, country, flow, route.day);
            if (row == nullptr) {
                continue;
            }
            if (row->action == customs::CategoryAction::refuse) {
                out.prohibited.push_back(
                    {pointer, "prohibited", "may not be sent: " + row->id + ", " + row->legal_ref}
                );
                out.reasons.push_back({"PROHIBITED", pointer, {row->id}});
            } else if (row->action != customs::CategoryAction::travellers_only) {
                out.reasons.push_back({"PERMIT_REQUIRED", pointer, {row->id}});
            }
        }
    }
}

} // namespace

ScreeningOutcome screen_order(
    const Order& order,
    std::span<const std::optional<Product>> products,
    const Catalogue& catalogue,
    Instant now
) {
    const ScreeningRoute route = route_of(order, now);
    const customs::CategoryTable& categories = catalogue.rules.categories();
    const Screening screening = screen_goods(goods_of(order, products), route, categories);
    ScreeningOutcome out;
    for (const ScreeningReason& reason : screening.reasons) {
        const std::string pointer = "/items/" + std::to_string(reason.line);
        if (reason.decision == ScreeningDecision::refuse) {
            out.prohibited.push_back(
                {pointer,
                 "prohibited",
                 "may not be sent: " + reason.row_id + " (found: " + reason.matched + ")"}
            );
            out.reasons.push_back({"PROHIBITED", pointer, {reason.row_id}});
        } else if (reason.decision == ScreeningDecision::hold) {
            out.reasons.push_back({"PERMIT_REQUIRED", pointer, {reason.row_id}});
        }
    }
    screen_categories(products, route, categories, out);
    return out;
}

} // namespace route9::gateway
