// SPDX-License-Identifier: Apache-2.0
// Postal item numbers: two letters for the service, eight digits, a check digit and the country of
// the post that gave it, "EE123456785VN". Source: UPU S10. Pure; any thread.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace route9::adapters {

struct S10Parts {
    std::string service;      // "EE"; S10 keeps letters that begin with J, K, S, T or W to itself
    std::uint32_t serial = 0; // up to eight digits
    std::string country;      // "VN"
};

/// Error: validation_failed naming the part.
Result<std::string> make_s10(const S10Parts& parts);
/// Thirteen characters in this form with the right check digit, of whatever service.
bool is_s10(std::string_view text) noexcept;
/// Modulo 11 with the weights 8 6 4 2 3 5 9 7. Precondition: eight digits.
char s10_check_digit(std::string_view digits);

} // namespace route9::adapters
