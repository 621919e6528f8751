// SPDX-License-Identifier: Apache-2.0
#include "nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace route9::gateway {
namespace {

/// Levenshtein's distance: insertions, deletions and replacements.
std::size_t changes(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(std::string_view typed, std::span<const std::string> known) {
    std::string best;
    std::size_t fewest = typed.size() / 3 + 2; // one more than may be changed
    for (const std::string& name : known) {
        if (const std::size_t count = changes(typed, name); count < fewest) {
            fewest = count;
            best = name;
        }
    }
    return best;
}

std::string listed(std::span<const std::string> names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace route9::gateway
