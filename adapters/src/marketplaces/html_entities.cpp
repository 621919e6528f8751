// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/html_entities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kEntityBytesMax = 12;

constexpr std::array<std::pair<std::string_view, char>, 4> kNames{
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}}
};

/// The special character that "amp", "#38" or "#x26" stands for.
std::optional<char> special_character(std::string_view entity) {
    for (const auto& [name, character] : kNames) {
        if (entity == name) {
            return character;
        }
    }
    if (!entity.starts_with('#')) {
        return std::nullopt;
    }
    entity.remove_prefix(1);
    const bool hexadecimal = entity.starts_with('x') || entity.starts_with('X');
    entity.remove_prefix(hexadecimal ? 1 : 0);
    int number = 0;
    const auto read = std::from_chars(entity.begin(), entity.end(), number, hexadecimal ? 16 : 10);
    constexpr std::string_view specials = "&<>\"'";
    if (read.ec != std::errc{} || read.ptr != entity.end() || number < 0 || number > 127 ||
        !specials.contains(static_cast<char>(number))) {
        return std::nullopt;
    }
    return static_cast<char>(number);
}

} // namespace

std::string decode_html_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto end = text.substr(0, kEntityBytesMax).find(';');
        const auto special = text.front() == '&' && end != text.npos
                                 ? special_character(text.substr(1, end - 1))
                                 : std::nullopt;
        out += special.value_or(text.front());
        text.remove_prefix(special ? end + 1 : 1);
    }
    return out;
}

} // namespace route9::adapters
