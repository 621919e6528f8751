// SPDX-License-Identifier: Apache-2.0
// Days and amounts as bank sheets write them. Pure; any thread.
#pragma once

#include "core/decimal.hpp"
#include "payments/statement.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters::banks {

/// The text without blanks around it, no-break ones included.
std::string trimmed_cell(std::string_view text);

/// "02/03/2026", "02-03-2026 14:02:37"; the time may stand in `time` instead. nullopt for others.
std::optional<payments::BookingTime> sheet_time(std::string_view date, std::string_view time = {});

/// "2,277,000", "2.277.000,50", "860000.00", "-3,000", "16,800,000 VND". nullopt for others, also
/// for digits that a spreadsheet rounded away ("2.277E+06").
std::optional<Decimal> sheet_amount(std::string_view text);

/// Exact at 12 decimals; nullopt where the sum has more than 18 digits.
std::optional<Decimal> sum_of(const Decimal& left, const Decimal& right);

} // namespace route9::adapters::banks
