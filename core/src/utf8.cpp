// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace route9 {
namespace {

bool is_one_byte(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

} // namespace

bool is_valid_utf8(std::string_view text) noexcept {
    const auto start = std::ranges::find_if_not(text, is_one_byte) - text.begin();
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = start; i < length;) {
        UChar32 c = 0;
        // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): a macro of ICU
        U8_NEXT(text.data(), i, length, c);
        if (c < 0) {
            return false;
        }
    }
    return true;
}

std::size_t count_characters(std::string_view text) noexcept {
    const auto is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, is_lead));
}

} // namespace route9
