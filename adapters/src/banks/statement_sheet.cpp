// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/statement_layouts.hpp"
#include "bank_text.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "sheet_header.hpp"
#include "sheet_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::adapters::banks {
namespace {

using payments::BankStatement;
using payments::BookingTime;
using payments::StatementFile;
using payments::StatementLine;

class SheetReader {
public:
    explicit SheetReader(const SheetHeader& header) : header_(header), layout_(*header.layout) {
        start();
    }

    void take(const SheetRow& row);
    void finish();

    StatementFile file;
    FieldErrors errors;

private:
    void start();
    bool take_label(const SheetRow& row);
    void take_line(const SheetRow& row);
    std::string cell(const SheetRow& row, const std::string& column) const;
    std::optional<Decimal> amount(const SheetRow& row, const std::string& column);
    std::optional<BookingTime> booked(const SheetRow& row, StatementLine& line);
    std::vector<std::pair<Decimal, std::string>> amounts(const SheetRow& row);
    bool repeats(const Decimal& debit, const Decimal& fee, const SheetRow& row);
    void follow_balance(const SheetRow& row, std::size_t first_line);
    void
    refuse(const SheetRow& row, std::string_view column, std::string code, std::string message);

    const SheetHeader& header_;
    const StatementLayout& layout_;
    bool in_table_ = false;
    std::optional<BookingTime> above_{};
    std::optional<Decimal> balance_{};
};

void SheetReader::refuse(
    const SheetRow& row, std::string_view column, std::string code, std::string message
) {
    if (errors.size() < limits::field_errors_max) {
        errors.push_back(
            {fmt::format("/{}/{}", row.number, column), std::move(code), std::move(message)}
        );
    }
}

void SheetReader::start() {
    file.statements.push_back({.currency = layout_.currency});
    in_table_ = false;
    above_.reset();
    balance_.reset();
}

/// What the balance column tells where the sheet does not name its balances.
void SheetReader::finish() {
    auto& statement = file.statements.back();
    if (balance_ && !statement.closing) {
        statement.closing = balance_;
        statement.warnings.emplace_back("the closing balance is that of the last row");
    }
    if (statement.account.empty()) {
        statement.warnings.emplace_back("the sheet does not name its account");
    }
    if (payments::chain_ok(statement) == false) {
        statement.warnings.emplace_back("opening balance and booked lines do not give the closing");
    }
}

std::string SheetReader::cell(const SheetRow& row, const std::string& column) const {
    const auto found = header_.columns.find(column);
    return found == header_.columns.end() || found->second >= row.cells.size()
               ? std::string{}
               : trimmed_cell(row.cells[found->second].text);
}

std::optional<Decimal> SheetReader::amount(const SheetRow& row, const std::string& column) {
    const std::string text = cell(row, column);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto value = sheet_amount(text);
    if (!value) {
        refuse(
            row, column, "malformed", "write the whole amount in digits: a sheet may have cut it"
        );
    }
    return value;
}

void SheetReader::take(const SheetRow& row) {
    if (header_of(row, layout_)) {
        in_table_ = true;
    } else if (!take_label(row) && in_table_) {
        take_line(row);
    }
}

/// True for rows that tell of the account or sum up.
bool SheetReader::take_label(const SheetRow& row) {
    if (const auto account = labelled(row, layout_.account_words)) {
        if (in_table_) {
            finish();
            start();
        }
        auto& own = file.statements.back().account;
        own = account->substr(0, account->find_first_of(" (\n"));
        return true;
    }
    auto& statement = file.statements.back();
    if (const auto currency = labelled(row, layout_.currency_words)) {
        statement.currency = currency->substr(0, 3);
        return true;
    }
    if (const auto opening = labelled(row, layout_.opening_words)) {
        statement.opening = sheet_amount(*opening);
        balance_ = statement.opening;
        return true;
    }
    if (const auto closing = labelled(row, layout_.closing_words)) {
        statement.closing = sheet_amount(*closing);
        return true;
    }
    return labelled(row, layout_.total_words).has_value();
}

/// The day and, where it is merged with the document number, that too.
std::optional<BookingTime> SheetReader::booked(const SheetRow& row, StatementLine& line) {
    std::string text = cell(row, "booked");
    if (text.empty() && layout_.fill_dates && above_) {
        return BookingTime{.day = above_->day}; // the row above has another time
    }
    if (layout_.reference_in_date) {
        const auto end = std::min(text.find_first_of("\n "), text.size());
        line.bank_ref = trimmed_cell(text.substr(end));
        text.resize(end);
    }
    auto found = sheet_time(text, cell(row, "time"));
    if (!found) {
        refuse(row, "booked", "malformed", "write the day as dd/mm/yyyy, with or without a time");
    }
    return found;
}

/// A debit cell may repeat the fee beside it: the balance decides, or, without one, that they are
/// equal.
bool SheetReader::repeats(const Decimal& debit, const Decimal& fee, const SheetRow& row) {
    if (debit != fee) {
        return false;
    }
    const auto after = amount(row, "balance");
    if (!balance_ || !after) {
        file.statements.back().warnings.push_back(
            fmt::format("row {}: debit and fee are equal and taken once", row.number)
        );
        return true;
    }
    const auto twice = sum_of(debit, fee);
    const auto vat = amount(row, "vat").value_or(Decimal{});
    const auto moved = twice ? sum_of(*twice, vat) : std::nullopt;
    const auto then = moved ? sum_of(*balance_, *moved) : std::nullopt;
    return !then || *then != *after;
}

/// Signed, each with what it is beside the memo.
std::vector<std::pair<Decimal, std::string>> SheetReader::amounts(const SheetRow& row) {
    std::vector<std::pair<Decimal, std::string>> found;
    auto debit = amount(row, "debit");
    const auto credit = amount(row, "credit");
    const auto fee = amount(row, "fee");
    const auto vat = amount(row, "vat");
    if (debit && !debit->is_zero() && debit->is_negative() != layout_.debit_is_negative) {
        refuse(row, "debit", "out_of_range", "the sign is not that of this layout's debits");
        return found;
    }
    if (debit && !layout_.debit_is_negative) {
        debit = Decimal{-debit->units(), debit->scale()};
    }
    const bool once = debit && fee && repeats(*debit, *fee, row);
    const auto add = [&found](const std::optional<Decimal>& value, const char* what) {
        if (value && !value->is_zero()) {
            found.emplace_back(*value, what);
        }
    };
    if (!once) {
        add(debit, "");
    }
    add(credit, "");
    add(fee, "");
    add(vat, "VAT");
    return found;
}

void SheetReader::take_line(const SheetRow& row) {
    auto& statement = file.statements.back();
    const std::size_t first = statement.lines.size();
    const std::size_t faults = errors.size();
    const auto moved = amounts(row);
    if (errors.size() > faults) {
        return;
    }
    if (moved.empty()) {
        if (sheet_time(cell(row, "booked"))) {
            refuse(row, "debit", "required", "the row has a day but no amount");
        }
        return; // notes and signatures below the table
    }
    StatementLine line{.currency = statement.currency, .memo = cell(row, "memo")};
    line.booked = booked(row, line);
    above_ = line.booked;
    if (const auto value = sheet_time(cell(row, "value_date"))) {
        line.value_date = value->day;
    }
    if (header_.columns.contains("bank_ref")) {
        line.bank_ref = cell(row, "bank_ref");
    }
    if (const auto currency = cell(row, "currency"); !currency.empty()) {
        line.currency = currency;
        if (statement.lines.empty()) {
            statement.currency = currency;
        }
    }
    line.counterparty_name = cell(row, "counterparty_name");
    line.counterparty_account = cell(row, "counterparty_account");
    for (const auto& [value, what] : moved) {
        auto& added = statement.lines.emplace_back(line);
        added.amount = value;
        added.memo = what.empty() ? line.memo : what + " " + line.memo;
    }
    follow_balance(row, first);
}

void SheetReader::follow_balance(const SheetRow& row, std::size_t first_line) {
    auto& statement = file.statements.back();
    const auto after = amount(row, "balance");
    if (!after) {
        balance_.reset();
        return;
    }
    std::optional<Decimal> moved = Decimal{};
    for (std::size_t i = first_line; moved && i < statement.lines.size(); ++i) {
        moved = sum_of(*moved, statement.lines[i].amount);
    }
    if (first_line == 0 && !statement.opening && moved) {
        statement.opening = sum_of(*after, Decimal{-moved->units(), moved->scale()});
        statement.warnings.emplace_back("the opening balance is reckoned from the first row");
    } else if (balance_ && moved && sum_of(*balance_, *moved) != after) {
        statement.warnings.push_back(
            fmt::format("row {}: its balance does not follow from the row above", row.number)
        );
    }
    balance_ = after;
}

/// The rows as this separator parts them. read_sheet_rows looks for it in the first line, which is
/// a title in banks' files: a line of separators is put above.
Result<std::vector<SheetRow>> rows_of(const std::string& text, char separator) {
    constexpr std::size_t more_than_any_title = 1'000;
    auto rows = read_sheet_rows(std::string(more_than_any_title, separator) + '\n' + text);
    if (rows) {
        for (SheetRow& row : *rows) {
            --row.number;
        }
    }
    return rows;
}

} // namespace

Result<StatementFile> read_statement_sheet(std::string_view file, const StatementLayouts& layouts) {
    if (file.size() > limits::upload_bytes_max) {
        return fail(ErrorCode::payload_too_large, "a statement file is at most 32 MiB");
    }
    const std::string text = bank_text(file, CodePage::vietnamese);
    for (const char separator : {',', ';', '\t'}) {
        const auto rows = rows_of(text, separator);
        const auto header = rows ? find_header(*rows, layouts) : std::nullopt;
        if (!header) {
            continue;
        }
        if (rows->size() > limits::statement_entries_max) {
            return fail_field("/", "too_many", "split the file: it has too many rows");
        }
        SheetReader reader{*header};
        for (const SheetRow& row : *rows) {
            reader.take(row);
        }
        reader.finish();
        if (!reader.errors.empty()) {
            return fail_fields(std::move(reader.errors));
        }
        reader.file.format = "csv:" + header->layout->id;
        return std::move(reader.file);
    }
    return fail(
        ErrorCode::unsupported_media_type,
        "this is no camt.052, camt.053, camt.054, MT940 or MT942 file, and no row of it is the"
        " header of a layout in payments/statement_layouts.json"
    );
}

} // namespace route9::adapters::banks
