// SPDX-License-Identifier: Apache-2.0
#include "payments/bank_directory.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

namespace route9::payments {
namespace {

std::string data_file(const char* name) {
    return testing_support::read_text(
        std::filesystem::path{ROUTE9_SOURCE_DIR} / "data/payments" / name
    );
}

TEST(BankDirectory, NamesVietnameseBanksByTheStateBanksLetter1589) {
    const auto directory = BankDirectory::parse(data_file("vn_bank_bins.json"));
    ASSERT_TRUE(directory) << directory.error().detail;
    int official = 0;
    for (const auto& bank : directory->banks()) {
        official += bank.certainty == BankCertainty::official ? 1 : 0;
    }
    EXPECT_EQ(official, 56);
    ASSERT_NE(directory->find("970436"), nullptr);
    EXPECT_EQ(directory->find("970436")->name, "Vietcombank");
    ASSERT_NE(directory->find("546034"), nullptr);
    EXPECT_EQ(directory->find("546034")->certainty, BankCertainty::seen);
    EXPECT_EQ(directory->find("000000"), nullptr);
}

TEST(BankDirectory, NamesLaoAcquirers) {
    const auto directory = BankDirectory::parse(data_file("lao_acquirers.json"));
    ASSERT_TRUE(directory) << directory.error().detail;
    ASSERT_NE(directory->find("27710418"), nullptr);
    EXPECT_EQ(directory->find("27710418")->code, "BCEL");
    EXPECT_EQ(directory->banks().size(), 6U);
}

TEST(BankDirectory, RefusesNumbersTwiceAndSourcesNobodyDescribes) {
    const std::string row = R"({"bin":"1","code":"A","name":"A","source":"s","certainty":"seen"})";
    EXPECT_FALSE(BankDirectory::parse(R"({"sources":{"s":"x"},"banks":[)" + row + "," + row + "]}")
    );
    EXPECT_FALSE(BankDirectory::parse(R"({"sources":{},"banks":[)" + row + "]}"));
    EXPECT_TRUE(BankDirectory::parse(R"({"sources":{"s":"x"},"banks":[)" + row + "]}"));
}

} // namespace
} // namespace route9::payments
