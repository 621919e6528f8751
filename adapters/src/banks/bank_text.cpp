// SPDX-License-Identifier: Apache-2.0
#include "bank_text.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters::banks {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// 0x80 to 0x9F of Windows-1252; the rest is Latin-1.
constexpr std::array<char16_t, 32> kWestern{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

/// Where Windows-1258 differs; its tone marks are combining characters.
constexpr std::array<std::pair<unsigned char, char16_t>, 18> kVietnamese{{
    {0x8A, 0xFFFD},
    {0x8E, 0xFFFD},
    {0x9A, 0xFFFD},
    {0x9E, 0xFFFD},
    {0xC3, 0x0102},
    {0xCC, 0x0300},
    {0xD0, 0x0110},
    {0xD2, 0x0309},
    {0xD5, 0x01A0},
    {0xDD, 0x01AF},
    {0xDE, 0x0303},
    {0xE3, 0x0103},
    {0xEC, 0x0301},
    {0xF0, 0x0111},
    {0xF2, 0x0323},
    {0xF5, 0x01A1},
    {0xFD, 0x01B0},
    {0xFE, 0x20AB},
}};

void append(std::string& text, char32_t point) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | (point >> 6));
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

char32_t character_of(unsigned char byte, CodePage page) {
    if (page == CodePage::vietnamese) {
        const auto* own =
            std::ranges::find(kVietnamese, byte, &std::pair<unsigned char, char16_t>::first);
        if (own != kVietnamese.end()) {
            return own->second;
        }
    }
    return byte >= 0x80 && byte < 0xA0 ? char32_t{kWestern[byte - 0x80U]} : char32_t{byte};
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string text;
    const auto unit_at = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const char32_t unit = unit_at(at);
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        const char32_t low = high && at + 3 < bytes.size() ? unit_at(at + 2) : 0;
        if (low >= 0xDC00 && low < 0xE000) {
            append(text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            at += 2;
        } else {
            append(text, unit >= 0xD800 && unit < 0xE000 ? kReplacement : unit);
        }
    }
    return text;
}

} // namespace

std::string bank_text(std::string_view file, CodePage page) {
    constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
    if (file.starts_with(utf8_mark)) {
        file.remove_prefix(utf8_mark.size());
    } else if (file.starts_with("\xFF\xFE") || file.starts_with("\xFE\xFF")) {
        return from_utf16(file.substr(2), file.starts_with("\xFE\xFF"));
    }
    if (is_valid_utf8(file)) {
        return std::string{file};
    }
    std::string text;
    for (const char byte : file) {
        append(text, character_of(static_cast<unsigned char>(byte), page));
    }
    return text;
}

} // namespace route9::adapters::banks
