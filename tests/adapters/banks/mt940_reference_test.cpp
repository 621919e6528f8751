// SPDX-License-Identifier: Apache-2.0
// MT940 samples of others, read from ROUTE9_REFERENCE. Counts and chains were taken from the files
// by hand.
#include "adapters/banks/mt940.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

namespace route9::adapters::banks {
namespace {

using testing_support::read_text;
using testing_support::reference_folder;

struct Expected {
    const char* file = "";
    std::size_t statements = 0;
    std::size_t lines = 0; // of all statements
    std::size_t broken_chains = 0;
};

const Expected kSamples[] = {
    {"jejik__bug-core-5401.txt", 1, 1, 1},
    {"jejik__commerzbank.txt", 1, 1, 1},
    {"jejik__deutschebank.txt", 1, 1, 1},
    {"jejik__ing-dos.txt", 1, 7, 1},
    {"jejik__ing-unix.txt", 1, 7, 1},
    {"jejik__lbbw.txt", 1, 2, 0},
    {"jejik__sparkasse_interim_balance.txt", 3, 2, 0},
    {"mt940js__abn-amro-1.STA", 1, 1, 1},
    {"mt940js__base-1.mta", 3, 9, 0},
    {"mt940js__base-2.mta", 1, 2, 0},
    {"own__vnd.sta", 1, 3, 0},
};

TEST(Mt940Reference, GivesTheCountsAndChainsOfTheSamples) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    for (const auto& expected : kSamples) {
        const auto read = read_mt940(read_text(*folder / "data/payments/mt940" / expected.file));
        ASSERT_TRUE(read) << expected.file << read.error().fields.at(0).pointer;
        std::size_t lines = 0;
        std::size_t broken = 0;
        for (const auto& statement : read->statements) {
            lines += statement.lines.size();
            broken += payments::chain_ok(statement) == false ? 1 : 0;
        }
        EXPECT_EQ(read->statements.size(), expected.statements) << expected.file;
        EXPECT_EQ(lines, expected.lines) << expected.file;
        EXPECT_EQ(broken, expected.broken_chains) << expected.file;
    }
}

TEST(Mt940Reference, ReadsTheVietnameseDay) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto read = read_mt940(read_text(*folder / "data/payments/mt940/own__vnd.sta"));
    ASSERT_TRUE(read);
    const auto& statement = read->statements.at(0);
    EXPECT_EQ(statement.opening->text(), "16800000");
    EXPECT_EQ(statement.closing->text(), "18366000");
    EXPECT_EQ(payments::chain_ok(statement), true);
    EXPECT_EQ(statement.lines.at(0).bank_ref, "5243.65937");
    EXPECT_EQ(statement.lines.at(1).amount.text(), "-700000");
    EXPECT_TRUE(statement.lines.at(1).reversal);
}

TEST(Mt940Reference, SurvivesEveryTruncationOfTheSamples) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    for (const auto& file : std::filesystem::directory_iterator{*folder / "data/payments/mt940"}) {
        const auto text = read_text(file.path());
        for (std::size_t size = 0; size < text.size(); size += 3) {
            const auto read = read_mt940(std::string_view{text}.substr(0, size));
            EXPECT_TRUE(read || read.error().fields.at(0).pointer.starts_with("/line[")) << size;
        }
    }
}

} // namespace
} // namespace route9::adapters::banks
