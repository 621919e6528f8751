// SPDX-License-Identifier: Apache-2.0
#include "core/decimal.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <utility>

namespace route9 {
namespace {

struct ReadCase {
    std::string_view text;
    std::int64_t units;
    int scale;
    std::string_view written;
};

TEST(Decimal, ReadsAndWritesExactly) {
    const std::array<ReadCase, 13> rows{{
        {"0", 0, 0, "0"},
        {"-0", 0, 0, "0"},
        {"0.00", 0, 2, "0"},
        {"5", 5, 0, "5"},
        {"349000.50", 34'900'050, 2, "349000.5"},
        {"-12.340", -12'340, 3, "-12.34"},
        {"-0.5", -5, 1, "-0.5"},
        {"0.000000000001", 1, 12, "0.000000000001"},
        {"-0.000000000001", -1, 12, "-0.000000000001"},
        {"999999999999999999", 999'999'999'999'999'999, 0, "999999999999999999"},
        {"-999999.999999999999", -999'999'999'999'999'999, 12, "-999999.999999999999"},
        {"100.0", 1'000, 1, "100"},
        {"007", 7, 0, "7"},
    }};
    for (const auto& [text, units, scale, written] : rows) {
        const auto value = Decimal::parse(text);
        ASSERT_TRUE(value.has_value()) << text;
        EXPECT_EQ(value->units(), units) << text;
        EXPECT_EQ(value->scale(), scale) << text;
        EXPECT_EQ(value->text(), written) << text;
    }
}

TEST(Decimal, RefusesAnythingElseAndSaysHowToMendIt) {
    for (const std::string_view bad :
         {"",
          "-",
          ".",
          "+5",
          ".5",
          "5.",
          "-.5",
          "1e3",
          "1.2.3",
          "1,5",
          " 5",
          "5 ",
          "--5",
          "0x10",
          "NaN",
          "Infinity",
          "٣",
          "0.0000000000001",
          "1000000000000000000",
          "1234567.123456789012"}) {
        const auto refused = Decimal::parse(bad);
        ASSERT_FALSE(refused.has_value()) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::validation_failed);
        EXPECT_NE(refused.error().fields.at(0).message.find("\"349000\""), std::string::npos);
    }
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(Decimal(50, 1), Decimal(5, 0));
    EXPECT_EQ(Decimal(0, 12), Decimal(0, 0));
    EXPECT_LT(Decimal(-1, 0), Decimal(1, 12));
    EXPECT_LT(Decimal(499, 2), Decimal(5, 0));
    // 10^18 - 1 against 10^6 - 10^-12: cross products beyond 64 bits.
    EXPECT_GT(Decimal(999'999'999'999'999'999, 0), Decimal(999'999'999'999'999'999, 12));
    EXPECT_TRUE(Decimal(0, 3).is_zero());
    EXPECT_TRUE(Decimal(-1, 3).is_negative());
}

TEST(Decimal, KnowsThePowersOfTen) {
    EXPECT_EQ(power_of_ten(0), 1);
    EXPECT_EQ(power_of_ten(2), 100);
    EXPECT_EQ(power_of_ten(18), 1'000'000'000'000'000'000);
}

} // namespace
} // namespace route9
