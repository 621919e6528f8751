// SPDX-License-Identifier: Apache-2.0
// The number is GS1's example GTIN-13 9520123456788.
#include "adapters/documents/gs1_lot.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

std::string read(std::string_view text) {
    const Gs1Lot found = gs1_lot_in(text);
    return found.lot + "|" + (found.expires ? format_day(*found.expires) : "");
}

TEST(Gs1Lot, IsReadFromWhatScannersRead) {
    EXPECT_EQ(read("(01)09520123456788(17)260401(10)A7"), "A7|2026-04-01");
    EXPECT_EQ(read("(01)09520123456788(10)A7(17)260401"), "A7|2026-04-01");
    EXPECT_EQ(read("]C101095201234567881726040110A7"), "A7|2026-04-01");
    EXPECT_EQ(
        read("]d2010952012345678810A7\x1d"
             "17260401"),
        "A7|2026-04-01"
    );
    EXPECT_EQ(
        read("\x1d"
             "010952012345678821X9\x1d"
             "10A7"),
        "A7|"
    );
    EXPECT_EQ(read("https://shop.example/01/9520123456788/10/LOT7?17=261231"), "LOT7|2026-12-31");
    EXPECT_EQ(read("https://shop.example/01/9520123456788/10/LOT7/21/5#top"), "LOT7|");
}

TEST(Gs1Lot, EndsOnTheLastDayOfAMonthWithoutADay) {
    EXPECT_EQ(read("(01)09520123456788(10)A7(17)260200"), "A7|2026-02-28");
    EXPECT_EQ(read("(01)09520123456788(10)A7(17)280200"), "A7|2028-02-29");
}

TEST(Gs1Lot, TakesBestBeforeWhereNothingElseIsSaid) {
    EXPECT_EQ(read("(01)09520123456788(15)260301(10)A7"), "A7|2026-03-01");
    EXPECT_EQ(read("(01)09520123456788(15)260301(17)260401(10)A7"), "A7|2026-04-01");
}

TEST(Gs1Lot, IsNothingElse) {
    EXPECT_EQ(read(""), "|");
    EXPECT_EQ(read("SHIRT"), "|");
    EXPECT_EQ(read("9520123456788"), "|");
    EXPECT_EQ(read("(01)09520123456788(17)261301"), "|") << "no such month";
    EXPECT_EQ(read("(01)09520123456788(17)2604"), "|");
    EXPECT_EQ(read("(01"), "|");
    EXPECT_EQ(read("(01)09520123456788(10)123456789012345678901"), "|") << "a lot has 20 at most";
    EXPECT_EQ(read("https://shop.example/10/LOT7"), "|") << "of no goods";
    EXPECT_EQ(read("]d20109520123456788993AB10A7"), "|") << "reading ends at an unknown key";
}

} // namespace
} // namespace route9::adapters
