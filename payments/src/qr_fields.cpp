// SPDX-License-Identifier: Apache-2.0
#include "qr_fields.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9::payments::qr {
namespace {

constexpr std::size_t kAmountMax = 13;
constexpr std::size_t kNameMax = 25;
constexpr std::size_t kCityMax = 15;
constexpr std::size_t kNoteMax = 25;

bool is_printable_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

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

} // namespace

CommonFields checked(const CommonFields& given, const Profile& profile, FieldErrors& errors) {
    check_amount(given.amount, profile.currency, errors);
    CommonFields plain;
    plain.amount = given.amount;
    plain.memo = plain_text("/memo", given.memo, kNoteMax, errors);
    plain.bill = plain_text("/bill", given.bill, kNoteMax, errors);
    plain.merchant_name = plain_text("/merchant_name", given.merchant_name, kNameMax, errors);
    plain.city = plain_text("/city", given.city, kCityMax, errors);
    return plain;
}

std::string written(const std::string& scheme, const CommonFields& fields, const Profile& profile) {
    EmvWriter additional;
    additional.add_if("01", fields.bill);
    additional.add_if("08", fields.memo);
    EmvWriter payload;
    payload.add("00", "01");
    payload.add("01", fields.amount ? "12" : "11");
    payload.add("38", scheme);
    payload.add("53", profile.currency_number);
    payload.add_if("54", fields.amount ? fields.amount->amount() : std::string{});
    payload.add("58", profile.country);
    payload.add_if("59", fields.merchant_name);
    payload.add_if("60", fields.city);
    payload.add_if("62", additional.text());
    return payload.finish();
}

CommonFields
read_fields(const EmvQr& qr, const Profile& profile, std::vector<std::string>& problems) {
    CommonFields fields;
    if (qr.value("53") == profile.currency_number) {
        fields.amount = read_amount(qr, profile.currency, problems);
    } else {
        problems.push_back(
            fmt::format("53 is not {} ({})", profile.currency_number, code(profile.currency))
        );
    }
    if (qr.value("58") != profile.country) {
        problems.push_back(fmt::format("58 is not {}", profile.country));
    }
    fields.bill = qr.value("62.01");
    fields.memo = qr.value("62.08");
    fields.merchant_name = qr.value("59");
    fields.city = qr.value("60");
    return fields;
}

bool is_alphanumeric(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

bool is_digits(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace route9::payments::qr
