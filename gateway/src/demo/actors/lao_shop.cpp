// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/lao_shop.hpp"

#include "gateway/demo/shop_messages.hpp"

namespace route9::gateway::demo {
namespace {

constexpr int kTaken = 200;
constexpr int kBadSignature = 401;
constexpr std::chrono::hours kTooLong{1};

std::string message_id(const ShopOrder& order) {
    return "msg_" + order.external_id;
}

} // namespace

bool LaoShop::send(const ShopOrder& order) {
    const std::string body = standard_event(order, order.placed_at).dump();
    const auto sign = [&] {
        const Instant now = shop_.stage().now();
        return standard_push(hook_.path, hook_.secret, message_id(order), now, body);
    };
    return shop_.push(sign, kTaken);
}

void LaoShop::send_orders(const std::vector<ShopOrder>& orders) {
    for (const ShopOrder& order : orders) {
        shop_.stage().wait_until(order.placed_at);
        if (send(order)) {
            shop_.api().tell(describe(order));
        }
    }
}

void LaoShop::send_again(const ShopOrder& order) {
    if (send(order)) {
        shop_.api().tell("order " + order.external_id + " is delivered twice → harmless");
    }
}

void LaoShop::send_stale(const ShopOrder& order) {
    const std::string body = standard_event(order, order.placed_at).dump();
    const Instant then = shop_.stage().now() - kTooLong;
    const auto sign = [&] {
        return standard_push(hook_.path, hook_.secret, message_id(order), then, body);
    };
    if (shop_.push(sign, kBadSignature)) {
        shop_.api().tell("an hour-old message with a good signature is played back → 401");
    }
}

} // namespace route9::gateway::demo
