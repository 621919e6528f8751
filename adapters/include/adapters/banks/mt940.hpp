// SPDX-License-Identifier: Apache-2.0
// Reads SWIFT MT940 statements and MT942 interim reports into the values that camt gives too, with
// or without their blocks ({1:…}{4:…-}), several messages a file, UTF-8 or Windows-1252. Each
// message (:20:) is one statement. Values only. Source: SWIFT User Handbook, category 9; what banks
// really write (no entry date, 30 February, broken references) is read and warned of.
#pragma once

#include "core/result.hpp"
#include "payments/statement.hpp"

#include <string_view>

namespace route9::adapters::banks {

/// Whether the text begins as one: with :20: or a SWIFT block.
bool looks_like_mt940(std::string_view file);

/// RC, a credit taken back, is money out and RD money in. A line without an entry date is booked on
/// its value date. Line breaks stay in the memo: wraps cut words. Errors: payload_too_large;
/// validation_failed naming line and tag of everything that is missing or bad, also where the file
/// was cut off. A broken balance chain is a warning.
Result<payments::StatementFile> read_mt940(std::string_view file);

} // namespace route9::adapters::banks
