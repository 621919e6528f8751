// SPDX-License-Identifier: Apache-2.0
// Writes workbooks (.xlsx) from texts and numbers: the least that every spreadsheet reads, without
// a formula, and always the same bytes for the same cells. Source: ECMA-376 part 1, §12.3, §18.
// Used by the documents that are one; reading is workbook_rows.hpp.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// How a cell is shown; `text` and `head` hold text, the others a number.
enum class CellStyle : unsigned char { number, text, time, head, whole, hundredths, thousandths };

/// The text of a number is its decimal digits; an empty text is an empty cell.
struct WorkbookCell {
    std::string text{};
    CellStyle style = CellStyle::text;
};

struct WorkbookColumn {
    int width = 18; // characters
    CellStyle style = CellStyle::text;
};

struct WorkbookSheet {
    std::string name; // without any of []:*?/\ and at most 31 characters
    std::vector<WorkbookColumn> columns;
    std::vector<std::vector<WorkbookCell>> rows; // the first stays in sight
    /// Of the second column: what a person chooses from. Without quotes and commas.
    std::vector<std::string> choices{};
};

std::string workbook_of(std::span<const WorkbookSheet> sheets);

} // namespace route9::adapters
