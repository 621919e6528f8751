// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/cash_way.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

using enum CashState;

struct Step {
    CashState now;
    CashState told;
    CashState after;
};

TEST(CashWay, GoesForwardOnly) {
    constexpr Step kSteps[] = {
        {due, none, due},
        {due, collected, collected},
        {due, remitted, remitted},
        {collected, collected, collected},
        {collected, remitted, remitted},
        {remitted, collected, remitted},
        {remitted, none, remitted},
    };
    for (const Step& step : kSteps) {
        EXPECT_EQ(advance_cash(step.now, step.told), step.after)
            << name(step.now) << " told " << name(step.told);
    }
}

TEST(CashWay, IsNoneOfAParcelWithoutCash) {
    EXPECT_EQ(advance_cash(none, collected), none);
    EXPECT_EQ(advance_cash(none, remitted), none);
}

TEST(CashWay, IsReadByItsWords) {
    EXPECT_EQ(parse_cash_state("remitted"), remitted);
    EXPECT_EQ(parse_cash_state("paid"), none);
    EXPECT_EQ(name(collected), "collected");
}

} // namespace
} // namespace route9::fulfillment
