// SPDX-License-Identifier: Apache-2.0
#include "documents/sheet_table.hpp"

#include "core/json.hpp"
#include "documents/sheet_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

using Head = std::vector<const TableColumn*>; // what each cell of a row is; nullptr: nothing

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

Result<Head> read_head(const SheetRow& row, std::span<const TableColumn> columns) {
    Head head;
    FieldErrors errors;
    const auto complain = [&](std::string_view name, const char* code, const char* message) {
        errors.push_back({fmt::format("/{}/{}", row.number, name), code, message});
    };
    for (const SheetCell& cell : row.cells) {
        const std::string name = lower(plain_cell(cell).value_or(cell.text));
        const auto found = std::ranges::find(columns, name, &TableColumn::name);
        const TableColumn* column = found == columns.end() ? nullptr : &*found;
        if (column == nullptr && !name.empty()) {
            complain(name, "unknown_column", "is no column of this sheet");
        } else if (column != nullptr && std::ranges::count(head, column) > 0) {
            complain(name, "duplicate", "stands twice");
        }
        head.push_back(column);
    }
    for (const TableColumn& column : columns) {
        if (column.required && std::ranges::count(head, &column) == 0) {
            complain(column.name, "required", "is missing: the first row names it");
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return head;
}

Result<std::string> read_cell(const TableColumn& column, const SheetCell& cell) {
    auto plain = plain_cell(cell);
    if (!plain || plain->empty()) {
        return plain;
    }
    if (cell.kind == CellKind::date && !column.is_time) {
        return fail_field(
            "",
            "date",
            fmt::format("became the day {}: format the column as text and enter it again", *plain)
        );
    }
    return column.read == nullptr ? plain : column.read(*plain);
}

void take_cell(TableRow& row, const TableColumn& column, const SheetCell& cell) {
    auto read = read_cell(column, cell);
    if (!read) {
        const FieldError& field = read.error().fields.front();
        row.problems.push_back({row.number, std::string{column.name}, field.code, field.message});
    } else if (!read->empty()) {
        row.cells.emplace(column.name, *std::move(read));
    }
}

/// A comma that should have been quoted moves all cells behind it.
bool is_too_wide(const SheetRow& row, const Head& head) {
    return row.cells.size() > head.size() &&
           std::ranges::any_of(
               std::span{row.cells}.subspan(head.size()),
               [](const SheetCell& cell) { return !plain_cell(cell).value_or("x").empty(); }
           );
}

TableRow read_row(const SheetRow& sheet_row, const Head& head) {
    TableRow row{.number = sheet_row.number};
    if (is_too_wide(sheet_row, head)) {
        row.problems.push_back(
            {row.number,
             "",
             "wrong_width",
             fmt::format(
                 "has {} cells and the first row {}: put a text that holds a separator in quotes",
                 sheet_row.cells.size(),
                 head.size()
             )}
        );
    }
    if (sheet_row.hidden) {
        row.problems.push_back(
            {row.number, "", "hidden", "the row is hidden: show it, or delete it"}
        );
    }
    const std::size_t cells = std::min(sheet_row.cells.size(), head.size());
    for (std::size_t i = 0; i < cells; ++i) {
        if (head[i] != nullptr) {
            take_cell(row, *head[i], sheet_row.cells[i]);
        }
    }
    return row;
}

} // namespace

std::string TableRow::text(std::string_view column) const {
    const auto found = cells.find(column);
    return found == cells.end() ? std::string{} : found->second;
}

Result<std::vector<TableRow>> read_table(
    const Result<std::vector<SheetRow>>& rows,
    std::span<const TableColumn> columns,
    std::size_t rows_max
) {
    if (!rows) {
        return Failure{rows.error()};
    }
    if (rows->empty()) {
        return fail_field("", "empty", "holds no row: the first one names the columns");
    }
    if (rows->size() - 1 > rows_max) {
        return fail_field(
            "", "out_of_range", fmt::format("must hold at most {} rows: split it", rows_max)
        );
    }
    const auto head = read_head(rows->front(), columns);
    if (!head) {
        return Failure{head.error()};
    }
    std::vector<TableRow> table;
    table.reserve(rows->size() - 1);
    for (const SheetRow& row : std::span{*rows}.subspan(1)) {
        table.push_back(read_row(row, *head));
    }
    return table;
}

} // namespace route9::adapters
