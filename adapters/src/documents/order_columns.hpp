// SPDX-License-Identifier: Apache-2.0
// The columns of an order sheet: those of the contract (§3, "Imports"), then what may be left out.
// Used by the order sheet and its templates only.
#pragma once

#include "core/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

/// Where a column's value stands in an order document; an item's members stand in "items".
struct Column {
    std::string_view name;
    std::string_view member;
    Result<std::string> (*read)(std::string_view) = nullptr; // of what plain_cell has left
    bool of_item = false;
    bool required = false;
};

std::span<const Column> order_columns() noexcept;
/// Nullptr when there is none.
const Column* column_named(std::string_view name) noexcept;

} // namespace route9::adapters
