// SPDX-License-Identifier: Apache-2.0
#include "payments/payment_code.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::string_view kSymbols = "123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::vector<std::string> samples() {
    const char* given = std::getenv("ROUTE9_SEED");
    const auto seed = given == nullptr ? 20260302ULL : std::strtoull(given, nullptr, 10);
    ::testing::Test::RecordProperty("seed", std::to_string(seed));
    std::mt19937_64 random{seed};
    std::vector<std::string> codes{"VL7Q2MZKG", "VLHKV9T2F", "VLZZ51CDD", "VL1111111"};
    for (int i = 0; i < 200; ++i) {
        codes.push_back(PaymentCode::from_random(random()).text());
    }
    return codes;
}

TEST(PaymentCode, AcceptsPublishedCodesAndNothingNear) {
    // Codes of the worked examples; the check symbol of the first, by hand: 7=6, Q=21, 2=1, M=18,
    // Z=30, K=17: 6+42+3+72+150+102 = 375 = 12*31+3... symbol 3 counts from 0.
    const std::pair<std::string_view, bool> cases[] = {
        {"VL7Q2MZKG", true},
        {"VLA9XK3P8", true},
        {"VLHKV9T2F", true},
        {"VLZZ51CDD", true},
        {"VL7Q2MZKH", false},
        {"vl7q2mzkg", false},
        {"VL7Q2MZK", false},
        {"VL7Q2MZKGG", false},
        {"XL7Q2MZKG", false},
        {"VL7Q0MZKG", false},
        {"", false},
    };
    for (const auto& [text, good] : cases) {
        EXPECT_EQ(PaymentCode::parse(text).has_value(), good) << text;
    }
}

TEST(PaymentCode, CatchesEverySubstitution) {
    for (const auto& code : samples()) {
        ASSERT_TRUE(PaymentCode::parse(code)) << code;
        for (std::size_t i = 2; i < code.size(); ++i) {
            for (const char symbol : kSymbols) {
                auto damaged = code;
                damaged[i] = symbol;
                EXPECT_EQ(PaymentCode::parse(damaged).has_value(), symbol == code[i]) << damaged;
            }
        }
    }
}

TEST(PaymentCode, CatchesEverySwapOfNeighbours) {
    for (const auto& code : samples()) {
        for (std::size_t i = 2; i + 1 < code.size(); ++i) {
            auto damaged = code;
            std::swap(damaged[i], damaged[i + 1]);
            EXPECT_EQ(PaymentCode::parse(damaged).has_value(), damaged == code) << damaged;
        }
    }
}

TEST(PaymentCode, IsTheSameForTheSameRandomness) {
    EXPECT_EQ(PaymentCode::from_random(0).text(), "VL1111111");
    // Symbol 1 first: check = 1 * 1, the second symbol.
    EXPECT_EQ(PaymentCode::from_random(1).text(), "VL2111112");
    EXPECT_EQ(PaymentCode::from_random(PaymentCode::combinations + 1).text(), "VL2111112");
}

TEST(PaymentCode, IsFoundAmongTheBanksOwnText) {
    const auto memo = fold("MBVCB.8612345678.012345.VL7Q2MZKG chuyen tien.CT tu 0071000999999");
    const auto hits = find_codes(memo);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].code.text(), "VL7Q2MZKG");
    EXPECT_EQ(hits[0].offset, 24U);
    EXPECT_FALSE(hits[0].across_signs);
}

TEST(PaymentCode, IsFoundAcrossAHardWrapAndInLowerCase) {
    const auto hits = find_codes(fold("REM Tfr Ac:12710009999999 tt đơn hàng vla9x k3p8 GD 02"));
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].code.text(), "VLA9XK3P8");
    EXPECT_TRUE(hits[0].across_signs);
}

