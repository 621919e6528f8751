// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "adapters/documents/order_import.hpp"
#include "adapters/documents/sheet_rows.hpp"
#include "adapters/documents/workbook_rows.hpp"
#include "core/decimal.hpp"
#include "core/limits.hpp"
#include "documents/order_columns.hpp"
#include "documents/sheet_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <utility>

namespace route9::adapters {
namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// What each cell of a row is, in the order of this sheet.
Result<std::vector<const Column*>> read_head(const SheetRow& head) {
    std::vector<const Column*> columns;
    FieldErrors errors;
    const auto complain = [&](const std::string& name, const char* code, const char* message) {
        errors.push_back({fmt::format("/{}/{}", head.number, name), code, message});
    };
    for (const SheetCell& cell : head.cells) {
        const std::string name = lower(plain_cell(cell).value_or(cell.text));
        const Column* column = column_named(name);
        if (column == nullptr && !name.empty()) {
            complain(name, "unknown_column", "is no column of the template");
        } else if (column != nullptr && std::ranges::count(columns, column) > 0) {
            complain(name, "duplicate", "stands twice");
        }
        columns.push_back(column);
    }
    for (const Column& column : order_columns()) {
        if (column.required && std::ranges::count(columns, &column) == 0) {
            complain(std::string{column.name}, "required", "is missing: the first row names it");
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return columns;
}

using Cells = std::map<const Column*, std::string>;

/// The rows of one order while they come.
struct Draft {
    ImportedOrder imported;
    Json document = Json::object();
    std::vector<std::size_t> item_rows;
};

void complain(Draft& draft, std::size_t row, const Column& column, const Error& error) {
    const FieldError& field = error.fields.front();
    draft.imported.problems.push_back({row, std::string{column.name}, field.code, field.message});
}

/// Numbers of items are JSON numbers, everything else is text.
Json value_of(const Column& column, const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_count = column.read == count_cell;
    return is_count && read.ec == std::errc{} ? Json(number) : Json(text);
}

/// "3-12" and "MAR-1" become days as soon as they are typed.
Failure of_a_date(std::string_view day) {
    return fail_field(
        "",
        "date",
        fmt::format("became the day {}: format the column as text and enter it again", day)
    );
}

void take_cell(
    Draft& draft, Json& item, std::size_t row, const Column& column, const SheetCell& cell
) {
    if (cell.of_merge && &column != &order_columns().front()) {
        return; // what is merged over items is the order's, and stands in its first row
    }
    auto plain = plain_cell(cell);
    if (!plain || plain->empty()) {
        if (!plain) {
            complain(draft, row, column, plain.error());
        }
        return;
    }
    const bool may_be_a_day = column.read == time_cell || column.read == promise_cell;
    auto read = cell.kind == CellKind::date && !may_be_a_day ? of_a_date(*plain)
                : column.read == nullptr                     ? std::move(plain)
                                                             : column.read(*plain);
    if (!read) {
        complain(draft, row, column, read.error());
        return;
    }
    Json& target = column.of_item ? item : draft.document;
    Json& member = target[Json::json_pointer{std::string{column.member}}];
    Json value = value_of(column, *read);
    if (!member.is_null() && member != value) {
        draft.imported.problems.push_back(
            {row,
             std::string{column.name},
             "conflict",
             fmt::format("differs from row {} of the same order", draft.imported.rows.front())}
        );
        return;
    }
    member = std::move(value);
}

/// What is not collected on delivery was paid before: the sum of the items.
void settle_payment(Draft& draft) {
    Json& document = draft.document;
    const std::string cod = document.contains("payment")
                                ? document["payment"]["amount"].get<std::string>()
                                : std::string{"0"};
    const auto amount = Decimal::parse(cod);
    if (!amount || !amount->is_zero()) { // what is no amount is refused as one to collect
        document["payment"]["method"] = "cod";
        return;
    }
    const auto currency = parse_currency(document.value("currency", ""));
    Result<Money> total = Money::zero(currency.value_or(Currency::VND));
    for (const Json& item : document["items"]) {
        const bool is_whole = item.contains("quantity") && item.at("quantity").is_number_integer();
        const auto quantity = is_whole ? item.at("quantity").get<std::int64_t>() : 0;
        const auto price = Money::parse(item.value("unit_price", "0"), total->currency());
        const auto line = price ? price->times(quantity) : price;
        total = line ? total->plus(*line) : line;
        if (!total) {
            total = Money::zero(currency.value_or(Currency::VND)); // its cell is refused
            break;
        }
    }
    document["payment"] = {{"method", "prepaid"}, {"amount", total->amount()}};
}

/// "/items/1/quantity" → row and column.
ImportProblem problem_of(const Draft& draft, const FieldError& error) {
    constexpr std::string_view kItems = "/items/";
    std::string_view pointer = error.pointer;
    std::size_t row = draft.imported.rows.front();
    if (pointer.starts_with(kItems)) {
        pointer.remove_prefix(kItems.size());
        std::size_t index = 0;
        std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
        row = index < draft.item_rows.size() ? draft.item_rows[index] : row;
        pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
    }
    const auto column = std::ranges::find(order_columns(), pointer, &Column::member);
    return {
        .row = row,
        .member = std::string{column == order_columns().end() ? pointer : column->name},
        .code = error.code,
        .message = error.message,
    };
}

ImportedOrder finish(Draft draft, std::string_view channel) {
    if (!draft.document.contains("channel")) {
        draft.document["channel"] = channel;
    }
    settle_payment(draft);
    auto order = read_order(draft.document);
    if (!order) {
        for (const FieldError& error : order.error().fields) {
            auto problem = problem_of(draft, error);
            const auto& known = draft.imported.problems;
            const bool told = std::ranges::any_of(known, [&problem](const ImportProblem& other) {
                return other.row == problem.row && other.member == problem.member;
            });
            if (!told) {
                draft.imported.problems.push_back(std::move(problem));
            }
        }
    } else if (draft.imported.problems.empty()) {
        draft.imported.order = *std::move(order);
    }
    return std::move(draft.imported);
}

/// Each order's rows, in the order of the first ones.
class Sheet {
public:
    explicit Sheet(std::vector<const Column*> columns) : columns_(std::move(columns)) {}

    void take(const SheetRow& row) {
        Draft& draft = draft_of(row);
        draft.imported.rows.push_back(row.number);
        draft.item_rows.push_back(row.number);
        check_width(draft, row);
        if (row.hidden) {
            draft.imported.problems.push_back(
                {row.number, "", "hidden", "the row is hidden: show it, or delete it"}
            );
        }
        Json item = Json::object();
        for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
            if (columns_[i] != nullptr) {
                take_cell(draft, item, row.number, *columns_[i], row.cells[i]);
            }
        }
        draft.document["items"].push_back(std::move(item));
    }

    std::size_t orders() const noexcept { return drafts_.size(); }

    std::vector<ImportedOrder> finished(std::string_view channel) {
        std::vector<ImportedOrder> orders;
        orders.reserve(drafts_.size());
        for (Draft& draft : drafts_) {
            orders.push_back(finish(std::move(draft), channel));
        }
        return orders;
    }

private:
    /// A comma that should have been quoted moves all cells behind it.
    void check_width(Draft& draft, const SheetRow& row) const {
        const bool has_more =
            row.cells.size() > columns_.size() &&
            std::ranges::any_of(
                std::span{row.cells}.subspan(columns_.size()),
                [](const SheetCell& cell) { return !plain_cell(cell).value_or("x").empty(); }
            );
        const auto is_required = [](const Column* column) {
            return column != nullptr && column->required;
        };
        const bool has_less =
            row.cells.size() < columns_.size() &&
            std::ranges::any_of(std::span{columns_}.subspan(row.cells.size()), is_required);
        if (has_more || has_less) {
            draft.imported.problems.push_back(
                {row.number,
                 "",
                 "wrong_width",
                 fmt::format(
                     "has {} cells and the first row {}: name every column there, and put a text "
                     "that holds a separator in quotes",
                     row.cells.size(),
                     columns_.size()
                 )}
            );
        }
    }

    /// A row without an id is an order of its own, which is refused.
    Draft& draft_of(const SheetRow& row) {
        const auto column = std::ranges::find(columns_, &order_columns().front());
        const auto index = static_cast<std::size_t>(column - columns_.begin());
        std::string id =
            index < row.cells.size() ? plain_cell(row.cells[index]).value_or("") : std::string{};
        if (!id_cell(id)) {
            id.clear(); // several orders may have been rounded to it
        }
        const auto known = id.empty() ? by_id_.end() : by_id_.find(id);
        if (known != by_id_.end()) {
            return drafts_[known->second];
        }
        by_id_.emplace(id, drafts_.size());
        drafts_.push_back({});
        drafts_.back().imported.external_id = id;
        return drafts_.back();
    }

    std::vector<const Column*> columns_;
    std::vector<Draft> drafts_{};
    std::map<std::string, std::size_t> by_id_{};
};

Result<std::vector<ImportedOrder>>
orders_of(const Result<std::vector<SheetRow>>& rows, std::string_view channel) {
    if (!rows) {
        return Failure{rows.error()};
    }
    if (rows->empty()) {
        return fail_field("", "empty", "holds no row: the first one names the columns");
    }
    auto columns = read_head(rows->front());
    if (!columns) {
        return Failure{std::move(columns).error()};
    }
    Sheet sheet{std::move(*columns)};
    for (std::size_t i = 1; i < rows->size(); ++i) {
        sheet.take((*rows)[i]);
        if (sheet.orders() > limits::import_orders_max) {
            return fail_field(
                "",
                "out_of_range",
                fmt::format("must hold at most {} orders: split it", limits::import_orders_max)
            );
        }
    }
    return sheet.finished(channel);
}

} // namespace

Result<std::vector<ImportedOrder>>
read_order_sheet(std::string_view csv, std::string_view channel) {
    return orders_of(read_sheet_rows(csv), channel);
}

Result<std::vector<ImportedOrder>>
read_order_workbook(std::string_view xlsx, std::string_view channel) {
    return orders_of(read_workbook_rows(xlsx), channel);
}

} // namespace route9::adapters
