// SPDX-License-Identifier: Apache-2.0
// The table that says how long each kind of record is kept. Expected days are counted by hand.
#include "gateway/privacy/retention.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace route9::tests {
namespace {

using gateway::RecordKind;
using gateway::RetentionRule;
using gateway::RetentionTable;

constexpr std::string_view kHead =
    "rule_id,kind,period,unit,from_event,basis,enabled,source,certainty,valid_from,valid_to\n";
constexpr std::string_view kOurs =
    "M,message,35,days,received,own,yes,platforms,K,2015-01-01,\n"
    "A,answer,24,hours,answered,own,yes,the API,K,2015-01-01,\n"
    "W,early_words,35,days,received,own,yes,as messages,K,2015-01-01,\n"
    "F,manifest,5,years,sealed,own,yes,as declarations,K,2015-01-01,\n"
    "D,draft,35,days,created,own,yes,as messages,K,2015-01-01,\n"
    "P,photo,365,days,added,own,yes,as long as claims,K,2015-01-01,\n";

Result<RetentionTable> table_with(const std::string& rows) {
    return RetentionTable::load(std::string{kHead} + std::string{kOurs} + rows);
}

std::string shipped() {
    std::ifstream in{ROUTE9_SOURCE_DIR "/data/retention/rules.csv"};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Instant at(std::string_view text) {
    return parse_rfc3339(text).value();
}

constexpr Day kToday{std::chrono::year{2026}, std::chrono::March, std::chrono::day{10}};

TEST(Retention, KeepsACustomsDeclarationFiveYears) {
    const auto table = RetentionTable::load(shipped());
    ASSERT_TRUE(table) << table.error().detail;
    const RetentionRule* rule = table->in_force(RecordKind::declaration_vn, kToday);
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->id, "RET-CUSTOMS-VN-5Y");
    EXPECT_EQ(rule->until(at("2026-03-10T15:00:00+07:00")), at("2031-03-10T00:00:00+07:00"));
    EXPECT_EQ(rule->until(at("2028-02-29T08:00:00+07:00")), at("2033-02-28T00:00:00+07:00"));
}

TEST(Retention, KeepsABanksWordsTenYearsFromTheEndOfTheYear) {
    const auto table = RetentionTable::load(shipped());
    ASSERT_TRUE(table);
    const RetentionRule* rule = table->in_force(RecordKind::bank_words, kToday);
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->until(at("2026-03-10T15:00:00+07:00")), at("2037-01-01T00:00:00+07:00"));
}

TEST(Retention, CountsBackToWhatMayGo) {
    const auto table = RetentionTable::load(shipped());
    ASSERT_TRUE(table);
    const Instant now = at("2026-03-10T08:00:00+07:00");
    const auto oldest = [&](RecordKind kind) {
        return table->in_force(kind, kToday)->oldest_kept(now);
    };
    EXPECT_EQ(oldest(RecordKind::message), at("2026-02-03T08:00:00+07:00"));
    EXPECT_EQ(oldest(RecordKind::answer), at("2026-03-09T08:00:00+07:00"));
    EXPECT_EQ(oldest(RecordKind::manifest), at("2021-03-10T00:00:00+07:00"));
    EXPECT_EQ(oldest(RecordKind::bank_words), at("2016-01-01T00:00:00+07:00"));
}

TEST(Retention, HeedsTheSwitchAndTheDaysOfARule) {
    const auto table =
        table_with("OLD,declaration_vn,3,years,registered,law,yes,old law,K,2015-01-01,2025-12-31\n"
                   "NEW,declaration_vn,5,years,registered,law,yes,new law,K,2026-01-01,\n"
                   "LAO,declaration_la,5,years,registered,law,no,not read,U,2015-01-01,\n");
    ASSERT_TRUE(table) << table.error().fields.front().pointer;
    const Day before{std::chrono::year{2025}, std::chrono::December, std::chrono::day{31}};
    EXPECT_EQ(table->in_force(RecordKind::declaration_vn, before)->id, "OLD");
    EXPECT_EQ(table->in_force(RecordKind::declaration_vn, kToday)->id, "NEW");
    EXPECT_EQ(table->in_force(RecordKind::declaration_la, kToday), nullptr);
    EXPECT_TRUE(table->keeps("NEW"));
    EXPECT_FALSE(table->keeps("LAO"));
    EXPECT_FALSE(table->keeps("GONE"));
}

struct BadRow {
    const char* row;
    const char* pointer;
};

TEST(Retention, NamesTheFileAndTheRowOfEveryMistake) {
    const BadRow rows[] = {
        {"X,parcel,5,years,sealed,own,yes,s,K,2015-01-01,\n", "retention/rules.csv:8/kind"},
        {"X,declaration_vn,0,years,registered,law,yes,s,K,2015-01-01,\n",
         "retention/rules.csv:8/period"},
        {"X,declaration_vn,5,moons,registered,law,yes,s,K,2015-01-01,\n",
         "retention/rules.csv:8/unit"},
        {"X,declaration_vn,5,years,received,law,yes,s,K,2015-01-01,\n",
         "retention/rules.csv:8/from_event"},
        {"X,declaration_vn,5,years,registered,own,yes,s,K,2015-01-01,\n",
         "retention/rules.csv:8/basis"},
        {"X,declaration_vn,5,years,registered,law,perhaps,s,K,2015-01-01,\n",
         "retention/rules.csv:8/enabled"},
        {"X,declaration_vn,5,years,registered,law,yes,,K,2015-01-01,\n",
         "retention/rules.csv:8/source"},
        {"M,declaration_vn,5,years,registered,law,yes,s,K,2015-01-01,\n",
         "retention/rules.csv:8/rule_id"},
        {"X,message,40,days,received,own,yes,s,K,2020-01-01,\n", "retention/rules.csv:8/valid_from"
        },
        {"X,message,34,days,received,own,no,s,K,2020-01-01,\n", "retention/rules.csv:8/period"},
    };
    for (const BadRow& bad : rows) {
        const auto table = table_with(bad.row);
        ASSERT_FALSE(table) << bad.row;
        EXPECT_EQ(table.error().fields.front().pointer, bad.pointer) << bad.row;
    }
    const auto none = RetentionTable::load(kHead);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().fields.front().message, "has no rule without an end for message");
}

} // namespace
} // namespace route9::tests
