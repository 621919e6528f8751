// SPDX-License-Identifier: Apache-2.0
// Pass P0: which observations tell of the same movement. Lines merge on the bank key alone;
// notices join lines by reference, text or equal counts, never on amount and day alone; two that
// carry different payment codes or ids never join. Values; the order of the input does not matter.
#pragma once

#include "payments/reconciliation.hpp"

#include <span>
#include <string>
#include <vector>

namespace route9::payments {

bool is_booked_source(std::string_view source) noexcept;

/// The identity of a line at its bank: account, reference, amount and currency; without a
/// reference account, booking day, amount, text and `nth` equal line of its file (from 1).
std::string bank_key(const Observation& line, std::size_t nth);

/// In order of booking, then of the first observation's id.
std::vector<Movement> gather_movements(std::span<const Observation> observations);

} // namespace route9::payments
