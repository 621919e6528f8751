// SPDX-License-Identifier: Apache-2.0
// Reads the "signature" member of a profile row. Used by the profile loader only.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace route9::adapters {

SignatureRule
read_signature_rule(const Json& object, const std::string& pointer, FieldErrors& errors);

/// The value that a word stands for; refuses any other word and answers the first value.
template <class Value, std::size_t size>
Value one_of(
    ObjectReader& row,
    std::string_view name,
    const std::array<std::pair<std::string_view, Value>, size>& words
) {
    const auto text = row.text(name, Need::required, 100);
    std::string known;
    for (const auto& [word, value] : words) {
        if (text == word) {
            return value;
        }
        known.append(known.empty() ? "" : ", ").append(word);
    }
    if (text) {
        row.refuse(name, "unknown_value", "Use one of: " + known + ".");
    }
    return words[0].second;
}

} // namespace route9::adapters
