// SPDX-License-Identifier: Apache-2.0
// A sheet whose first row names its columns, as plain texts by column. What a spreadsheet has
// spoilt in one row is told of that row alone. Used by the sheets carriers send; orders, whose rows
// belong together, have a reader of their own.
#pragma once

#include "adapters/documents/order_import.hpp"
#include "adapters/documents/sheet_rows.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

struct TableColumn {
    std::string_view name; // in lower case
    /// Of documents/sheet_cell.hpp; nullptr takes the text as it is.
    Result<std::string> (*read)(std::string_view) = nullptr;
    bool is_time = false;
    bool required = false; // the sheet has it, if empty
};

struct TableRow {
    std::size_t number = 0;
    std::map<std::string, std::string, std::less<>> cells{}; // those that hold anything
    std::vector<ImportProblem> problems{};

    std::string text(std::string_view column) const;
};

/// Error: validation_failed when the sheet as a whole cannot be read: no head, a column that is
/// unknown, missing or there twice, more rows than `rows_max`.
Result<std::vector<TableRow>> read_table(
    const Result<std::vector<SheetRow>>& rows,
    std::span<const TableColumn> columns,
    std::size_t rows_max
);

} // namespace route9::adapters
