// SPDX-License-Identifier: Apache-2.0
// The fields of an MT940 or MT942 text, in file order. Pure; any thread.
#pragma once

#include "core/json.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::banks {

/// ":86:text" with the lines that go on with it. The end of a message ("-") is a field without a
/// tag.
struct Mt940Field {
    std::size_t line = 0; // the first is 1
    std::string tag{};    // "61", "60F", "NS"
    std::string text{};   // its lines joined by '\n'

    bool ends_message() const noexcept { return tag.empty(); }
};

/// Where a fault stands and whom to tell.
struct Mt940Place {
    std::size_t line = 0;
    std::string_view tag{};
    FieldErrors* errors = nullptr;
    std::vector<std::string>* warnings = nullptr;

    void refuse(std::string code, std::string message) const;
    void warn(std::string_view message) const;
};

/// Headers outside the messages are skipped. The text has no control bytes but '\n'.
std::vector<Mt940Field> split_mt940(std::string_view text);

/// The number of its last line that holds anything.
std::size_t last_line_of(std::string_view text);

} // namespace route9::adapters::banks
