// SPDX-License-Identifier: Apache-2.0
// The fields that the national QR profiles share: how amount and texts are checked and written,
// and how an amount is read. Plain values; source: EMVCo MPM 1.1, objects 53, 54, 59, 60 and 62.
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"
#include "payments/emv_qr.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments::qr {

inline constexpr std::size_t name_max = 25;
inline constexpr std::size_t city_max = 15;
inline constexpr std::size_t note_max = 25;

/// The text in plain Latin letters; an error at `pointer` when it does not fit.
std::string plain_text(
    std::string_view pointer, const std::string& text, std::size_t length_max, FieldErrors& errors
);

/// Refuses other currencies, nothing, less than nothing and what is longer than 13 characters.
void check_amount(const std::optional<Money>& amount, Currency currency, FieldErrors& errors);

bool is_alphanumeric(std::string_view text) noexcept;
bool is_digits(std::string_view text) noexcept;

/// Object 54 as money; a problem is added when it is there and cannot be read.
std::optional<Money>
read_amount(const EmvQr& qr, Currency currency, std::vector<std::string>& problems);

} // namespace route9::payments::qr
