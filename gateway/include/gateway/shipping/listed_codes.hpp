// SPDX-License-Identifier: Apache-2.0
// Codes of parcels in a sentence: the first twenty, and how many more there are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t codes_named_max = 20;

/// "CODE1, CODE2", or the first of them "and 7 more".
inline std::string listed_codes(const std::vector<std::string>& codes) {
    std::string text;
    for (std::size_t i = 0; i < std::min(codes.size(), codes_named_max); ++i) {
        text += (i == 0 ? "" : ", ") + codes[i];
    }
    if (codes.size() > codes_named_max) {
        text += " and " + std::to_string(codes.size() - codes_named_max) + " more";
    }
    return text;
}

} // namespace route9::gateway
