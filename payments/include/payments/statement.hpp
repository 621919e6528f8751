// SPDX-License-Identifier: Apache-2.0
// A bank statement as every format is turned into: signed lines with the bank's own references.
// Amounts are decimal text of any currency (banks send what they send); Money begins where a line
// becomes a movement of ours. Plain values. Source: docs/api, `statement parse`; ISO 20022 camt.
#pragma once

#include "core/decimal.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

/// The day as the bank wrote it; the moment where it gave one.
struct BookingTime {
    Day day{};
    std::optional<Instant> at{};

    friend bool operator==(const BookingTime&, const BookingTime&) = default;
};

/// One order inside a batch entry.
struct BatchDetail {
    std::optional<Decimal> amount{}; // signed
    std::string end_to_end{};
    std::string memo{};
    std::string counterparty_name{};

    friend bool operator==(const BatchDetail&, const BatchDetail&) = default;
};

struct Batch {
    std::string pmt_inf_id{};
    std::optional<std::int64_t> count{};
    std::vector<BatchDetail> details{};

    friend bool operator==(const Batch&, const Batch&) = default;
};

/// What a return or a reversal says about the movement it undoes.
struct Original {
    std::string end_to_end{};
    std::string return_code{};

    friend bool operator==(const Original&, const Original&) = default;
};

enum class LineStatus : std::uint8_t { booked, pending, information };

/// `amount` is positive for money in. The direction is the effective one, reversals included.
struct StatementLine {
    Decimal amount{};
    std::string currency{};
    LineStatus status = LineStatus::booked;
    std::optional<BookingTime> booked{};
    std::optional<Day> value_date{};
    std::string bank_ref{};
    std::string entry_ref{};
    std::string end_to_end{};
    std::string memo{};
    std::string counterparty_name{};
    std::string counterparty_account{};
    bool reversal = false;
    std::optional<Batch> batch{};
    std::optional<Decimal> charges{};
    std::optional<Original> original{};

    friend bool operator==(const StatementLine&, const StatementLine&) = default;
};

struct BankStatement {
    std::string id{};
    std::string account{};
    std::string currency{};
    std::optional<Day> from{};
    std::optional<Day> to{};
    std::optional<Decimal> opening{};
    std::optional<Decimal> closing{};
    std::vector<StatementLine> lines{};
    std::vector<std::string> warnings{};

    friend bool operator==(const BankStatement&, const BankStatement&) = default;
};

struct StatementFile {
    std::string format{}; // "camt.053.001.08"
    std::vector<BankStatement> statements{};
};

/// Opening + booked lines = closing; nullopt when a balance is missing or a line is in another
/// currency. A broken chain is a warning: published samples have it too.
std::optional<bool> chain_ok(const BankStatement& statement);

/// The document of `route9 statement parse`.
std::string print_statement_file(const StatementFile& file);

} // namespace route9::payments
