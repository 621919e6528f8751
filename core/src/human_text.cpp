// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace route9 {
namespace {

constexpr std::size_t kBytesOfCharacterMax = 4;

struct Range {
    char32_t first = 0;
    char32_t last = 0;
};

constexpr std::array<Range, 15> kInvisible{{
    {0x00, 0x20},
    {0x7f, 0xa0},
    {0xad, 0xad},
    {0x034f, 0x034f},
    {0x061c, 0x061c},
    {0x115f, 0x1160},
    {0x1680, 0x1680},
    {0x180b, 0x180f},
    {0x2000, 0x200f},
    {0x2028, 0x202f},
    {0x205f, 0x206f},
    {0x2800, 0x2800},
    {0x3000, 0x3000},
    {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff},
}};
constexpr std::array<Range, 4> kBidiControls{{
    {0x061c, 0x061c},
    {0x200e, 0x200f},
    {0x202a, 0x202e},
    {0x2066, 0x2069},
}};

/// Takes the first character off; the text must be valid UTF-8 and not empty.
char32_t take_character(std::string_view& text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t character = bytes == 1 ? lead : lead & (0x7fU >> bytes);
    for (const char c : text.substr(1, bytes - 1)) {
        character = (character << 6) | (static_cast<unsigned char>(c) & 0x3fU);
    }
    text.remove_prefix(std::min(bytes, text.size()));
    return character;
}

bool is_in(std::span<const Range> ranges, char32_t character) noexcept {
    return std::ranges::any_of(ranges, [character](Range range) {
        return range.first <= character && character <= range.last;
    });
}

} // namespace

bool is_invisible(std::string_view text) noexcept {
    while (!text.empty()) {
        if (!is_in(kInvisible, take_character(text))) {
            return false;
        }
    }
    return true;
}

bool has_bidi_control(std::string_view text) noexcept {
    while (!text.empty()) {
        if (is_in(kBidiControls, take_character(text))) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> read_human_text(ObjectReader& reader, std::string_view name, Need need) {
    auto text = reader.text(name, need, human_text_characters_max * kBytesOfCharacterMax);
    if (!text) {
        return std::nullopt;
    }
    if (is_invisible(*text)) {
        reader.refuse(name, "empty", "must show something; it holds only blanks");
        return std::nullopt;
    }
    if (count_characters(*text) > human_text_characters_max) {
        reader.refuse(
            name,
            "too_long",
            fmt::format("must be at most {} characters", human_text_characters_max)
        );
        return std::nullopt;
    }
    return text;
}

} // namespace route9
