// SPDX-License-Identifier: Apache-2.0
#include "core/money.hpp"
#include "tests/seed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace route9 {
namespace {

using enum Currency;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

Money dong(std::int64_t amount) {
    return Money::of_minor(amount, VND);
}

struct ReadCase {
    std::string_view text;
    Currency currency;
    std::int64_t minor;
    std::string_view written;
};

TEST(Money, ReadsAndWritesCanonicalAmounts) {
    const std::array<ReadCase, 12> rows{{
        {"349000", VND, 349'000, "349000"},
        {"349000.00", VND, 349'000, "349000"},
        {"-1", VND, -1, "-1"},
        {"15000", LAK, 1'500'000, "15000"},
        {"15000.50", LAK, 1'500'050, "15000.50"},
        {"15000.5", LAK, 1'500'050, "15000.50"},
        {"-0.05", LAK, -5, "-0.05"},
        {"12", USD, 1'200, "12.00"},
        {"12.3", USD, 1'230, "12.30"},
        {"0", USD, 0, "0.00"},
        {"-7.01", THB, -701, "-7.01"},
        {"88.880", CNY, 8'888, "88.88"},
    }};
    for (const auto& [text, currency, minor, written] : rows) {
        const auto money = Money::parse(text, currency);
        ASSERT_TRUE(money.has_value()) << text;
        EXPECT_EQ(money->minor(), minor) << text;
        EXPECT_EQ(money->currency(), currency);
        EXPECT_EQ(money->amount(), written) << text;
    }
}

TEST(Money, RefusesDecimalsTheCurrencyDoesNotHave) {
    for (const auto& [text, currency] :
         {std::pair{"349000.5", VND}, std::pair{"1.005", USD}, std::pair{"0.001", LAK}}) {
        const auto refused = Money::parse(text, currency);
        ASSERT_FALSE(refused.has_value()) << text;
        EXPECT_EQ(refused.error().fields.at(0).code, "too_precise");
    }
    EXPECT_FALSE(Money::parse("", VND).has_value());
    EXPECT_FALSE(Money::parse("1e3", VND).has_value());
}

TEST(Money, RefusesAmountsBeyond64Bits) {
    EXPECT_EQ(Money::parse("92233720368547758", LAK).value().minor(), 9'223'372'036'854'775'800);
    EXPECT_FALSE(Money::parse("92233720368547759", LAK).has_value());
    EXPECT_FALSE(Money::parse("-92233720368547759", LAK).has_value());
}

TEST(Money, AddsAndSubtractsWithinOneCurrency) {
    EXPECT_EQ(dong(5).plus(dong(7)).value(), dong(12));
    EXPECT_EQ(dong(5).minus(dong(7)).value(), dong(-2));
    EXPECT_EQ(dong(5).times(-3).value(), dong(-15));
    EXPECT_EQ(dong(5).negated(), dong(-5));
    EXPECT_TRUE(dong(-5).is_negative());
    EXPECT_TRUE(Money::zero(VND).is_zero());
}

TEST(Money, RefusesSumsOfUnlikeCurrencies) {
    const Money kip = Money::of_minor(100, LAK);
    for (const auto& refused : {dong(1).plus(kip), dong(1).minus(kip)}) {
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().fields.at(0).code, "currency_mismatch");
        EXPECT_EQ(
            refused.error().fields.at(0).message,
            "VND and LAK must be converted to one currency first"
        );
    }
}

TEST(Money, RefusesToOverflow) {
    EXPECT_EQ(dong(largest - 1).plus(dong(1)).value(), dong(largest));
    EXPECT_FALSE(dong(largest).plus(dong(1)).has_value());
    EXPECT_FALSE(dong(-largest).minus(dong(1)).has_value());
    EXPECT_FALSE(dong(largest / 2).times(3).has_value());
    EXPECT_FALSE(dong(largest).scaled(2, 1, Round::down).has_value());
    EXPECT_FALSE(dong(largest).percent(Decimal{101, 0}, Round::down).has_value());
}

TEST(Money, ScalesExactlyThroughLargeIntermediates) {
    EXPECT_EQ(dong(largest).scaled(largest, largest, Round::down).value(), dong(largest));
    EXPECT_EQ(dong(1'000).scaled(1, 3, Round::half_up).value(), dong(333));
    EXPECT_EQ(dong(1'000).scaled(2, 3, Round::half_up).value(), dong(667));
    EXPECT_EQ(dong(-1'000).scaled(2, 3, Round::down).value(), dong(-666));
}

TEST(Money, TakesPercentRoundedOnce) {
    EXPECT_EQ(dong(349'000).percent(Decimal{10, 0}, Round::half_up).value(), dong(34'900));
    EXPECT_EQ(dong(1'005).percent(Decimal{10, 0}, Round::half_even).value(), dong(100));
    EXPECT_EQ(dong(1'005).percent(Decimal{10, 0}, Round::half_up).value(), dong(101));
    // 12.5 % of 4,670,000.00 kip = 583,750.00
    EXPECT_EQ(
        Money::of_minor(467'000'000, LAK).percent(Decimal{125, 1}, Round::half_up).value(),
        Money::of_minor(58'375'000, LAK)
    );
}

struct AllocateCase {
    std::int64_t total;
    std::vector<std::int64_t> weights;
    std::vector<std::int64_t> shares;
};

TEST(Allocate, GivesTheRestToTheLargestRemaindersThenTheLowerIndex) {
    const std::array<AllocateCase, 9> rows{{
        {100, {1, 1, 1}, {34, 33, 33}},
        {101, {1, 1, 1}, {34, 34, 33}},
        {10, {1, 2, 4}, {1, 3, 6}}, // 1.43, 2.86, 5.71
        {7, {0, 0, 0}, {3, 2, 2}},
        {7, {0, 5, 0}, {0, 7, 0}},
        {0, {3, 4}, {0, 0}},
        {-100, {1, 1, 1}, {-34, -33, -33}},
        {largest, {largest, largest}, {largest / 2 + 1, largest / 2}},
        {5, {9}, {5}},
    }};
    for (const AllocateCase& row : rows) {
        const auto parts = allocate(dong(row.total), row.weights);
        ASSERT_EQ(parts.size(), row.shares.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            EXPECT_EQ(parts[i], dong(row.shares[i])) << "total " << row.total << " part " << i;
        }
    }
    EXPECT_TRUE(allocate(dong(0), {}).empty());
}

TEST(Allocate, AddsUpAndStaysWithinOneUnitOfTheExactShare) {
    const std::uint64_t seed = tests::property_seed();
    SCOPED_TRACE(tests::seed_note(seed));
    std::mt19937_64 random{seed};
    for (int round = 0; round < 2'000; ++round) {
        const auto total = static_cast<std::int64_t>(random() >> (1 + random() % 60));
        std::vector<std::int64_t> weights(1 + random() % 20);
        for (std::int64_t& weight : weights) {
            weight = static_cast<std::int64_t>(random() % 4 == 0 ? 0 : random() >> 1);
        }
        const Int128 whole = std::accumulate(weights.begin(), weights.end(), Int128{0});
        Int128 sum = 0;
        const auto parts = allocate(Money::of_minor(total, LAK), weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            sum += parts[i].minor();
            if (whole > 0) {
                const Int128 below = static_cast<Int128>(total) * weights[i] / whole;
                ASSERT_TRUE(parts[i].minor() == below || parts[i].minor() == below + 1);
            }
        }
        ASSERT_TRUE(sum == total) << total;
    }
}

} // namespace
} // namespace route9
