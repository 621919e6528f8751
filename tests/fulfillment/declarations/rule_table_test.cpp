// SPDX-License-Identifier: Apache-2.0
// Rule files: what is refused at load, and which row wins.
#include "corridor_rules.hpp"
#include "fulfillment/declarations/rule_table.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::fulfillment::declarations {
namespace {

using namespace std::chrono_literals;
using test::data_file;

constexpr std::string_view header = "rule_id,country,direction,mode,service,kind,key,comparator,"
                                    "value,unit,priority,valid_from,valid_to,legal_ref,certainty,"
                                    "source\n";

Result<RuleTable> load(const std::string& rows) {
    const std::string text = std::string{header} + rows;
    const std::string prohibited = data_file("customs/prohibited.csv");
    const std::string keywords = data_file("customs/keywords.csv");
    const std::string deadlines = data_file("customs/deadlines.csv");
    return RuleTable::load({text, prohibited, keywords, deadlines});
}

constexpr std::string_view standard_vat =
    "A,VN,import,any,any,rate,vat_standard,eq,10,pct,50,2009-01-01,,law,K,x\n";

TEST(RuleTable, LoadsTheCorridor) {
    EXPECT_GT(test::corridor_rules().rules().size(), 50U);
    EXPECT_EQ(test::corridor_rates().rows().size(), 8U);
}

TEST(RuleTable, RefusesBadRowsAndNamesFileAndLine) {
    struct Case {
        const char* title;
        std::string row;
        std::string pointer;
        std::string code;
    };
    const std::array cases{
        Case{
            "two rows that decide on one day",
            "B,VN,import,any,any,rate,vat_standard,eq,8,pct,50,2025-01-01,,law,K,x\n",
            "rules.csv:3/valid_from",
            "overlap"
        },
        Case{
            "an id used twice",
            "A,LA,import,any,any,rate,vat_standard,eq,8,pct,50,2025-01-01,,law,K,x\n",
            "rules.csv:3/rule_id",
            "duplicate"
        },
        Case{
            "a key nobody asks for",
            "B,VN,import,any,any,rate,vat_luxury,eq,8,pct,50,2025-01-01,,law,K,x\n",
            "rules.csv:3/key",
            "unknown_key"
        },
        Case{
            "a day that does not exist",
            "B,VN,import,any,any,rate,vat_reducible,eq,8,pct,50,2025-02-30,,law,K,x\n",
            "rules.csv:3/valid_from",
            "malformed"
        },
        Case{
            "an end before the beginning",
            "B,VN,import,any,any,rate,vat_reducible,eq,8,pct,50,2025-02-03,2025-02-02,law,K,x\n",
            "rules.csv:3/valid_to",
            "out_of_range"
        },
        Case{
            "a unit of another country",
            "B,VN,import,any,any,group,customs_value,le,8,LAK,50,2025-02-03,,law,K,x\n",
            "rules.csv:3/unit",
            "unknown_value"
        },
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.title);
        const auto table = load(std::string{standard_vat} + one.row);
        ASSERT_FALSE(table.has_value());
        ASSERT_EQ(table.error().fields.size(), 1U);
        EXPECT_EQ(table.error().fields[0].pointer, one.pointer);
        EXPECT_EQ(table.error().fields[0].code, one.code);
    }
}

TEST(RuleTable, LetsTheMoreSpecificRowDecideThenTheSmallerPriority) {
    const auto table = load(
        std::string{standard_vat} +
        "B,VN,import,rail,any,rate,vat_standard,eq,7,pct,50,2009-01-01,,law,K,x\n"
        "C,VN,import,any,any,rate,vat_standard,eq,6,pct,40,2020-01-01,2020-12-31,law,K,x\n"
    );
    ASSERT_TRUE(table.has_value());
    RuleScope scope{.day = 2019y / 6 / 1};
    EXPECT_EQ(table->active(scope).find(RuleKey::vat_standard)->id, "A");
    scope.day = 2020y / 6 / 1;
    EXPECT_EQ(table->active(scope).find(RuleKey::vat_standard)->id, "C");
    scope.mode = Mode::rail;
    EXPECT_EQ(table->active(scope).find(RuleKey::vat_standard)->id, "B");
    scope.country = Country::la;
    EXPECT_EQ(table->active(scope).find(RuleKey::vat_standard), nullptr);
}

TEST(RuleTable, RefusesATableWithOtherColumns) {
    const auto table = RuleTable::load({"rule_id,value\n", "", "", ""});
    ASSERT_FALSE(table.has_value());
    EXPECT_EQ(table.error().fields[0].pointer, "rules.csv:1");
    EXPECT_EQ(table.error().fields[0].code, "unknown_columns");
}

TEST(FxTable, RefusesRatesThatOverlap) {
    const auto table = FxTable::load("row_id,country,currency,rate,valid_from,valid_to,source,"
                                     "certainty\n"
                                     "A,VN,USD,25000,2026-01-01,2026-01-07,x,V\n"
                                     "B,VN,USD,25100,2026-01-07,2026-01-14,x,V\n"
                                     "C,VN,VND,1,2026-01-07,2026-01-14,x,V\n");
    ASSERT_FALSE(table.has_value());
    ASSERT_EQ(table.error().fields.size(), 2U);
    EXPECT_EQ(table.error().fields[0].pointer, "customs_rates.csv:3/valid_from");
    EXPECT_EQ(table.error().fields[1].pointer, "customs_rates.csv:4/currency");
}

} // namespace
} // namespace route9::fulfillment::declarations
