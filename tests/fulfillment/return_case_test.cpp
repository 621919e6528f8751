// SPDX-License-Identifier: Apache-2.0
// What may follow what on a parcel's way back, and the sums it is decided by.
#include "fulfillment/return_case.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

Money vnd(std::int64_t amount) {
    return Money::of_minor(amount, Currency::VND);
}

std::string text(const Result<ReturnState>& state) {
    if (!state) {
        return state.error().code == ErrorCode::state_forbids ? "-" : "?";
    }
    return std::string{name(*state)};
}

/// Every act in every state: none is left to a guess.
TEST(ReturnCase, FollowsItsTable) {
    using enum ReturnAct;
    struct Line {
        const char* from;
        std::vector<std::string> to; // send_back, dispose, receive, grade, cancel
    };
    const std::vector<Line> table{
        {"asked", {"coming", "disposed", "received", "-", "-"}},
        {"at_branch", {"coming", "disposed", "received", "-", "cancelled"}},
        {"coming", {"coming", "disposed", "received", "-", "cancelled"}},
        {"disposed", {"-", "disposed", "-", "-", "-"}},
        {"received", {"-", "-", "received", "graded", "-"}},
        {"graded", {"-", "-", "-", "graded", "-"}},
        {"cancelled", {"-", "-", "-", "-", "cancelled"}},
    };
    for (const Line& line : table) {
        const auto from = parse_return_state(line.from);
        ASSERT_TRUE(from.has_value());
        std::vector<std::string> to;
        for (const ReturnAct act : {send_back, dispose, receive, grade, cancel}) {
            to.push_back(text(follow(*from, act)));
        }
        EXPECT_EQ(to, line.to) << line.from;
    }
}

TEST(ReturnCase, SaysWhatMayBeDoneInstead) {
    const auto refused = follow(ReturnState::received, ReturnAct::dispose);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().detail, "the return is received; what may follow: receive, grade");
}

TEST(ReturnCase, LiesAtTheBranchUnlessTheBuyerSendsItBack) {
    EXPECT_EQ(first_state(ReturnReason::refused), ReturnState::at_branch);
    EXPECT_EQ(first_state(ReturnReason::unclaimed), ReturnState::at_branch);
    EXPECT_EQ(first_state(ReturnReason::sent_back), ReturnState::asked);
}

TEST(ReturnCase, PaysWhenSomethingOfTheValueIsLeft) {
    const auto benefit = [](std::int64_t value, std::int64_t freight, std::int64_t duty) {
        const auto worth = worth_of({vnd(value), vnd(freight), vnd(duty)});
        return worth->benefit.amount() + (worth->pays ? " pays" : " does not");
    };
    EXPECT_EQ(benefit(350'000, 28'000, 0), "322000 pays");
    EXPECT_EQ(benefit(28'001, 28'000, 0), "1 pays");
    EXPECT_EQ(benefit(28'000, 28'000, 0), "0 does not");
    EXPECT_EQ(benefit(100'000, 60'000, 50'000), "-10000 does not");
    EXPECT_FALSE(worth_of({vnd(1), Money::of_minor(1, Currency::LAK), vnd(0)}).has_value());
    EXPECT_FALSE(worth_of({vnd(1), vnd(-1), vnd(0)}).has_value());
}

TEST(ReturnCase, CountsEachPieceOnce) {
    EXPECT_EQ(missing_of(5, {3, 1, 1}).value(), 0);
    EXPECT_EQ(missing_of(5, {3, 0, 0}).value(), 2);
    EXPECT_FALSE(missing_of(5, {3, 2, 1}).has_value());
    EXPECT_FALSE(missing_of(5, {-1, 0, 0}).has_value());
    EXPECT_EQ(kept_after(3, {1, 0, 1}).value(), 1);
    EXPECT_EQ(kept_after(3, {3, 0, 0}).value(), 0);
    EXPECT_FALSE(kept_after(3, {2, 0, 2}).has_value());
    EXPECT_FALSE(kept_after(3, {0, 1, 0}).has_value());
}

TEST(ReturnCase, GivesBackWhatWasPaidAndNoMore) {
    const auto dues = [](PaymentMethod method, std::optional<Money> cod, std::int64_t paid) {
        const ReturnDues all = dues_of(method, vnd(200'000), cod, vnd(paid));
        return std::string{name(all.settlement)} + " " + all.amount.amount();
    };
    EXPECT_EQ(dues(PaymentMethod::prepaid, std::nullopt, 0), "refund_due 200000");
    EXPECT_EQ(dues(PaymentMethod::cod, vnd(215'000), 0), "cod_cancelled 215000");
    EXPECT_EQ(dues(PaymentMethod::cod, vnd(215'000), 215'000), "refund_due 215000");
    EXPECT_EQ(dues(PaymentMethod::cod, std::nullopt, 0), "none 0");
    EXPECT_EQ(dues(PaymentMethod::transfer, std::nullopt, 0), "none 0");
    EXPECT_EQ(dues(PaymentMethod::transfer, std::nullopt, 150'000), "refund_due 150000");
    EXPECT_EQ(dues(PaymentMethod::transfer, std::nullopt, 900'000), "refund_due 200000");
}

} // namespace
} // namespace route9::fulfillment
