// SPDX-License-Identifier: Apache-2.0
#include "qr_fields.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9::payments::qr {
namespace {

constexpr std::size_t kAmountMax = 13;

bool is_printable_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::string plain_text(
    std::string_view pointer, const std::string& text, std::size_t length_max, FieldErrors& errors
) {
    if (text.empty()) {
        return {};
    }
    if (!is_valid_utf8(text)) {
        errors.push_back({std::string{pointer}, "malformed", "write it in UTF-8"});
        return {};
    }
    auto plain = latinise(text);
    if (plain.empty() || plain.size() > length_max || !is_printable_ascii(plain)) {
        errors.push_back(
            {std::string{pointer},
             "out_of_range",
             fmt::format("write 1 to {} Latin letters, digits or signs", length_max)}
        );
    }
    return plain;
}

void check_amount(const std::optional<Money>& amount, Currency currency, FieldErrors& errors) {
    if (!amount) {
        return;
    }
    if (amount->currency() != currency) {
        errors.push_back(
            {"/amount", "wrong_currency", fmt::format("give the amount in {}", code(currency))}
        );
    } else if (amount->is_zero() || amount->is_negative() || amount->amount().size() > kAmountMax) {
        errors.push_back(
            {"/amount",
             "out_of_range",
             fmt::format("give an amount above zero of at most {} characters", kAmountMax)}
        );
    }
}

bool is_alphanumeric(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

bool is_digits(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Money>
read_amount(const EmvQr& qr, Currency currency, std::vector<std::string>& problems) {
    if (!qr.has("54")) {
        return std::nullopt;
    }
    auto text = qr.value("54");
    if (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    auto amount = Money::parse(text, currency);
    if (!amount || amount->is_negative() || qr.value("54").size() > kAmountMax) {
        problems.push_back(fmt::format("54 is no amount in {}", code(currency)));
        return std::nullopt;
    }
    return *amount;
}

} // namespace route9::payments::qr
