// SPDX-License-Identifier: Apache-2.0
// Tiệm Lụa Huế: a Vietnamese shop on Haravan that sells Lao textiles to buyers in Huế. It sends
// one order with a wrong signature, one of goods that may not be sent and one twice, and takes one
// back. One thread.
#pragma once

#include "demo/actors/shop.hpp"
#include "demo/cast.hpp"

#include <map>

namespace route9::gateway::demo {

class VietnameseShop {
public:
    VietnameseShop(Shop shop, Hook hook) : shop_(std::move(shop)), hook_(std::move(hook)) {}

    Shop& shop() noexcept { return shop_; }

    void send_orders(const std::vector<ShopOrder>& orders);
    void send_badly_signed(const ShopOrder& order);
    void send_again(const ShopOrder& order);
    void take_back(const ShopOrder& order);

private:
    Shop shop_;
    Hook hook_;
};

} // namespace route9::gateway::demo
