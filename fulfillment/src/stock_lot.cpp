// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_lot.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace route9::fulfillment {

bool is_past(const StockLot& lot, LocalDay today) noexcept {
    return lot.expires && *lot.expires < today;
}

std::vector<LotPick>
pick_lots(std::span<const StockLot> lots, std::int64_t pieces, LocalDay today) {
    std::vector<std::size_t> turns(lots.size());
    std::iota(turns.begin(), turns.end(), std::size_t{0});
    std::ranges::sort(turns, {}, [&](std::size_t index) {
        const StockLot& lot = lots[index];
        return std::tuple{
            is_past(lot, today),
            lot.lot.empty(),
            !lot.expires.has_value(),
            lot.expires.value_or(LocalDay{}),
            std::string_view{lot.lot}
        };
    });
    std::vector<LotPick> picks;
    for (const std::size_t index : turns) {
        const std::int64_t taken = std::min(pieces, lots[index].sellable());
        if (taken > 0) {
            picks.push_back({index, taken});
            pieces -= taken;
        }
    }
    return picks;
}

} // namespace route9::fulfillment
