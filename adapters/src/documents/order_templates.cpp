// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/csv_text.hpp"
#include "adapters/documents/order_import.hpp"
#include "documents/order_columns.hpp"
#include "documents/sheet_cell.hpp"
#include "documents/workbook_text.hpp"

#include <array>
#include <vector>

namespace route9::adapters {
namespace {

CellStyle style_of(const Column& column) {
    if (column.read == time_cell) {
        return CellStyle::time;
    }
    const bool is_number = column.read == amount_cell || column.read == count_cell;
    return is_number ? CellStyle::number : CellStyle::text;
}

} // namespace

std::string order_sheet_template() {
    CsvText csv;
    std::vector<std::string> names;
    names.reserve(order_columns().size());
    for (const Column& column : order_columns()) {
        names.emplace_back(column.name);
    }
    csv.row(names);
    return csv.text();
}

std::string order_workbook_template() {
    WorkbookSheet orders{.name = "orders", .columns = {}, .rows = {{}}};
    for (const Column& column : order_columns()) {
        orders.columns.push_back({.style = style_of(column)});
        orders.rows[0].push_back({std::string{column.name}, CellStyle::head});
    }
    return workbook_of(std::array{orders});
}

} // namespace route9::adapters
