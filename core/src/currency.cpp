// SPDX-License-Identifier: Apache-2.0
#include "core/currency.hpp"

#include "core/assert.hpp"

#include <cstddef>

namespace route9 {
namespace {

// ISO 4217; in the order of the enumerators.
constexpr std::array<CurrencyInfo, all_currencies.size()> currencies{{
    {Currency::VND, "VND", 704, 0, 1},
    {Currency::LAK, "LAK", 418, 2, 100},
    {Currency::THB, "THB", 764, 2, 1},
    {Currency::USD, "USD", 840, 2, 1},
    {Currency::CNY, "CNY", 156, 2, 1},
}};

} // namespace

const CurrencyInfo& currency_info(Currency currency) noexcept {
    const auto index = static_cast<std::size_t>(currency);
    ROUTE9_ASSERT(index < currencies.size());
    return currencies[index];
}

std::string_view code(Currency currency) noexcept {
    return currency_info(currency).code;
}

std::optional<Currency> parse_currency(std::string_view code) noexcept {
    for (const CurrencyInfo& row : currencies) {
        if (row.code == code) {
            return row.currency;
        }
    }
    return std::nullopt;
}

} // namespace route9
