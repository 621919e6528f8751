// SPDX-License-Identifier: Apache-2.0
// The members `lot` and `expires` of requests about stock, and lots as JSON.
#pragma once

#include "core/json.hpp"
#include "fulfillment/stock_lot.hpp"

#include <optional>
#include <span>
#include <string>

namespace route9::gateway {

struct LotMembers {
    std::string lot;
    std::optional<fulfillment::LocalDay> expires{};
};

/// Both may be missing; a day without a lot is refused.
LotMembers read_lot(ObjectReader& reader);

/// Writes those that are there.
void show_lot(Json& json, const std::string& lot, const std::optional<fulfillment::LocalDay>& day);
/// {"lot", "expires"?, "on_hand", "blocked"?} each.
Json lots_view(std::span<const fulfillment::StockLot> lots);

} // namespace route9::gateway