TEST(PaymentCode, IsFoundWhateverSignsABankOrAPayerPutsInside) {
    for (const char* memo : {
             "x VL96-C7X6X",
             "VL-96C7-X6X",
             "V.L.9.6.C.7.X.6.X",
             "VL_96C/7X6X",
             "(VL96C7)(X6X)",
             "vl96 c7-x6x.",
             "tt:VL96:C7X6X;CT tu 0071",
             "VL96\n/C7X6X",
             "VL96,C7X6X|GD 01",
             "VL*96*C7X6X#",
             "VL96\u2013C7X6X",       // en dash
             "VL96\u00b7C7X6X",       // middle dot
             "VL96\u2011C7\u00a0X6X", // hyphen and blank that do not break
         }) {
        const auto hits = find_codes(fold(memo));
        ASSERT_EQ(hits.size(), 1U) << memo;
        EXPECT_EQ(hits[0].code.text(), "VL96C7X6X") << memo;
        EXPECT_TRUE(hits[0].across_signs) << memo;
    }
    const auto second = find_codes(fold("VL_KDC/BCPJ"));
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].code.text(), "VLKDCBCPJ");
}

TEST(PaymentCode, IsNeverReadOutOfSignsWhenASymbolIsWrong) {
    for (const char* memo : {
             "x VL96-C7X6Y",       // check symbol
             "x VL96-C7XX6",       // swapped
             "x VL96-C7X6",        // cut off
             "x VL96-C7\u0e81X6X", // a letter of another script is no sign
             "x VL96-0C7X6X",      // a digit between
             "VL 96 C7 - 6X",
         }) {
        EXPECT_TRUE(find_codes(fold(memo)).empty()) << memo;
    }
}

TEST(PaymentCode, SurvivesSignsBetweenAnyTwoSymbolsAndNoWrongSymbol) {
    for (const auto& code : samples()) {
        for (std::size_t cut = 1; cut < code.size(); ++cut) {
            for (const char* sign : {"-", "/", ".", "_", " - ", "\u2013"}) {
                auto memo = "ck " + code;
                memo.insert(3 + cut, sign);
                const auto hits = find_codes(fold(memo));
                ASSERT_EQ(hits.size(), 1U) << memo;
                ASSERT_EQ(hits[0].code.text(), code) << memo;
                memo.back() = memo.back() == '1' ? '2' : '1';
                ASSERT_TRUE(find_codes(fold(memo)).empty()) << memo;
            }
        }
    }
}

TEST(PaymentCode, IsFoundOnceEachWhenSeveralStandInOneMemo) {
    const auto hits = find_codes(fold("VLA9XK3P8 VL7Q2MZKG VLA9XK3P8"));
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].code.text(), "VLA9XK3P8");
    EXPECT_EQ(hits[1].code.text(), "VL7Q2MZKG");
}

bool near(std::string_view memo, std::string_view code) {
    for (const auto& candidate : find_near_codes(fold(memo))) {
        if (candidate.text() == code) {
            return true;
        }
    }
    return false;
}

TEST(PaymentCode, IsProposedForWordsOneEditAway) {
    const std::pair<std::string_view, bool> cases[] = {
        {"tt VL7Q2MZKH cam on", true},  // wrong symbol
        {"tt VL7Q2MZOG cam on", true},  // a symbol outside the alphabet
        {"tt VL7Q2ZMKG cam on", true},  // swapped
        {"tt VL7QMZKG cam on", true},   // lost inside
        {"tt VL7Q22MZKG cam on", true}, // doubled
        {"tt UL7Q2MZKG cam on", true},  // prefix damaged
        {"tt VI7Q2MZKG cam on", true},
        {"tt VL7Q 2MZKH cam on", true}, // wrapped as well
        {"tt VL7Q2MZK", false},         // a lost tail is a cut, not an edit
        {"tt VL7Q2NZKH", false},        // two edits
        {"cam on", false},
    };
    for (const auto& [memo, expected] : cases) {
        EXPECT_EQ(near(memo, "VL7Q2MZKG"), expected) << memo;
    }
}

TEST(PaymentCode, LeavesItsCutOffTails) {
    const std::pair<std::string_view, std::vector<std::string>> cases[] = {
        {"thanh toan VL7Q2MZK", {"VL7Q2MZK"}},
        {"thanh toan VL7Q2M", {"VL7Q2M"}},
        {"thanh toan VL7Q 2MZ", {"VL7Q2MZ"}},
        {"thanh toan VL7Q2", {}},
        {"VL7Q2MZK thanh toan", {}},
    };
    for (const auto& [memo, tails] : cases) {
        EXPECT_EQ(truncated_tails(fold(memo)), tails) << memo;
    }
}

} // namespace
} // namespace route9::payments
