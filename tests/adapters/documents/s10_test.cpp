// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/s10.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

std::string refused(const S10Parts& parts) {
    const auto made = make_s10(parts);
    return made ? "" : made.error().fields.at(0).pointer + " " + made.error().fields.at(0).code;
}

// RR473124829GB is the example of UPU S10 itself; the others by hand.
TEST(S10, HasTheCheckDigitOfTheStandard) {
    EXPECT_EQ(s10_check_digit("47312482"), '9');
    EXPECT_EQ(s10_check_digit("12345678"), '5');
    EXPECT_EQ(s10_check_digit("00000015"), '5'); // 44 = 0 mod 11: eleven is written 5
    EXPECT_EQ(s10_check_digit("00000008"), '0'); // 56 = 1 mod 11: ten is written 0
}

TEST(S10, IsMadeOfServiceSerialAndCountry) {
    EXPECT_EQ(make_s10({"EE", 12'345'678, "VN"}).value(), "EE123456785VN");
    EXPECT_EQ(make_s10({"RR", 47'312'482, "GB"}).value(), "RR473124829GB");
    EXPECT_EQ(make_s10({"CP", 8, "LA"}).value(), "CP000000080LA");
}

TEST(S10, NamesWhatCannotBePartOfIt) {
    EXPECT_EQ(refused({"E", 1, "VN"}), "/service malformed");
    EXPECT_EQ(refused({"ee", 1, "VN"}), "/service malformed");
    for (const auto* service : {"JA", "KA", "SA", "TA", "WA"}) {
        EXPECT_EQ(refused({service, 1, "VN"}), "/service reserved");
    }
    EXPECT_EQ(refused({"EE", 100'000'000, "VN"}), "/serial out_of_range");
    EXPECT_EQ(refused({"EE", 99'999'999, "VN"}), "");
    EXPECT_EQ(refused({"EE", 1, "V1"}), "/country malformed");
}

TEST(S10, IsRecognisedByFormAndCheckDigit) {
    EXPECT_TRUE(is_s10("RR473124829GB"));
    EXPECT_TRUE(is_s10("EE123456785VN"));
    for (const auto* text :
         {"",
          "RR473124828GB",
          "RR473124829G",
          "RR473124829GBX",
          "R1473124829GB",
          "RR4731248290B",
          "RR47312482AGB",
          "rr473124829gb"}) {
        EXPECT_FALSE(is_s10(text)) << text;
    }
}

} // namespace
} // namespace route9::adapters
