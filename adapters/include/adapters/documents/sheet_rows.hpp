// SPDX-License-Identifier: Apache-2.0
// A spreadsheet saved as CSV, as people save it: UTF-8 with or without a byte order mark, separated
// by commas, semicolons or tabs (what stands in the first line decides), cells quoted where needed
// and then with line breaks of their own, empty lines anywhere. Pure; any thread.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// What a spreadsheet says of a cell. CSV knows text only.
enum class CellKind : std::uint8_t {
    text,
    number,
    date,
    rounded, // a number with more digits than a spreadsheet shows
    failed,  // a formula that ended in an error (#N/A)
    formula, // one that was never calculated
};

struct SheetCell {
    std::string text{};
    CellKind kind = CellKind::text;
    bool of_merge = false; // it is the cell above, with which it was merged
};

struct SheetRow {
    std::size_t number = 0; // as the spreadsheet counts: the first is 1
    std::vector<SheetCell> cells{};
    bool hidden = false;
};

/// Rows that hold anything. Error: validation_failed when it is not UTF-8 or a quote never ends.
Result<std::vector<SheetRow>> read_sheet_rows(std::string_view text);

} // namespace route9::adapters
