// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_lot.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::fulfillment {
namespace {

using namespace std::chrono_literals;

const LocalDay today{2026y / 3 / 10};
const LocalDay april{2026y / 4 / 1};
const LocalDay march{2026y / 3 / 20};

/// "B3 A1", "-" for pieces of no lot.
std::string picked(const std::vector<StockLot>& lots, std::int64_t pieces, LocalDay day = today) {
    std::string text;
    for (const auto& [lot, taken] : pick_lots(lots, pieces, day)) {
        const std::string& name = lots[lot].lot;
        text += (text.empty() ? "" : " ") + (name.empty() ? "-" : name) + std::to_string(taken);
    }
    return text;
}

TEST(PickLots, TakesWhatExpiresFirst) {
    const std::vector<StockLot> shelf{
        {.lot = "A", .expires = april, .on_hand = 2},
        {.lot = "B", .expires = march, .on_hand = 3},
        {.lot = "", .on_hand = 5},
    };
    EXPECT_EQ(picked(shelf, 4), "B3 A1");
    EXPECT_EQ(picked(shelf, 3), "B3");
    EXPECT_EQ(picked(shelf, 6), "B3 A2 -1");
    EXPECT_EQ(picked(shelf, 10), "B3 A2 -5");
    EXPECT_EQ(picked(shelf, 11), "B3 A2 -5") << "there is not more";
    EXPECT_EQ(picked(shelf, 0), "");
}

TEST(PickLots, BreaksTiesByTheLotsId) {
    const std::vector<StockLot> shelf{
        {.lot = "L2", .expires = march, .on_hand = 1},
        {.lot = "L10", .expires = march, .on_hand = 1},
        {.lot = "K", .on_hand = 1},
        {.lot = "", .on_hand = 1},
        {.lot = "J", .on_hand = 1},
    };
    EXPECT_EQ(picked(shelf, 5), "L101 L21 J1 K1 -1") << "without a day, then of no lot";
}

TEST(PickLots, LeavesWhatIsBlocked) {
    const std::vector<StockLot> shelf{
        {.lot = "A", .expires = march, .on_hand = 3, .blocked = 2},
        {.lot = "B", .expires = april, .on_hand = 3},
    };
    EXPECT_EQ(picked(shelf, 3), "A1 B2");
    EXPECT_EQ(picked(shelf, 9), "A1 B3");
}

TEST(PickLots, TakesWhatIsPastItsDayOnlyWhenNothingElseIsThere) {
    const std::vector<StockLot> shelf{
        {.lot = "A", .expires = march, .on_hand = 2},
        {.lot = "", .on_hand = 3},
    };
    EXPECT_EQ(picked(shelf, 4, march), "A2 -2") << "good on its last day";
    EXPECT_EQ(picked(shelf, 4, march + std::chrono::days{1}), "-3 A1");
}

} // namespace
} // namespace route9::fulfillment
