// SPDX-License-Identifier: Apache-2.0
// The corridor's currencies with their ISO 4217 exponents. LAK keeps the two decimals of ISO in
// the books and is used in whole kip: `display step` is one kip.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace route9 {

enum class Currency : std::uint8_t { VND, LAK, THB, USD, CNY };

struct CurrencyInfo {
    Currency currency;
    std::string_view code;
    int numeric;                     // ISO 4217 number, e.g. 704
    int exponent;                    // decimals of the minor unit
    std::int64_t display_step_minor; // smallest amount in use, in minor units
};

inline constexpr std::array all_currencies{
    Currency::VND, Currency::LAK, Currency::THB, Currency::USD, Currency::CNY
};

const CurrencyInfo& currency_info(Currency currency) noexcept;
std::string_view code(Currency currency) noexcept;
std::optional<Currency> parse_currency(std::string_view code) noexcept;

} // namespace route9
