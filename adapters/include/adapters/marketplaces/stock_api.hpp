// SPDX-License-Identifier: Apache-2.0
// How a marketplace is told how many pieces of its shops' goods may be sold: one row of pure
// functions each. They build calls and read what was not taken; which figures, when, tokens and
// rates are the caller's. Figures are whole and replace what the platform had. Any thread.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/listing.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// The platform's place of the goods, of shops that have several; empty = it has one.
inline constexpr const char* stock_place_setting = "stock_warehouse";

struct StockFigure {
    Listing listing;
    std::int64_t pieces = 0;
};

struct StockApi {
    std::string_view platform;
    std::size_t figures_at_once = 1;
    bool of_one_item = false; // a call's figures are of variants of one item
    bool needs_place = false; // without stock_place_setting no call can be made
    std::int64_t pieces_max = 0;
    ApiCall (*call)(const ApiAccess& access, std::span<const StockFigure> figures, Instant now) =
        nullptr;
    /// One for each figure: the platform's words where the answer says that it was not taken, else
    /// empty.
    std::vector<std::string> (*complaints)(
        const Json& answer, std::span<const StockFigure> figures
    ) = nullptr;
};

/// What the platform says of an answer that it did not take at all; empty where it says nothing.
std::string stock_refusal(const Json& answer);

/// By platform's name.
std::span<const StockApi> stock_apis() noexcept;
/// Null for a platform that is not told of stock.
const StockApi* find_stock_api(std::string_view platform) noexcept;

} // namespace route9::adapters
