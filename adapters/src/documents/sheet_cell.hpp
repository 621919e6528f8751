// SPDX-License-Identifier: Apache-2.0
// What a cell meant before a spreadsheet had it. Each answers the text that our own order form has,
// or why the cell cannot be trusted. Used by the readers of sheets only.
#pragma once

#include "adapters/documents/sheet_rows.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

/// Blanks around it, a leading apostrophe and ="…" (how zeros are kept) taken off. Error: a
/// formula, the error of one, a number whose digits a spreadsheet does not show.
Result<std::string> plain_cell(const SheetCell& cell);
/// Decimal text. Error: separators of thousands, rounded numbers.
Result<std::string> amount_cell(std::string_view cell);
/// A whole number, "2.0" too.
Result<std::string> count_cell(std::string_view cell);
/// RFC 3339; without an offset it is corridor time, and days stand before months as in both
/// countries.
Result<std::string> time_cell(std::string_view cell);
/// The same, of which a day alone stays a day.
Result<std::string> promise_cell(std::string_view cell);
/// Error: a number that was rounded, as spreadsheets write it (8.2E+17).
Result<std::string> id_cell(std::string_view cell);
/// Error: a number that was rounded.
Result<std::string> phone_cell(std::string_view cell);

} // namespace route9::adapters
