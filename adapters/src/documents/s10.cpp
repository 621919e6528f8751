// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/s10.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::adapters {
namespace {

constexpr std::size_t kDigits = 8;
constexpr std::size_t kLength = 13;
constexpr std::uint32_t kSerialMax = 99'999'999;
constexpr std::string_view kReserved = "JKSTW";

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool is_two_letters(std::string_view text) {
    return text.size() == 2 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

char s10_check_digit(std::string_view digits) {
    constexpr std::array<int, kDigits> kWeights{8, 6, 4, 2, 3, 5, 9, 7};
    ROUTE9_ASSERT(digits.size() == kDigits && std::ranges::all_of(digits, is_digit));
    int sum = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
        sum += (digits[i] - '0') * kWeights[i];
    }
    const int check = 11 - sum % 11;
    if (check == 10) {
        return '0';
    }
    return check == 11 ? '5' : static_cast<char>('0' + check);
}

Result<std::string> make_s10(const S10Parts& parts) {
    FieldErrors errors;
    if (!is_two_letters(parts.service)) {
        errors.push_back({"/service", "malformed", "Give two capital letters, such as EE."});
    } else if (kReserved.contains(parts.service.front())) {
        errors.push_back(
            {"/service", "reserved", "S10 reserves letters that begin with J, K, S, T or W."}
        );
    }
    if (parts.serial > kSerialMax) {
        errors.push_back({"/serial", "out_of_range", "A serial has at most eight digits."});
    }
    if (!is_two_letters(parts.country)) {
        errors.push_back({"/country", "malformed", "Give the two letters of ISO 3166, such as VN."}
        );
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const auto digits = fmt::format("{:08}", parts.serial);
    return fmt::format("{}{}{}{}", parts.service, digits, s10_check_digit(digits), parts.country);
}

bool is_s10(std::string_view text) noexcept {
    if (text.size() != kLength || !is_two_letters(text.substr(0, 2)) ||
        !is_two_letters(text.substr(11))) {
        return false;
    }
    const auto digits = text.substr(2, kDigits);
    return std::ranges::all_of(digits, is_digit) && s10_check_digit(digits) == text[10];
}

} // namespace route9::adapters
