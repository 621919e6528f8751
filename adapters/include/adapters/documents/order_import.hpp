// SPDX-License-Identifier: Apache-2.0
// Orders in a file: a spreadsheet as CSV or XLSX (contract.md §3, a row an item, an order's rows
// with the same external_id) or one order of our own form a line (NDJSON). A bad order does not
// spoil its neighbours. What a spreadsheet has spoilt is refused with a hint and never guessed:
// rounded numbers, "150.000" that may be 150 or 150 thousand. Pure; any thread.
#pragma once

#include "core/result.hpp"
#include "fulfillment/order.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// Of a sheet `member` is the column's name, of a line a JSON pointer.
struct ImportProblem {
    std::size_t row = 0;
    std::string member;
    std::string code;
    std::string message;
};

struct ImportedOrder {
    std::vector<std::size_t> rows; // of the sheet, or the line; from 1
    std::string external_id;       // as far as it could be read
    std::optional<fulfillment::Order> order{};
    std::vector<ImportProblem> problems{}; // not empty: the order is refused
};

/// `channel` is that of orders which name none. Error: validation_failed when the file as a whole
/// cannot be read: its encoding, its columns, more than limits::import_orders_max orders.
Result<std::vector<ImportedOrder>> read_order_sheet(std::string_view csv, std::string_view channel);
Result<std::vector<ImportedOrder>>
read_order_workbook(std::string_view xlsx, std::string_view channel);
Result<std::vector<ImportedOrder>>
read_order_lines(std::string_view ndjson, std::string_view channel);

/// The first line of a sheet: every column, those that may be left out last.
std::string order_sheet_template();
/// The same as a workbook whose columns keep what is typed: text stays text, days are days.
std::string order_workbook_template();

} // namespace route9::adapters
