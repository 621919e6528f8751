// SPDX-License-Identifier: Apache-2.0
// What both shops of the demonstration do alike: push webhooks and hold the answer against what
// must come, place REST orders, learn our ids of their orders, ask for payment codes. Only the
// public API; one thread.
#pragma once

#include "core/money.hpp"
#include "demo/partner_api.hpp"
#include "demo/stage.hpp"
#include "gateway/demo/world.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway::demo {

/// What a buyer is told to pay.
struct Bill {
    std::string code;
    Money amount;
    std::string payer;
};

std::string describe(const ShopOrder& order);

class Shop {
public:
    Shop(Stage& stage, PartnerApi api, std::string channel)
        : stage_(stage), api_(std::move(api)), channel_(std::move(channel)) {}

    PartnerApi& api() noexcept { return api_; }
    Stage& stage() noexcept { return stage_; }

    /// Signs and sends; a signature that grew stale on a busy machine is made anew, as shops do.
    bool push(const std::function<HttpMessage()>& sign, int expected);
    /// POST /v1/orders. The order's id; empty when it was refused.
    std::string place(const ShopOrder& order);
    void place_refused(const ShopOrder& order);
    /// Waits until the orders that came by webhook are known; their ids by external id.
    std::map<std::string, std::string> await_orders(const std::vector<ShopOrder>& orders);
    void await_status(const std::string& order, const std::string& status);
    /// The code of an order that is paid by QR or transfer, with the QR for it.
    std::optional<Bill> bill(const std::string& order, const ShopOrder& placed);

private:
    Stage& stage_;
    PartnerApi api_;
    std::string channel_;
};

} // namespace route9::gateway::demo
