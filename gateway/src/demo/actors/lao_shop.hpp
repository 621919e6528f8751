// SPDX-License-Identifier: Apache-2.0
// ຮ້ານ ຮຸ່ງສະຫວັນ: a Lao shop that sells Vietnamese goods for cash on delivery and sends its orders as
// Standard Webhooks. One is signed an hour late, one is delivered twice, one names a district that
// does not exist, one a telephone number that is too short. One thread.
#pragma once

#include "demo/actors/shop.hpp"
#include "demo/cast.hpp"

namespace route9::gateway::demo {

class LaoShop {
public:
    LaoShop(Shop shop, Hook hook) : shop_(std::move(shop)), hook_(std::move(hook)) {}

    Shop& shop() noexcept { return shop_; }

    void send_orders(const std::vector<ShopOrder>& orders);
    void send_stale(const ShopOrder& order);
    void send_again(const ShopOrder& order);

private:
    bool send(const ShopOrder& order);

    Shop shop_;
    Hook hook_;
};

} // namespace route9::gateway::demo
