// SPDX-License-Identifier: Apache-2.0
// Numbers are GS1's own examples: GTIN-13 9520123456788, GTIN-12 614141000036, GTIN-8 95201214.
#include "adapters/documents/gtin.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(Gtin, IsFoundInWhatScannersRead) {
    const std::string number = "09520123456788";
    for (const char* scanned : {
             "9520123456788",
             "09520123456788",
             "]E09520123456788",
             "(01)09520123456788",
             "(01)09520123456788(10)LOT7",
             "]C10109520123456788",
             "]d2010952012345678810LOT7\x1d"
             "17261231",
             "https://id.gs1.org/01/09520123456788",
             "https://shop.example/01/9520123456788/10/LOT7?17=261231",
         }) {
        EXPECT_EQ(gtin_in(scanned), number) << scanned;
    }
    EXPECT_EQ(gtin_in("614141000036"), "00614141000036");
    EXPECT_EQ(gtin_in("95201214"), "00000095201214");
}

TEST(Gtin, IsNothingElse) {
    for (const char* scanned : {
             "",
             "]",
             "]E0",
             "SHIRT",
             "9520123456789", // check digit
             "(01)09520123456789",
             "(01)0952012345",
             "106141412345678908", // an SSCC
             "https://id.gs1.org/00/106141412345678908",
             "123456789",
         }) {
        EXPECT_EQ(gtin_in(scanned), std::nullopt) << scanned;
    }
}

TEST(Gtin, NamesAnSkuThatIsOne) {
    EXPECT_TRUE(names_sku("SHIRT", "SHIRT"));
    EXPECT_FALSE(names_sku("SHIRT", "CUP"));
    EXPECT_TRUE(names_sku("(01)09520123456788", "9520123456788"));
    EXPECT_FALSE(names_sku("(01)09520123456788", "614141000036"));
}

} // namespace
} // namespace route9::adapters
