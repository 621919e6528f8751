// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/vietnamese_shop.hpp"

#include "gateway/demo/shop_messages.hpp"

namespace route9::gateway::demo {
namespace {

constexpr int kTaken = 200;
constexpr int kBadSignature = 401;
constexpr const char* kCreated = "orders/create";

} // namespace

void VietnameseShop::send_orders(const std::vector<ShopOrder>& orders) {
    for (const ShopOrder& order : orders) {
        shop_.stage().wait_until(order.placed_at);
        const std::string body = haravan_order(order).dump();
        const auto sign = [&] {
            return haravan_push(hook_.path, hook_.secret, haravan_shop, kCreated, body);
        };
        if (shop_.push(sign, kTaken)) {
            shop_.api().tell(describe(order));
        }
    }
}

void VietnameseShop::send_badly_signed(const ShopOrder& order) {
    const std::string body = haravan_order(order).dump();
    const auto sign = [&] {
        return haravan_push(hook_.path, hook_.secret + "x", haravan_shop, kCreated, body);
    };
    if (shop_.push(sign, kBadSignature)) {
        shop_.api().tell("somebody posts an order with a wrong signature → 401, nothing is kept");
    }
}

void VietnameseShop::send_again(const ShopOrder& order) {
    const std::string body = haravan_order(order).dump();
    const auto sign = [&] {
        return haravan_push(hook_.path, hook_.secret, haravan_shop, kCreated, body);
    };
    if (shop_.push(sign, kTaken)) {
        shop_.api().tell("Haravan delivers order " + order.external_id + " once more → harmless");
    }
}

void VietnameseShop::take_back(const ShopOrder& order) {
    const std::string body = haravan_cancellation(order, shop_.stage().now()).dump();
    const auto sign = [&] {
        return haravan_push(hook_.path, hook_.secret, haravan_shop, "orders/cancelled", body);
    };
    if (shop_.push(sign, kTaken)) {
        shop_.api().tell(order.buyer.name + " takes order " + order.external_id + " back");
    }
}

} // namespace route9::gateway::demo
