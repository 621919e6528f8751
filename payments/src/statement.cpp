// SPDX-License-Identifier: Apache-2.0
#include "payments/statement.hpp"

#include "core/json.hpp"
#include "core/rounding.hpp"

namespace route9::payments {
namespace {

/// 18 digits at the largest scale, summed 10^8 times, stay below 2^127.
Int128 at_full_scale(const Decimal& value) {
    return Int128{value.units()} * power_of_ten(Decimal::scale_max - value.scale());
}

std::string_view word(LineStatus status) noexcept {
    return status == LineStatus::pending ? "pending" : "information";
}

void put(Json& out, const char* name, const std::string& value) {
    if (!value.empty()) {
        out[name] = value;
    }
}

Json print_batch(const Batch& batch, const std::optional<Decimal>& charges) {
    Json out = Json::object();
    put(out, "pmt_inf_id", batch.pmt_inf_id);
    if (batch.count) {
        out["count"] = *batch.count;
    }
    if (charges) {
        out["charges"] = charges->text();
    }
    Json details = Json::array();
    for (const auto& detail : batch.details) {
        Json row = Json::object();
        if (detail.amount) {
            row["amount"] = detail.amount->text();
        }
        put(row, "end_to_end", detail.end_to_end);
        put(row, "memo", detail.memo);
        put(row, "counterparty_name", detail.counterparty_name);
        details.push_back(std::move(row));
    }
    if (!details.empty()) {
        out["details"] = std::move(details);
    }
    return out;
}

Json print_line(const StatementLine& line) {
    Json out{{"amount", line.amount.text()}, {"currency", line.currency}};
    if (line.booked) {
        out["booked"] =
            line.booked->at ? format_corridor(*line.booked->at) : format_day(line.booked->day);
    } else {
        out["booked"] = nullptr;
    }
    if (line.value_date) {
        out["value_date"] = format_day(*line.value_date);
    }
    put(out, "bank_ref", line.bank_ref);
    put(out, "entry_ref", line.entry_ref);
    put(out, "end_to_end", line.end_to_end);
    out["memo"] = line.memo;
    put(out, "counterparty_name", line.counterparty_name);
    put(out, "counterparty_account", line.counterparty_account);
    out["reversal"] = line.reversal;
    if (line.status != LineStatus::booked) {
        out["status"] = word(line.status);
    }
    if (line.batch) {
        out["batch"] = print_batch(*line.batch, line.charges);
    }
    if (line.charges) {
        out["charges"] = line.charges->text();
    }
    if (line.original) {
        Json original = Json::object();
        put(original, "end_to_end", line.original->end_to_end);
        put(original, "return_code", line.original->return_code);
        out["original"] = std::move(original);
    }
    return out;
}

Json print_balance(const std::optional<Decimal>& balance) {
    return balance ? Json(balance->text()) : Json(nullptr);
}

Json print_statement(const BankStatement& statement) {
    Json out{
        {"account", statement.account},
        {"currency", statement.currency},
        {"opening", print_balance(statement.opening)},
        {"closing", print_balance(statement.closing)},
        {"warnings", statement.warnings},
    };
    put(out, "id", statement.id);
    if (statement.from) {
        out["from"] = format_day(*statement.from);
    }
    if (statement.to) {
        out["to"] = format_day(*statement.to);
    }
    const auto chain = chain_ok(statement);
    out["chain_ok"] = chain ? Json(*chain) : Json(nullptr);
    auto& lines = out["lines"] = Json::array();
    for (const auto& line : statement.lines) {
        lines.push_back(print_line(line));
    }
    return out;
}

} // namespace

std::optional<bool> chain_ok(const BankStatement& statement) {
    if (!statement.opening || !statement.closing) {
        return std::nullopt;
    }
    Int128 sum = at_full_scale(*statement.opening);
    for (const auto& line : statement.lines) {
        if (line.status != LineStatus::booked) {
            continue;
        }
        if (line.currency != statement.currency) {
            return std::nullopt;
        }
        sum += at_full_scale(line.amount);
    }
    return sum == at_full_scale(*statement.closing);
}

std::string print_statement_file(const StatementFile& file) {
    Json out{{"format", file.format}, {"statements", Json::array()}};
    for (const auto& statement : file.statements) {
        out["statements"].push_back(print_statement(statement));
    }
    return print_json(out);
}

} // namespace route9::payments
