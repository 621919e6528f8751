// SPDX-License-Identifier: Apache-2.0
// Foreign camt samples, read from ROUTE9_REFERENCE. Expected counts, sums and chains were taken
// from the files with an independent XML tool and by hand.
#include "adapters/banks/camt.hpp"
#include "adapters/banks/statement_document.hpp"
#include "core/json.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

namespace route9::adapters::banks {
namespace {

using testing_support::read_text;
using testing_support::reference_folder;

struct Expected {
    const char* file = "";
    const char* format = "";
    std::size_t lines = 0;
    std::size_t details = 0; // in batches
    const char* sum = "";    // of all lines, 5 decimals
    std::optional<bool> chain;
};

const Expected kFirstStatements[] = {
    {"genkgo__camt052.v1.xml", "camt.052.001.01", 1, 0, "-200000.00000", std::nullopt},
    {"genkgo__camt053.v2.five.decimals.xml", "camt.053.001.02", 1, 0, "8.85000", false},
    {"genkgo__camt053.v2.minimal.xml", "camt.053.001.02", 1, 0, "8.85000", false},
    {"genkgo__camt053.v2.multi.statement.xml", "camt.053.001.02", 1, 0, "8.85000", true},
    {"genkgo__camt053.v8.xml", "camt.053.001.08", 1, 0, "8.85000", false},
    {"genkgo__camt054.v4.xml", "camt.054.001.04", 1, 3, "-200000.00000", std::nullopt},
    {"genkgo__camt53.only-Dt-with-DtTm.xml", "camt.053.001.02", 0, 0, "0.00000", std::nullopt},
    {"iso20022js__abn_amro__example_camt.xml", "camt.053.001.02", 13, 19, "-900.00000", true},
    {"iso20022js__ing__example_camt.xml", "camt.053.001.02", 9, 0, "605.00000", true},
    {"iso20022js__nordea__example_camt.xml", "camt.053.001.02", 6, 0, "8600.00000", true},
    {"own__camt053v8_lak.xml", "camt.053.001.08", 4, 0, "5543137.00000", true},
    {"own__camt053v8_vnd.xml", "camt.053.001.08", 10, 3, "5552000.00000", true},
    {"own__camt054v8_vnd_credit.xml", "camt.054.001.08", 1, 0, "2277000.00000", std::nullopt},
};

/// Sum as text with five decimals, without the reader's own arithmetic.
std::string sum_of(const payments::BankStatement& statement) {
    std::int64_t units = 0;
    for (const auto& line : statement.lines) {
        units += line.amount.units() * power_of_ten(5 - line.amount.scale());
    }
    const bool negative = units < 0;
    auto digits = std::to_string(negative ? -units : units);
    if (digits.size() < 6) {
        digits.insert(0, 6 - digits.size(), '0');
    }
    return (negative ? "-" : "") + digits.substr(0, digits.size() - 5) + "." +
           digits.substr(digits.size() - 5);
}

TEST(CamtReference, GivesTheCountsAndSumsOfTheSamples) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    for (const auto& expected : kFirstStatements) {
        const auto read = read_camt(read_text(*folder / "data/payments/camt" / expected.file));
        ASSERT_TRUE(read) << expected.file << read.error().detail;
        const auto& statement = read->statements.front();
        EXPECT_EQ(read->format, expected.format) << expected.file;
        EXPECT_EQ(statement.lines.size(), expected.lines) << expected.file;
        EXPECT_EQ(sum_of(statement), expected.sum) << expected.file;
        EXPECT_EQ(payments::chain_ok(statement), expected.chain) << expected.file;
        EXPECT_EQ(statement.warnings.empty(), expected.chain != false) << expected.file;
        std::size_t details = 0;
        for (const auto& line : statement.lines) {
            details += line.batch ? line.batch->details.size() : 0;
        }
        EXPECT_EQ(details, expected.details) << expected.file;
    }
}

TEST(CamtReference, ReadsEverySampleOrSaysWhatIsWrong) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    int read = 0;
    for (const auto& file : std::filesystem::directory_iterator{*folder / "data/payments/camt"}) {
        const auto text = read_text(file.path());
        const auto parsed = run_statement_parse(text);
        if (!parsed) {
            EXPECT_EQ(file.path().filename(), "genkgo__camt053.v2.wrong.xml");
            ASSERT_FALSE(parsed.error().fields.empty());
            EXPECT_NE(parsed.error().fields[0].message.find("Stmt"), std::string::npos);
            continue;
        }
        EXPECT_TRUE(Json::parse(*parsed).at("statements").is_array()) << file.path();
        ++read;
    }
    EXPECT_EQ(read, 33);
}

TEST(CamtReference, SurvivesEveryTruncationOfASample) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto text = read_text(*folder / "data/payments/camt/own__camt053v8_lak.xml");
    for (std::size_t size = 0; size + 12 < text.size(); size += 7) {
        EXPECT_FALSE(read_camt(std::string_view{text}.substr(0, size))) << size;
    }
}

} // namespace
} // namespace route9::adapters::banks
