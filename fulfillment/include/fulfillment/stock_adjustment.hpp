// SPDX-License-Identifier: Apache-2.0
// What was added to stock and taken from it, as it was given: the journal of the shelves. Rows are
// written with the change (stock.hpp) and never changed.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/stock.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::stock {

inline constexpr std::string_view adjustment_prefix = "adj"; // of its id

struct AdjustmentsOf {
    std::optional<PartyId> seller;
    std::optional<Sku> sku;
    std::optional<std::string> warehouse;
    std::optional<IdBytes> before; // exclusive
    int limit = 0;
};

/// Newest first.
std::vector<StockAdjustment>
adjustments(Tx& tx, const TenantId& tenant, const AdjustmentsOf& wanted);

} // namespace route9::fulfillment::stock
