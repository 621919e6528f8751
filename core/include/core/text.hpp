// SPDX-License-Identifier: Apache-2.0
// Folding for comparison, never for display (the text as typed is kept). Vietnamese loses its
// marks, Lao is brought to NFKC with its spelling variants joined, bank memos to bare capitals.
// Folding twice changes nothing; ill-formed bytes become U+FFFD. Thread-safe. Sources: Unicode NFKC
// (U+0EB3 → U+0ECD U+0EB2, ໜ → ຫນ, ໝ → ຫມ), BGN/PCGN romanisation of Lao (1966).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace route9 {

bool is_valid_utf8(std::string_view text) noexcept;
/// Number of code points; the text must be valid UTF-8.
std::size_t count_characters(std::string_view text) noexcept;

/// Lower case, Vietnamese marks and đ folded, runs of blanks joined, trimmed: "Đông Hà" → "dong
/// ha".
std::string fold_vietnamese(std::string_view text);
/// NFKC, ຼ → ລ, zero-width and blank characters removed, the words ແຂວງ ເມືອງ ບ້ານ stripped.
std::string fold_lao(std::string_view text);
/// The key for matching place and person names in any of the three scripts: the two folds above,
/// with punctuation read as a blank ("Lao-Bảo" = "Lao Bảo"). Lao keys have no blanks.
std::string fold_name(std::string_view text);
/// Bank memos: NFD without marks, đ → D, upper case, control characters dropped, blanks joined.
std::string fold_memo(std::string_view text);
/// The same without any blank, so that hard wraps do not hide a code.
std::string fold_memo_tight(std::string_view text);
/// ASCII only, readable Latin: Vietnamese without marks, Lao transliterated ("Savannakhet"), '?'
/// for what has no Latin form. For forms that allow nothing else.
std::string latinise(std::string_view text);

} // namespace route9
