// SPDX-License-Identifier: Apache-2.0
// Words of a folded memo that may name what is paid. A word is letters, digits and whatever lies
// beyond ASCII. Plain functions.
#pragma once

#include "payments/payment_code.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

inline constexpr std::size_t reference_length_min = 8;
inline constexpr std::size_t reference_length_max = 64;

bool starts_word(std::string_view text, std::size_t at) noexcept;
bool ends_word(std::string_view text, std::size_t end) noexcept;

/// Whole words of the text, and runs of up to four of them, that may be a reference.
std::set<std::string> reference_words(std::string_view text);

/// What a receivable that is booked later may be called: the good codes, then single words with a
/// digit, the longest first; at most limits::awaited_references_max.
std::vector<std::string> awaited_words(const FoldedMemo& memo);

} // namespace route9::payments
