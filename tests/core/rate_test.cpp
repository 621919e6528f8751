// SPDX-License-Identifier: Apache-2.0
#include "core/rate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace route9 {
namespace {

using enum Currency;

struct ConvertCase {
    std::string_view amount;
    Currency from;
    Rate rate;
    Round mode;
    std::string_view expected;
    Currency to;
};

Rate quoted(Currency base, std::string_view text, Currency quote) {
    return {base, quote, Decimal::parse(text).value()};
}

TEST(Rate, ConvertsInEitherDirectionAndRoundsOnce) {
    const std::array<ConvertCase, 9> rows{{
        {"10.00", USD, quoted(USD, "25840", VND), Round::half_up, "258400", VND},
        {"0.01", USD, quoted(USD, "25840", VND), Round::half_up, "258", VND}, // 258.4
        {"258400", VND, quoted(USD, "25840", VND), Round::half_up, "10.00", USD},
        {"100000", VND, quoted(USD, "25840", VND), Round::down, "3.86", USD}, // 3.8699
        {"100000", VND, quoted(USD, "25840", VND), Round::up, "3.87", USD},
        {"349000", VND, quoted(VND, "0.8315", LAK), Round::half_up, "290193.50", LAK},
        {"290193.50", LAK, quoted(VND, "0.8315", LAK), Round::half_up, "349000", VND},
        {"-10.00", USD, quoted(USD, "21568.5", LAK), Round::half_up, "-215685", LAK},
        {"1", VND, quoted(LAK, "1.2", VND), Round::half_even, "0.83", LAK}, // 0.8333
    }};
    for (const auto& [amount, from, rate, mode, expected, to] : rows) {
        const auto converted = convert(Money::parse(amount, from).value(), rate, mode);
        ASSERT_TRUE(converted.has_value()) << amount;
        EXPECT_EQ(*converted, Money::parse(expected, to).value()) << amount;
    }
}

TEST(Rate, RefusesAnAmountInNeitherCurrency) {
    const auto refused =
        convert(Money::of_minor(1, THB), quoted(USD, "25840", VND), Round::half_up);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fields.at(0).code, "currency_mismatch");
}

TEST(Rate, RefusesARateThatIsNotPositive) {
    for (const std::string_view bad : {"0", "-1"}) {
        EXPECT_FALSE(
            convert(Money::of_minor(1, USD), quoted(USD, bad, VND), Round::half_up).has_value()
        );
    }
}

TEST(Rate, RefusesAResultThatDoesNotFit) {
    const Money much = Money::of_minor(std::numeric_limits<std::int64_t>::max(), VND);
    EXPECT_FALSE(convert(much, quoted(VND, "0.8315", LAK), Round::down).has_value());
    EXPECT_FALSE(convert(much, quoted(VND, "999999999999999999", LAK), Round::down).has_value());
    EXPECT_FALSE(convert(much, quoted(LAK, "0.000000000001", VND), Round::down).has_value());
}

} // namespace
} // namespace route9
