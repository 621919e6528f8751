// SPDX-License-Identifier: Apache-2.0
// Walking through text in a Unicode normal form, for the folds and the transliteration. Private to
// core. ICU's normalizers are shared, immutable and thread-safe; ASCII passes them by, because it
// is its own normal form. Ill-formed bytes become U+FFFD.
#pragma once

#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9 {

enum class NormalForm : std::uint8_t { nfd, nfkd, nfkc };

icu::UnicodeString normalised(std::string_view text, NormalForm form);

void append_character(std::string& out, UChar32 c);

inline bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

inline bool is_lao(UChar32 c) noexcept {
    return c >= 0x0e80 && c <= 0x0eff;
}

/// The marks that Latin letters decompose to. Lao and Thai signs are letters here and stay.
inline bool is_diacritic(UChar32 c) noexcept {
    return c >= 0x0300 && c <= 0x036f;
}

/// Vietnamese đ does not decompose: its stroke is part of the letter.
inline UChar32 without_stroke(UChar32 c) noexcept {
    constexpr UChar32 small_d_stroke = 0x0111;
    constexpr UChar32 capital_d_stroke = 0x0110;
    return c == small_d_stroke ? 'd' : c == capital_d_stroke ? 'D' : c;
}

template <class Visit>
void for_each_character(std::string_view text, NormalForm form, Visit visit) {
    if (is_ascii(text)) {
        std::ranges::for_each(text, [&](char c) { visit(static_cast<UChar32>(c)); });
        return;
    }
    const icu::UnicodeString characters = normalised(text, form);
    for (std::int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
        visit(characters.char32At(i));
    }
}

} // namespace route9
