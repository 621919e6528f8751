// SPDX-License-Identifier: Apache-2.0
// A spreadsheet saved as CSV, as people save it: UTF-8 with or without a byte order mark, separated
// by commas, semicolons or tabs (what stands in the first line decides), cells quoted where needed
// and then with line breaks of their own, empty lines anywhere. Pure; any thread.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

struct SheetRow {
    std::size_t number = 0; // as the spreadsheet counts: the first is 1
    std::vector<std::string> cells;
};

/// Rows that hold anything. Error: validation_failed when it is not UTF-8 or a quote never ends.
Result<std::vector<SheetRow>> read_sheet_rows(std::string_view text);

} // namespace route9::adapters
