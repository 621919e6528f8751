// SPDX-License-Identifier: Apache-2.0
// Fields that hold a list (RFC 9110 §5.6.1), element by element.
#pragma once

#include <string_view>

namespace route9::gateway::http {

/// Without the blanks around it (OWS, RFC 9110 §5.6.3).
constexpr std::string_view trim_blanks(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t");
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the next element from `rest`; it may be empty.
constexpr std::string_view take_element(std::string_view& rest) noexcept {
    const auto comma = rest.find(',');
    const std::string_view element = trim_blanks(rest.substr(0, comma));
    rest = comma == rest.npos ? std::string_view{} : rest.substr(comma + 1);
    return element;
}

} // namespace route9::gateway::http
