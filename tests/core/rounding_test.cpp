// SPDX-License-Identifier: Apache-2.0
#include "core/rounding.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace route9 {
namespace {

struct RoundCase {
    int numerator;
    int denominator;
    int half_up;
    int half_even;
    int up;
    int down;
};

TEST(Rounding, FollowsItsModeOnBothSidesOfZero) {
    const std::array<RoundCase, 14> rows{{
        {0, 4, 0, 0, 0, 0},
        {1, 4, 0, 0, 1, 0},
        {2, 4, 1, 0, 1, 0},
        {3, 4, 1, 1, 1, 0},
        {4, 4, 1, 1, 1, 1},
        {6, 4, 2, 2, 2, 1},
        {10, 4, 3, 2, 3, 2},
        {5, 3, 2, 2, 2, 1},
        {-1, 4, 0, 0, -1, 0},
        {-2, 4, -1, 0, -1, 0},
        {-6, 4, -2, -2, -2, -1},
        {-10, 4, -3, -2, -3, -2},
        {-4, 4, -1, -1, -1, -1},
        {7, 1, 7, 7, 7, 7},
    }};
    for (const RoundCase& row : rows) {
        const auto rounded = [&](Round mode) {
            return static_cast<int>(divide(row.numerator, row.denominator, mode));
        };
        EXPECT_EQ(rounded(Round::half_up), row.half_up) << row.numerator << '/' << row.denominator;
        EXPECT_EQ(rounded(Round::half_even), row.half_even) << row.numerator;
        EXPECT_EQ(rounded(Round::up), row.up) << row.numerator;
        EXPECT_EQ(rounded(Round::down), row.down) << row.numerator;
    }
}

TEST(Rounding, HoldsAtTheEdgeOf128Bits) {
    const Int128 largest = (static_cast<Int128>(std::numeric_limits<std::int64_t>::max()) << 64) |
                           std::numeric_limits<std::uint64_t>::max();
    EXPECT_TRUE(divide(largest, 1, Round::half_up) == largest);
    EXPECT_TRUE(divide(largest - 1, largest, Round::half_up) == 1);
    EXPECT_TRUE(divide(-largest, largest, Round::up) == -1);
}

} // namespace
} // namespace route9
