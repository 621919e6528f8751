// SPDX-License-Identifier: Apache-2.0
// The values inside the fields of an MT940: balances, statement lines (:61:) and what was said of
// them (:86:, :NS:). Pure; any thread.
#pragma once

#include "mt940_field.hpp"
#include "payments/statement.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters::banks {

struct Mt940Balance {
    Decimal amount{}; // signed
    std::string currency{};
    Day day{};
};

/// "C260302VND16800000,". nullopt after an error was told, as in all of these.
std::optional<Mt940Balance> read_balance(std::string_view text, const Mt940Place& place);

/// One :61: of an account kept in that currency.
std::optional<payments::StatementLine>
read_line(std::string_view text, const std::string& currency, const Mt940Place& place);

/// What an :86: tells of its line: free text as it stands, or subfields ?20 to ?33.
void add_information(payments::StatementLine& line, std::string_view text);

/// What an :NS: tells of its line: 01 to 14 memo, 15 and 16 the other party.
void add_ns_block(payments::StatementLine& line, std::string_view text);

} // namespace route9::adapters::banks
