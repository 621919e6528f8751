// SPDX-License-Identifier: Apache-2.0
// Worked cases of `route9 reconcile`, read from the examples beside ROUTE9_REFERENCE. Only cases
// whose members the passes here use are run: RS01, RS32, RS45.
#include "core/json.hpp"
#include "payments/matching.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace route9::payments {
namespace {

std::string text_of(const Json& row, const char* name) {
    return row.contains(name) && row.at(name).is_string() ? row.at(name).get<std::string>() : "";
}

Money money_of(const Json& row) {
    const auto currency = parse_currency(text_of(row, "currency")).value();
    return Money::parse(text_of(row, "amount"), currency).value();
}

MatchInput input_of(const Json& example) {
    MatchInput input;
    for (const auto& row : example.at("expected")) {
        Expected item;
        item.id = text_of(row, "id");
        item.kind = text_of(row, "kind");
        item.amount = money_of(row);
        item.reference = text_of(row, "reference");
        item.due = parse_day(text_of(row, "due")).value();
        item.payer = text_of(row, "payer");
        item.account = text_of(row, "account");
        input.expected.push_back(item);
    }
    for (const auto& row : example.at("observations")) {
        Observation seen;
        seen.id = text_of(row, "id");
        seen.source = text_of(row, "source");
        seen.account = text_of(row, "account");
        seen.amount = money_of(row);
        seen.booked = parse_rfc3339(text_of(row, "booked")).value();
        seen.bank_ref = text_of(row, "bank_ref");
        seen.memo = text_of(row, "memo");
        seen.notice_id = text_of(row, "notice_id");
        input.observations.push_back(seen);
    }
    for (const auto& row : example.value("statements", Json::array())) {
        ClosedStatement closed;
        closed.account = text_of(row, "account");
        closed.date = parse_day(text_of(row, "date")).value();
        closed.complete = row.value("complete", false);
        input.statements.push_back(closed);
    }
    return input;
}

Json shares(const std::vector<Share>& from) {
    Json out = Json::array();
    for (const auto& share : from) {
        out.push_back({{"id", share.id}, {"amount", share.amount.amount()}});
    }
    return out;
}

/// What the example must say, with the free texts left out.
void compare(const Json& example) {
    const auto id = text_of(example, "id");
    const auto out = reconcile(input_of(example));
    const auto& want = example.at("result");
    ASSERT_EQ(out.matches.size(), want.at("matches").size()) << id;
    for (std::size_t i = 0; i < out.matches.size(); ++i) {
        const auto& match = out.matches[i];
        const auto& row = want.at("matches").at(i);
        EXPECT_EQ(Json(kind_name(match)), row.at("kind")) << id;
        EXPECT_EQ(Json(name(match.rule)), row.at("rule")) << id;
        EXPECT_EQ(Json(name(match.state)), row.at("state")) << id;
        EXPECT_EQ(shares(match.expected), row.at("expected")) << id;
        EXPECT_EQ(shares(match.movements), row.at("movements")) << id;
        EXPECT_EQ(match.adjustments.size(), row.at("adjustments").size()) << id;
    }
    ASSERT_EQ(out.exceptions.size(), want.at("exceptions").size()) << id;
    for (std::size_t i = 0; i < out.exceptions.size(); ++i) {
        const auto& exception = out.exceptions[i];
        const auto& row = want.at("exceptions").at(i);
        EXPECT_EQ(Json(name(exception.code)), row.at("code")) << id;
        EXPECT_EQ(shares(exception.movements), row.at("movements")) << id;
        EXPECT_EQ(Json(exception.expected), row.value("expected", Json::array())) << id;
        EXPECT_EQ(Json(exception.suggest), row.value("suggest", Json::array())) << id;
    }
    ASSERT_EQ(out.open_expected.size(), want.at("open_expected").size()) << id;
    for (std::size_t i = 0; i < out.open_expected.size(); ++i) {
        const auto& row = want.at("open_expected").at(i);
        EXPECT_EQ(Json(out.open_expected[i].id), row.at("id")) << id;
        EXPECT_EQ(Json(out.open_expected[i].amount.amount()), row.at("remaining")) << id;
    }
}

TEST(ReconcileExamples, GiveTheWorkedResults) {
    const auto folder = testing_support::reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto path = *folder / ".." / "examples" / "reconcile.json";
    std::set<std::string> ran;
    for (const auto& example : Json::parse(testing_support::read_text(path))) {
        if (!example.contains("reports") && !example.contains("actions")) {
            compare(example);
            ran.insert(text_of(example, "id"));
        }
    }
    EXPECT_EQ(ran, (std::set<std::string>{"RS01", "RS32", "RS45"}));
}

} // namespace
} // namespace route9::payments
