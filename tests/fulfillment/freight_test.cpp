// SPDX-License-Identifier: Apache-2.0
// Steps are those of IEC 60063 (E24); means and middles by hand.
#include "fulfillment/freight.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

FreightReport
told(std::string party, std::int64_t price, std::optional<std::int64_t> mass_g = std::nullopt) {
    return {PartyId{std::move(party)}, price, mass_g};
}

std::pair<std::int64_t, std::int64_t> band(const std::vector<FreightReport>& reports) {
    const auto rate = freight_rate(reports);
    return rate ? std::pair{rate->low_minor, rate->high_minor}
                : std::pair<std::int64_t, std::int64_t>{};
}

using Band = std::pair<std::int64_t, std::int64_t>;

TEST(FreightRate, NeedsThreePartiesNotThreeReports) {
    EXPECT_EQ(freight_rate({}), std::nullopt);
    EXPECT_EQ(band({told("a", 100), told("b", 100)}), Band{});
    EXPECT_EQ(band({told("a", 100), told("a", 90), told("a", 80), told("b", 100)}), Band{});
    EXPECT_EQ(band({told("a", 100), told("b", 100), told("", 100)}), Band(100, 110));
}

TEST(FreightRate, IsTheStepOfTheMean) {
    EXPECT_EQ(band({told("a", 1'000), told("b", 1'100), told("c", 1'500)}), Band(1'200, 1'300));
    EXPECT_EQ(band({told("a", 109), told("b", 109), told("c", 109)}), Band(100, 110));
    EXPECT_EQ(band({told("a", 110), told("b", 110), told("c", 110)}), Band(110, 120));
    EXPECT_EQ(band({told("a", 95), told("b", 95), told("c", 95)}), Band(91, 100));
    EXPECT_EQ(band({told("a", 7), told("b", 7), told("c", 7)}), Band(7, 8));
    EXPECT_EQ(band({told("a", 12), told("b", 12), told("c", 12)}), Band(12, 13));
}

// a says 100 a hundred times and counts as one 100: (100 + 200 + 300) / 3 = 200.
TEST(FreightRate, HearsAPartyOnceHoweverOftenItTells) {
    std::vector<FreightReport> reports{told("b", 200), told("c", 300)};
    for (int i = 0; i < 100; ++i) {
        reports.push_back(told("a", 100));
    }
    EXPECT_EQ(band(reports), Band(200, 220));
    // The middle of its own: 100 of 90, 100, 999999.
    reports = {told("a", 90), told("a", 999'999), told("a", 100), told("b", 200), told("c", 300)};
    EXPECT_EQ(band(reports), Band(200, 220));
}

// 100, 110 and a slip of 110,000: the middle is 110, the slip counts as 220; (100+110+220)/3 = 143.
TEST(FreightRate, HoldsAnOutlierAtTwiceTheMiddle) {
    EXPECT_EQ(band({told("a", 100), told("b", 110), told("c", 110'000)}), Band(130, 150));
    EXPECT_EQ(band({told("a", 100), told("b", 110), told("c", 9'000'000)}), Band(130, 150));
}

// Whoever knows two prices of three, and the answer of before and after, knows the third no better
// than a step.
TEST(FreightRate, IsTheSameForEveryPriceWithinAStep) {
    const Band shown = band({told("a", 100), told("b", 100), told("c", 100)});
    for (const std::int64_t price : {100, 110, 120, 128}) {
        EXPECT_EQ(band({told("a", 100), told("b", 100), told("c", price)}), shown) << price;
    }
}

TEST(FreightRate, TellsHowManyOnlyRoughly) {
    std::vector<FreightReport> reports;
    std::vector<std::string_view> words;
    for (int i = 1; i <= 11; ++i) {
        reports.push_back(told("party-" + std::to_string(i), 100));
        if (const auto rate = freight_rate(reports)) {
            words.push_back(rate->reporters);
        }
    }
    EXPECT_EQ(
        words,
        (std::vector<std::string_view>{
            "3-5", "3-5", "3-5", "6-10", "6-10", "6-10", "6-10", "6-10", "11+"
        })
    );
}

// Largest 1,000 kg: the third must carry 150 kg.
TEST(FreightRate, ShowsTheMassUnlessAPartyStandsOut) {
    const auto mass = [](std::int64_t third) {
        return freight_rate(std::vector{
                                told("a", 100, 1'000'000),
                                told("b", 100, 500'000),
                                told("c", 100, third),
                            })
            ->mass_g;
    };
    EXPECT_EQ(mass(150'000), 1'700'000); // 1,650,000 to two digits
    EXPECT_EQ(mass(149'999), std::nullopt);
    EXPECT_EQ(
        freight_rate(std::vector{told("a", 1, 5), told("b", 1, 5), told("c", 1)})->mass_g,
        std::nullopt
    );
}

constexpr Day day(int year, unsigned month, unsigned date) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date};
}

TEST(FreightMonth, IsShownOnlyWhenNothingCanChangeIt) {
    const auto february = FreightMonth::parse("2026-02").value();
    EXPECT_EQ(FreightMonth::of(day(2026, 2, 28)), february);
    EXPECT_TRUE(february.takes_reports(day(2026, 2, 1)));
    EXPECT_TRUE(february.takes_reports(day(2026, 3, 10)));
    EXPECT_FALSE(february.takes_reports(day(2026, 3, 11)));
    EXPECT_FALSE(february.is_shown(day(2026, 3, 11)));
    EXPECT_TRUE(february.is_shown(day(2026, 3, 12)));
    EXPECT_EQ(newest_shown(day(2026, 3, 11)).text(), "2026-01");
    EXPECT_EQ(newest_shown(day(2026, 3, 12)).text(), "2026-02");
    EXPECT_EQ(newest_shown(day(2026, 1, 15)).text(), "2025-12");
}

TEST(FreightMonth, IsReadAsWritten) {
    EXPECT_EQ(FreightMonth::parse("2025-12")->next().text(), "2026-01");
    for (const char* text :
         {"2026-13", "2026-00", "2026-1", "26-01-01", "2026/01", "2o26-01", ""}) {
        EXPECT_EQ(FreightMonth::parse(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace route9::fulfillment
