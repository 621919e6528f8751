// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/gtin.hpp"

#include "adapters/documents/sscc.hpp"

#include <algorithm>
#include <cstddef>

namespace route9::adapters {
namespace {

constexpr std::size_t kDigits = 14;
constexpr std::string_view kLinkKey = "/01/";

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

std::optional<std::string> padded(std::string_view digits) {
    const bool has_length = digits.size() == 8 || (digits.size() >= 12 && digits.size() <= kDigits);
    if (!has_length || !std::ranges::all_of(digits, is_digit)) {
        return std::nullopt;
    }
    if (gs1_check_digit(digits.substr(0, digits.size() - 1)) != digits.back()) {
        return std::nullopt;
    }
    return std::string(kDigits - digits.size(), '0').append(digits);
}

std::string_view leading_digits(std::string_view text) {
    const auto* end = std::ranges::find_if_not(text, is_digit);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

} // namespace

std::optional<std::string> gtin_in(std::string_view text) {
    const bool has_identifier = text.size() > 3 && text.front() == ']';
    if (has_identifier) {
        text.remove_prefix(3);
    }
    if (text.contains("://")) {
        const auto key = text.find(kLinkKey);
        return key == text.npos ? std::nullopt
                                : padded(leading_digits(text.substr(key + kLinkKey.size())));
    }
    if (auto bare = padded(text)) {
        return bare;
    }
    for (const std::string_view key : {"(01)", "01"}) {
        if (text.starts_with(key) && text.size() >= key.size() + kDigits) {
            return padded(text.substr(key.size(), kDigits));
        }
    }
    return std::nullopt;
}

bool names_sku(std::string_view text, std::string_view sku) {
    if (text == sku) {
        return true;
    }
    const auto wanted = gtin_in(sku);
    return wanted && gtin_in(text) == wanted;
}

} // namespace route9::adapters
