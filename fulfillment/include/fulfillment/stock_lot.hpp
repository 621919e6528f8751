// SPDX-License-Identifier: Apache-2.0
// Lots: pieces of a level that came together and go bad together. Those whose day is over are not
// sold; of the others what goes bad first leaves first. Pure; any thread. Days are the corridor's
// (UTC+07:00), and a lot is good on its last day.
#pragma once

#include "fulfillment/corridor_time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t lots_of_level_max = 64; // that hold pieces
inline constexpr std::size_t lot_bytes_max = 64;

struct StockLot {
    std::string lot; // empty: the pieces of a level that are of none
    std::optional<LocalDay> expires{};
    std::int64_t on_hand = 0;
    std::int64_t blocked = 0; // of them, and of stock.blocked

    std::int64_t sellable() const { return on_hand - blocked; }
    friend bool operator==(const StockLot&, const StockLot&) = default;
};

bool is_past(const StockLot& lot, LocalDay today) noexcept;

struct LotPick {
    std::size_t lot = 0; // its place in the list
    std::int64_t pieces = 0;

    friend bool operator==(const LotPick&, const LotPick&) = default;
};

/// Which pieces leave: those of the lot that expires first, ties by its id; then lots without a
/// day; then pieces of no lot. Blocked ones stay, and lots whose day is over come last: only what
/// was promised before that day takes them. Fewer than wanted when there are not more.
std::vector<LotPick> pick_lots(std::span<const StockLot> lots, std::int64_t pieces, LocalDay today);

} // namespace route9::fulfillment
