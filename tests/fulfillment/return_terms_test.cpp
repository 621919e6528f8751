// SPDX-License-Identifier: Apache-2.0
// The rows in force of what a way back costs and how long a branch keeps a parcel.
#include "fulfillment/return_terms.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace route9::fulfillment {
namespace {

using declarations::Country;

constexpr const char* kRules =
    "rule_id,from,to,currency,freight,freight_per_kg,duty_percent,valid_from,valid_to,source,"
    "certainty\n"
    "OLD,LA,VN,VND,20000,5000,0,2025-01-01,2025-12-31,contract,V\n"
    "NEW,LA,VN,VND,30000,8000,2.5,2026-01-01,,contract,V\n";
constexpr const char* kHoldings =
    "rule_id,country,carrier,days,valid_from,valid_to,source,certainty\n"
    "ALL,LA,,7,2025-01-01,,assumed,U\n"
    "OWN,LA,lao-express,10,2026-01-01,,contract,V\n";
constexpr const char* kAttempts =
    "rule_id,country,carrier,attempts,valid_from,valid_to,source,certainty\n"
    "ALL,LA,,3,2025-01-01,,assumed,U\n"
    "OWN,LA,lao-express,2,2026-01-01,,contract,V\n";

std::string data_file(const std::string& name) {
    std::ifstream file{std::string{ROUTE9_SOURCE_DIR} + "/data/corridor/" + name};
    return {std::istreambuf_iterator<char>{file}, {}};
}

Day day(const char* text) {
    return parse_day(text).value();
}

TEST(ReturnTerms, AreThoseOfTheDay) {
    const auto terms = ReturnTerms::load({kRules, kHoldings, kAttempts}).value();
    const auto id = [&terms](const char* on) {
        const auto* row = terms.rule(Country::la, Country::vn, Currency::VND, day(on));
        return row == nullptr ? "none" : row->id;
    };
    EXPECT_EQ(id("2025-12-31"), "OLD");
    EXPECT_EQ(id("2026-01-01"), "NEW");
    EXPECT_EQ(id("2024-12-31"), "none");
    EXPECT_EQ(terms.rule(Country::vn, Country::la, Currency::VND, day("2026-03-10")), nullptr);
}

TEST(ReturnTerms, CountStartedKilogramsAndRoundDuty) {
    const auto terms = ReturnTerms::load({kRules, kHoldings, kAttempts}).value();
    const auto* row = terms.rule(Country::la, Country::vn, Currency::VND, day("2026-03-10"));
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->freight_of(250)->amount(), "38000");
    EXPECT_EQ(row->freight_of(1000)->amount(), "38000");
    EXPECT_EQ(row->freight_of(1001)->amount(), "46000");
    EXPECT_EQ(row->duty_of(Money::of_minor(100'020, Currency::VND))->amount(), "2501");
}

TEST(ReturnTerms, OfACarrierGoBeforeItsCountrys) {
    const auto terms = ReturnTerms::load({kRules, kHoldings, kAttempts}).value();
    const auto days = [&terms](const char* carrier, const char* on) {
        return terms.holding(Country::la, carrier, day(on))->days;
    };
    EXPECT_EQ(days("lao-express", "2026-03-10"), 10);
    EXPECT_EQ(days("lao-express", "2025-03-10"), 7);
    EXPECT_EQ(days("mekong-post", "2026-03-10"), 7);
    EXPECT_EQ(terms.holding(Country::vn, "lao-express", day("2026-03-10")), nullptr);
    EXPECT_EQ(terms.attempts(Country::la, "lao-express", day("2026-03-10"))->attempts, 2);
    EXPECT_EQ(terms.attempts(Country::la, "lao-express", day("2025-03-10"))->attempts, 3);
    EXPECT_EQ(terms.attempts(Country::vn, "lao-express", day("2026-03-10")), nullptr);
}

TEST(ReturnTerms, NameTheBadCell) {
    const std::string rules = std::string{kRules} + "NEW,LA,VN,VND,-1,x,-2,2026-02-01,,me,V\n";
    const auto bad = ReturnTerms::load({rules, kHoldings, kAttempts});
    ASSERT_FALSE(bad.has_value());
    std::vector<std::string> cells;
    for (const FieldError& error : bad.error().fields) {
        cells.push_back(error.pointer + " " + error.code);
    }
    EXPECT_EQ(
        cells,
        (std::vector<std::string>{
            "return_rules.csv:4/freight malformed",
            "return_rules.csv:4/freight_per_kg malformed",
            "return_rules.csv:4/duty_percent out_of_range",
            "return_rules.csv:4/rule_id duplicate",
        })
    );
    const std::string holdings = std::string{kHoldings} + "X,VN,,0,2026-02-01,,me,V\n";
    EXPECT_FALSE(ReturnTerms::load({kRules, holdings, kAttempts}).has_value());
    const std::string attempts = std::string{kAttempts} + "X,VN,,21,2026-02-01,,me,V\n";
    const auto often = ReturnTerms::load({kRules, kHoldings, attempts});
    ASSERT_FALSE(often.has_value());
    EXPECT_EQ(often.error().fields.at(0).pointer, "delivery_attempts.csv:4/attempts");
}

TEST(ReturnTerms, OfTheDataFilesCoverEveryWayInBothCurrencies) {
    const std::string rules = data_file("return_rules.csv");
    const std::string holdings = data_file("holding_days.csv");
    const std::string attempts = data_file("delivery_attempts.csv");
    const auto terms = ReturnTerms::load({rules, holdings, attempts});
    ASSERT_TRUE(terms.has_value());
    for (const Country from : {Country::vn, Country::la}) {
        EXPECT_NE(terms->holding(from, "lao-express", day("2026-03-10")), nullptr);
        EXPECT_NE(terms->attempts(from, "lao-express", day("2026-03-10")), nullptr);
        for (const Country to : {Country::vn, Country::la}) {
            for (const Currency currency : {Currency::VND, Currency::LAK}) {
                EXPECT_NE(terms->rule(from, to, currency, day("2026-03-10")), nullptr);
            }
        }
    }
}

} // namespace
} // namespace route9::fulfillment
