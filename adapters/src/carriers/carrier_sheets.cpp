// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_sheets.hpp"

#include "adapters/documents/sheet_rows.hpp"
#include "adapters/documents/workbook_rows.hpp"
#include "core/decimal.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "documents/sheet_cell.hpp"
#include "documents/sheet_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::array<TableColumn, 7> kEventColumns{{
    {.name = "parcel", .read = id_cell, .required = true},
    {.name = "status", .required = true},
    {.name = "at", .read = time_cell, .is_time = true, .required = true},
    {.name = "place"},
    {.name = "note"},
    {.name = "cash_amount", .read = amount_cell},
    {.name = "cash_currency"},
}};

constexpr std::array<TableColumn, 3> kAckColumns{{
    {.name = "parcel", .read = id_cell, .required = true},
    {.name = "result", .required = true},
    {.name = "note"},
}};

bool is_workbook(std::string_view file) {
    return file.starts_with("PK");
}

std::string in_case(std::string text, char from, char to, char into) {
    std::ranges::transform(text, text.begin(), [=](char c) {
        return c >= from && c <= to ? static_cast<char>(c - from + into) : c;
    });
    return text;
}

std::string lower(std::string text) {
    return in_case(std::move(text), 'A', 'Z', 'a');
}

std::string upper(std::string text) {
    return in_case(std::move(text), 'a', 'z', 'A');
}

/// "Out for delivery", as spreadsheets make of what begins a cell. Other words stay as they are.
std::string status_word(const std::string& cell) {
    std::string word = lower(cell);
    std::ranges::replace_if(word, [](char c) { return c == ' ' || c == '-'; }, '_');
    const bool is_ours =
        fulfillment::parse_tracking_status(word) != fulfillment::TrackingStatus::unknown;
    return is_ours ? word : cell;
}

bool is_nothing(const std::string& amount) {
    const auto number = Decimal::parse(amount);
    return amount.empty() || (number && number->is_zero());
}

Json event_of(const TableRow& row) {
    Json event = Json::object();
    for (const char* name : {"parcel", "at", "place", "note"}) {
        if (std::string text = row.text(name); !text.empty()) {
            event[name] = std::move(text);
        }
    }
    if (const std::string status = row.text("status"); !status.empty()) {
        event["status"] = status_word(status);
    }
    const std::string amount = row.text("cash_amount");
    if (!is_nothing(amount)) {
        event["cash_collected"]["amount"] = amount;
        if (const std::string currency = row.text("cash_currency"); !currency.empty()) {
            event["cash_collected"]["currency"] = upper(currency);
        }
    }
    return event;
}

/// "/events/0/cash_collected/amount" → "cash_amount".
std::string column_of(std::string_view pointer) {
    constexpr std::string_view kCash = "cash_collected/";
    pointer.remove_prefix(std::min(std::string_view{"/events/0/"}.size(), pointer.size()));
    return pointer.starts_with(kCash) ? "cash_" + std::string{pointer.substr(kCash.size())}
                                      : std::string{pointer};
}

SheetReport report_of(TableRow row) {
    SheetReport out{.row = row.number, .parcel = row.text("parcel")};
    out.problems = std::move(row.problems);
    const Json batch{{"events", Json::array({event_of(row)})}};
    auto reports = read_tracking_events(batch, CarrierWordLists{}); // a sheet has our statuses
    if (reports && out.problems.empty()) {
        out.report = std::move(reports->front());
    }
    if (reports) {
        return out;
    }
    for (const FieldError& error : reports.error().fields) {
        const std::string column = column_of(error.pointer);
        if (std::ranges::count(out.problems, column, &ImportProblem::member) == 0) {
            out.problems.push_back({row.number, column, error.code, error.message});
        }
    }
    return out;
}

AckRow ack_of(const TableRow& row, FieldErrors& errors) {
    const auto complain = [&](const std::string& column, const char* code, std::string message) {
        errors.push_back({fmt::format("/{}/{}", row.number, column), code, std::move(message)});
    };
    for (const ImportProblem& problem : row.problems) {
        complain(problem.member, problem.code.c_str(), problem.message);
    }
    AckRow out{.row = row.number, .parcel = row.text("parcel"), .note = row.text("note")};
    const std::string word = lower(row.text("result"));
    out.result = fulfillment::parse_line_result(word);
    if (!word.empty() && !out.result) {
        complain("result", "unknown_value", "give received, short, over or damaged");
    }
    if (out.parcel.empty() && row.problems.empty()) {
        complain("parcel", "required", "is empty: give the code on the label");
    }
    if (out.parcel.size() > limits::foreign_id_bytes_max) {
        complain("parcel", "too_long", "is longer than any code");
    }
    if (out.note.size() > limits::text_bytes_max) {
        complain("note", "too_long", fmt::format("has more than {} bytes", limits::text_bytes_max));
    }
    return out;
}

} // namespace

Result<std::vector<SheetReport>> read_tracking_sheet(std::string_view file) {
    const auto rows = is_workbook(file) ? read_workbook_rows(file) : read_sheet_rows(file);
    auto table = read_table(rows, kEventColumns, tracking_rows_max);
    if (!table) {
        return Failure{std::move(table).error()};
    }
    std::vector<SheetReport> reports;
    reports.reserve(table->size());
    for (TableRow& row : *table) {
        reports.push_back(report_of(std::move(row)));
    }
    return reports;
}

Result<std::vector<AckRow>> read_ack_sheet(std::string_view file) {
    const auto rows = is_workbook(file) ? read_workbook_rows(file, "ack") : read_sheet_rows(file);
    const auto table = read_table(rows, kAckColumns, ack_rows_max);
    if (!table) {
        return Failure{table.error()};
    }
    std::vector<AckRow> answers;
    answers.reserve(table->size());
    FieldErrors errors;
    std::set<std::string> named;
    for (const TableRow& row : *table) {
        answers.push_back(ack_of(row, errors));
        const AckRow& answer = answers.back();
        if (answer.result && !named.insert(answer.parcel).second) {
            errors.push_back(
                {fmt::format("/{}/parcel", row.number), "repeated", "stands in the sheet twice"}
            );
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return answers;
}

} // namespace route9::adapters
