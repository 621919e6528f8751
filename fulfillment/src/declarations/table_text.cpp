// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/table_text.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr Day open_end{std::chrono::year{9999} / 12 / 31};

/// Cells of one line; nullopt when a quote is not closed.
std::optional<std::vector<std::string>> split_cells(std::string_view line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    if (quoted) {
        return std::nullopt;
    }
    return cells;
}

std::string_view next_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

} // namespace

TableRow::TableRow(
    std::string place,
    std::span<const std::string_view> columns,
    std::vector<std::string> cells,
    FieldErrors& errors
)
    : place_(std::move(place)), columns_(columns), cells_(std::move(cells)), errors_(&errors) {}

const std::string& TableRow::cell(std::string_view column) const {
    const auto found = std::ranges::find(columns_, column);
    ROUTE9_ASSERT(found != columns_.end());
    return cells_[static_cast<std::size_t>(found - columns_.begin())];
}

std::string TableRow::text(std::string_view column) {
    const std::string& value = cell(column);
    if (value.empty()) {
        refuse(column, "required", "must be given");
    }
    return value;
}

std::string TableRow::id(std::string_view column) {
    const std::string value = text(column);
    const bool plain = std::ranges::all_of(value, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
    if (!plain) {
        refuse(column, "malformed", "may hold letters, digits, '.', '_' and '-' only");
    }
    return value;
}

std::optional<Decimal> TableRow::decimal(std::string_view column) {
    const auto value = Decimal::parse(cell(column));
    if (!value) {
        refuse(column, "malformed", "must be a decimal number");
        return std::nullopt;
    }
    return *value;
}

std::optional<Validity> TableRow::validity() {
    const auto from = parse_day(cell("valid_from"));
    if (!from) {
        refuse("valid_from", "malformed", "must be a day that exists, such as 2026-03-10");
        return std::nullopt;
    }
    if (cell("valid_to").empty()) {
        return Validity{*from, open_end};
    }
    const auto to = parse_day(cell("valid_to"));
    if (!to) {
        refuse("valid_to", "malformed", "must be empty or a day that exists");
        return std::nullopt;
    }
    if (*to < *from) {
        refuse("valid_to", "out_of_range", "must not lie before valid_from");
        return std::nullopt;
    }
    return Validity{*from, *to};
}

std::vector<std::string> TableRow::parts(std::string_view column) const {
    std::vector<std::string> out;
    std::string_view rest = cell(column);
    while (!rest.empty()) {
        const auto bar = rest.find('|');
        out.emplace_back(rest.substr(0, bar));
        rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
    }
    return out;
}

void TableRow::refuse(std::string_view column, std::string code, std::string_view message) {
    refuse_row(
        *errors_,
        fmt::format("{}/{}", place_, column),
        std::move(code),
        fmt::format("{} (now \"{}\")", message, cell(column))
    );
}

void read_table(
    std::string_view file,
    std::string_view text,
    std::span<const std::string_view> columns,
    FieldErrors& errors,
    const std::function<void(TableRow&)>& row
) {
    std::string_view rest = text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
    bool named = false;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string_view line = next_line(rest);
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        std::string place = fmt::format("{}:{}", file, number);
        auto cells = split_cells(line);
        if (!cells) {
            refuse_row(errors, place, "malformed", "close the quotation mark on the same line");
            continue;
        }
        if (!named) {
            named = true;
            if (!std::ranges::equal(*cells, columns)) {
                refuse_row(
                    errors,
                    place,
                    "unknown_columns",
                    fmt::format("the columns must be {}", fmt::join(columns, ","))
                );
                return;
            }
            continue;
        }
        if (cells->size() != columns.size()) {
            refuse_row(
                errors,
                place,
                "malformed",
                fmt::format("must have {} cells, has {}", columns.size(), cells->size())
            );
            continue;
        }
        TableRow reader{std::move(place), columns, std::move(*cells), errors};
        row(reader);
    }
    if (!named) {
        refuse_row(errors, std::string{file}, "required", "the table has no header line");
    }
}

std::optional<Direction> parse_direction(std::string_view text) noexcept {
    if (text == "both") {
        return Direction{};
    }
    if (const auto flow = parse_flow(text)) {
        return Direction{flow};
    }
    return std::nullopt;
}

void refuse_row(FieldErrors& errors, const std::string& place, std::string code, std::string text) {
    errors.push_back({place, std::move(code), std::move(text)});
}

} // namespace route9::fulfillment::declarations
