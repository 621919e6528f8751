// SPDX-License-Identifier: Apache-2.0
// Every byte of a store's files, to see that a text is not among them in any of its spellings.
#pragma once

#include "core/text.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace route9::tests {

/// The database file and its write-ahead log, one after the other.
inline std::string stored_bytes(const std::filesystem::path& store) {
    std::string bytes;
    for (const char* part : {"", "-wal"}) {
        std::ifstream in{store.string() + part, std::ios::binary};
        bytes.append(std::istreambuf_iterator<char>{in}, {});
    }
    return bytes;
}

/// As typed, without marks, as a key for matching, and as a bank's memo is read.
inline std::vector<std::string> spellings(std::string_view text) {
    return {
        std::string{text},
        fold_vietnamese(text),
        fold_name(text),
        fold_memo(text),
        fold_memo_tight(text),
    };
}

/// The spellings of the texts that are found in the bytes.
inline std::vector<std::string>
found_in(std::string_view bytes, const std::vector<std::string_view>& texts) {
    std::vector<std::string> found;
    for (const std::string_view text : texts) {
        for (std::string& spelling : spellings(text)) {
            if (!spelling.empty() && bytes.find(spelling) != std::string_view::npos) {
                found.push_back(std::move(spelling));
            }
        }
    }
    return found;
}

} // namespace route9::tests
