// SPDX-License-Identifier: Apache-2.0
// Cycle counts: what was counted becomes the level, unless more is promised than was found. Then
// nothing changes, and who holds the pieces is named: a person decides whose order waits.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t count_lines_max = 100; // one unit of work
inline constexpr int count_holders_max = 10;        // named for each line

enum class CountResult : std::uint8_t { equal, adjusted, below_reserved };

std::string_view name(CountResult result) noexcept;

/// A level that is promised and blocked for more than was counted stays as it is.
CountResult decide_count(const StockLevel& level, std::int64_t counted) noexcept;
/// The same of one of its lots: what is blocked of it may be missing too.
CountResult
decide_count(const StockLevel& level, const StockLot& lot, std::int64_t counted) noexcept;

inline constexpr std::string_view count_prefix = "cnt"; // of its id

struct CountedLine {
    PartyId seller;
    Sku sku;
    std::int64_t counted = 0;
    IdBytes adjustment{};              // its id, if one is needed
    std::string lot{};                 // empty: all that lies there
    std::optional<LocalDay> expires{}; // of a lot that was not known
};

struct StockCount {
    TenantId tenant;
    IdBytes id{};
    std::string warehouse;
    std::vector<CountedLine> lines; // each (seller, SKU, lot) once
    Instant at{};
};

struct CountOutcome {
    CountResult result = CountResult::equal;
    std::int64_t before = 0;
    std::vector<std::string> holders{}; // orders and reservations, of below_reserved
};

namespace stock {

/// Parallel to the lines. Each is written down, and an adjustment with it (reason `count`). Fewer
/// pieces of no lot in particular: what expires first is what is missing. Errors: of a line's lot,
/// see lots::change.
Result<std::vector<CountOutcome>> count(Tx& tx, const StockCount& count);

} // namespace stock
} // namespace route9::fulfillment
