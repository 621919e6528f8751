// SPDX-License-Identifier: Apache-2.0
#include "core/currency.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9 {
namespace {

// ISO 4217, list one.
TEST(Currency, HasTheNumbersAndDecimalsOfIso4217) {
    const std::array rows{
        CurrencyInfo{Currency::VND, "VND", 704, 0, 1},
        CurrencyInfo{Currency::LAK, "LAK", 418, 2, 100},
        CurrencyInfo{Currency::THB, "THB", 764, 2, 1},
        CurrencyInfo{Currency::USD, "USD", 840, 2, 1},
        CurrencyInfo{Currency::CNY, "CNY", 156, 2, 1},
    };
    ASSERT_EQ(rows.size(), all_currencies.size());
    for (const CurrencyInfo& row : rows) {
        const CurrencyInfo& info = currency_info(row.currency);
        EXPECT_EQ(info.currency, row.currency);
        EXPECT_EQ(info.code, row.code);
        EXPECT_EQ(info.numeric, row.numeric) << row.code;
        EXPECT_EQ(info.exponent, row.exponent) << row.code;
        EXPECT_EQ(info.display_step_minor, row.display_step_minor) << row.code;
        EXPECT_EQ(code(row.currency), row.code);
        EXPECT_EQ(parse_currency(row.code), row.currency);
    }
}

TEST(Currency, RefusesOtherCodesAndSpellings) {
    for (const std::string_view bad : {"", "vnd", "VN", "VNDD", "EUR", "704"}) {
        EXPECT_EQ(parse_currency(bad), std::nullopt) << bad;
    }
}

} // namespace
} // namespace route9
