// SPDX-License-Identifier: Apache-2.0
// Are these goods allowed out of the one country and into the other on this day? Prohibited goods
// name their lines; controlled goods hold the order until a permit is recorded.
#pragma once

#include "fulfillment/order.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/prepared_order.hpp"

#include <optional>
#include <span>
#include <vector>

namespace route9::gateway {

struct ScreeningOutcome {
    std::vector<FieldError> prohibited; // "/items/0": the rule that forbids it
    std::vector<HoldReason> reasons;    // the same as codes; or what holds the order
};

ScreeningOutcome screen_order(
    const fulfillment::Order& order,
    std::span<const std::optional<fulfillment::Product>> products,
    const Catalogue& catalogue,
    Instant now
);

} // namespace route9::gateway
