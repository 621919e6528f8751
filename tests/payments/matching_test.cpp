// SPDX-License-Identifier: Apache-2.0
#include "payments/matching.hpp"
#include "payments/payment_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

namespace route9::payments {
namespace {

Money vnd(std::int64_t minor) {
    return Money::of_minor(minor, Currency::VND);
}

Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

Expected item(std::string id, std::int64_t amount, std::string reference) {
    return {
        .id = std::move(id),
        .kind = "order_receipt",
        .amount = vnd(amount),
        .reference = std::move(reference),
        .due = parse_day("2026-03-02").value(),
        .account = "VCB-1",
    };
}

Observation line(const std::string& id, std::int64_t amount, std::string memo) {
    return {
        .id = id,
        .source = "statement",
        .account = "VCB-1",
        .amount = vnd(amount),
        .booked = at("2026-03-02T14:02:37+07:00"),
        .bank_ref = "REF-" + id,
        .memo = std::move(memo),
    };
}

Observation notice(const std::string& id, std::int64_t amount, std::string memo) {
    auto seen = line(id, amount, std::move(memo));
    seen.source = "sepay";
    return seen;
}

/// "kind rule state E1:2277000 | M1 | bank_charge:5" for each match, then each exception.
std::vector<std::string> told(const MatchInput& input) {
    const auto out = reconcile(input);
    std::vector<std::string> lines;
    for (const auto& match : out.matches) {
        std::string text{kind_name(match)};
        text += ' ' + std::string{name(match.rule)} + ' ' + std::string{name(match.state)};
        std::int64_t balance = 0;
        for (const auto& share : match.expected) {
            text += ' ' + share.id + ':' + share.amount.amount();
            balance += share.amount.minor();
        }
        for (const auto& share : match.movements) {
            text += ' ' + share.id;
            balance -= share.amount.minor();
        }
        for (const auto& adjustment : match.adjustments) {
            text += ' ' + std::string{name(adjustment.type)} + ':' + adjustment.amount.amount();
            balance -= adjustment.amount.minor();
        }
        EXPECT_EQ(balance, 0) << "conservation law: " << text;
        lines.push_back(text);
    }
    for (const auto& exception : out.exceptions) {
        std::string text{name(exception.code)};
        for (const auto& share : exception.movements) {
            text += ' ' + share.id;
        }
        for (const auto* list : {&exception.expected, &exception.suggest, &exception.candidates}) {
            for (const auto& id : *list) {
                text += ' ' + id;
            }
        }
        if (exception.amount) {
            text += ' ' + exception.amount->amount();
        }
        lines.push_back(text);
    }
    return lines;
}

using Lines = std::vector<std::string>;

struct Rule {
    const char* title;
    MatchInput input;
    Lines result;
};

MatchInput input(std::vector<Expected> expected, std::vector<Observation> observations) {
    return {.expected = std::move(expected), .observations = std::move(observations)};
}

void check(const std::vector<Rule>& rules) {
    for (const auto& rule : rules) {
        EXPECT_EQ(told(rule.input), rule.result) << rule.title;
    }
}

TEST(Matching, SettlesByCodeUnderRuleP2) {
    auto other_currency = item("E1", 500'000, "VL7Q2MZKG");
    other_currency.amount = Money::of_minor(500'000'00, Currency::LAK);
    auto cancelled = item("E1", 700, "VL7Q2MZKG");
    cancelled.cancelled = true;
    cancelled.cancelled_at = at("2026-03-02T14:00:00+07:00");
    auto cancelled_later = cancelled;
    cancelled_later.cancelled_at = at("2026-03-02T15:00:00+07:00");
    auto elsewhere = item("E1", 700, "VL7Q2MZKG");
    elsewhere.tenant = "other";
    check({
        {"equal",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 700, "tt vl7q2mzkg")}),
         {"1:1 P2_REF matched E1:700 M1"}},
        {"wrapped in the code",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 700, "VL7Q2 MZKG")}),
         {"1:1 P2_REF matched E1:700 M1"}},
        {"signs in the code",
         input(
             {item("E1", 700, "VL7Q2MZKG")},
             {line("O1", 700, "VL_7Q2/MZKG"), line("O2", 700, "x VL7Q-2MZKG")}
         ),
         {"1:1 P2_REF matched E1:700 M1", "DUPLICATE_PAYMENT M2 E1"}},
        {"less",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 300, "VL7Q2MZKG")}),
         {"1:1 P2_REF partial E1:300 M1", "SHORT_PAYMENT M1 E1 400"}},
        {"less, then the rest",
         input(
             {item("E1", 700, "VL7Q2MZKG")},
             {line("O1", 300, "VL7Q2MZKG"), line("O2", 400, "VL7Q2MZKG")}
         ),
         {"1:n P2_REF matched E1:700 M1 M2"}},
        {"more",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 750, "VL7Q2MZKG")}),
         {"1:1 P2_REF matched E1:700 M1 customer_credit:-50", "OVERPAYMENT M1 E1 50"}},
        {"twice",
         input(
             {item("E1", 700, "VL7Q2MZKG")},
             {line("O1", 700, "VL7Q2MZKG"), line("O2", 700, "VL7Q2MZKG")}
         ),
         {"1:1 P2_REF matched E1:700 M1", "DUPLICATE_PAYMENT M2 E1"}},
        {"other currency",
         input({other_currency}, {line("O1", 602'000, "VL7Q2MZKG")}),
         {"CURRENCY_MISMATCH M1 E1"}},
        {"cancelled before",
         input({cancelled}, {line("O1", 700, "VL7Q2MZKG")}),
         {"LATE_PAYMENT M1 E1"}},
        {"cancelled after",
         input({cancelled_later}, {line("O1", 700, "VL7Q2MZKG")}),
         {"1:1 P2_REF matched E1:700 M1"}},
        {"another tenant's code does not exist",
         input({elsewhere}, {line("O1", 700, "VL7Q2MZKG")}),
         {"UNIDENTIFIED_RECEIPT M1"}},
        {"a declaration number as a whole word",
         input({item("E1", 700, "107223344550")}, {line("O1", 700, "NOP THUE TK:107223344550.")}),
         {"1:1 P2_REF matched E1:700 M1"}},
        {"but not inside a word",
         input({item("E1", 700, "107223344550")}, {line("O1", 700, "X107223344550")}),
         {"AMOUNT_ONLY M1 E1"}},
    });
}

TEST(Matching, AddsUpListsOfCodes) {
    const auto both = std::vector{item("E1", 700, "VL7Q2MZKG"), item("E2", 300, "VLA9XK3P8")};
    auto with_charges = line("O1", 990, "VL7Q2MZKG VLA9XK3P8");
    with_charges.charges = vnd(10);
    check({
        {"equal",
         input(both, {line("O1", 1000, "VL7Q2MZKG VLA9XK3P8")}),
         {"n:1 P2_REF matched E1:700 E2:300 M1"}},
        {"less by stated charges",
         input(both, {with_charges}),
         {"n:1 P2_REF matched E1:700 E2:300 M1 bank_charge:10"}},
        {"less",
         input(both, {line("O1", 999, "VL7Q2MZKG VLA9XK3P8")}),
         {"REFERENCE_AMOUNT_CONFLICT M1 E1 E2"}},
        {"one of them unknown",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 700, "VL7Q2MZKG VLA9XK3P8")}),
         {"REFERENCE_AMOUNT_CONFLICT M1 E1"}},
    });
}

TEST(Matching, RefusesWhenThePayersOtherItemHasTheAmount) {
    auto named = item("E1", 700, "VL7Q2MZKG");
    auto meant = item("E2", 300, "VLA9XK3P8");
    named.payer = meant.payer = "BUYER-1";
    EXPECT_EQ(
        told(input({named, meant}, {line("O1", 300, "VL7Q2MZKG")})),
        (Lines{"REFERENCE_AMOUNT_CONFLICT M1 E1 E2"})
    );
}

TEST(Matching, SettlesByIdUnderRuleP1) {
    auto payout = item("E1", -5'000, "");
    payout.end_to_end = "PO-1";
    auto out = line("O1", -5'000, "PAYOUT");
    out.end_to_end = "PO-1";
    auto charged = line("O1", -5'010, "PAYOUT");
    charged.end_to_end = "PO-1";
    charged.charges = vnd(10);
    auto unexplained = charged;
    unexplained.charges.reset();
    auto batch = line("O1", 990, "BATCH");
    batch.charges = vnd(10);
    batch.details = {{vnd(700), "A1"}, {vnd(300), "A2"}};
    auto first = item("E1", 700, "");
    first.end_to_end = "A1";
    auto second = item("E2", 300, "");
    second.end_to_end = "A2";
    check({
        {"equal", input({payout}, {out}), {"1:1 P1_ID matched E1:-5000 M1"}},
        {"stated charge",
         input({payout}, {charged}),
         {"1:1 P1_ID matched E1:-5000 M1 bank_charge:10"}},
        {"unexplained", input({payout}, {unexplained}), {"REFERENCE_AMOUNT_CONFLICT M1 E1"}},
        {"batch by its details",
         input({first, second}, {batch}),
         {"n:1 P1_ID matched E1:700 E2:300 M1 bank_charge:10"}},
        {"batch with an unknown detail",
         input({first}, {batch}),
         {"REFERENCE_AMOUNT_CONFLICT M1 E1"}},
    });
}

TEST(Matching, OpensAnItemAgainWhenItsMovementIsTurnedAround) {
    auto payout = item("E1", -5'000, "");
    payout.end_to_end = "PO-1";
    auto sent = line("O1", -5'000, "PAYOUT");
    sent.end_to_end = "PO-1";
    auto returned = line("O2", 5'000, "RETURN AC04");
    returned.original_end_to_end = "PO-1";
    returned.return_code = "AC04";
    EXPECT_EQ(
        told(input({payout}, {sent, returned})),
        (Lines{"return P1_ID matched E1:0 M1 M2", "PAYOUT_RETURNED M2 E1 5000"})
    );
    auto reversed = line("O2", -700, "DIEU CHINH");
    reversed.reversal = true;
    reversed.original_ref = "REF-O1";
    EXPECT_EQ(
        told(input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 700, "VL7Q2MZKG"), reversed})),
        (Lines{"reversal P1_ID matched E1:0 M1 M2", "RECEIPT_REVERSED M2 E1 700"})
    );
}

TEST(Matching, ExplainsWhatItDoesNotMatch) {
    auto known_payer = line("O1", 700, "cam on");
    known_payer.payer = "BUYER-1";
    auto of_payer = item("E1", 700, "VL7Q2MZKG");
    of_payer.payer = "BUYER-1";
    auto twin = of_payer;
    twin.id = "E2";
    twin.reference = "VLA9XK3P8";
    check({
        {"wrong symbol",
         input({item("E1", 900, "VL7Q2MZKG")}, {line("O1", 700, "VL7Q2MZKH")}),
         {"REFERENCE_CHECK_FAILED M1 E1"}},
        {"cut off",
         input({item("E1", 900, "VL7Q2MZKG")}, {line("O1", 700, "tt VL7Q2MZ")}),
         {"REFERENCE_TRUNCATED M1 E1"}},
        {"one has the amount",
         input({item("E1", 700, "VL7Q2MZKG")}, {line("O1", 700, "cam on")}),
         {"AMOUNT_ONLY M1 E1"}},
        {"two have it",
         input({item("E1", 700, "VL7Q2MZKG"), item("E2", 700, "")}, {line("O1", 700, "cam on")}),
         {"AMBIGUOUS M1 E1 E2"}},
        {"none has it",
         input({item("E1", 900, "VL7Q2MZKG")}, {line("O1", 700, "cam on")}),
         {"UNIDENTIFIED_RECEIPT M1"}},
        {"known payer, one item (P4)",
         input({of_payer}, {known_payer}),
         {"1:1 P4_UNIQUE matched E1:700 M1"}},
        {"known payer, two items", input({of_payer, twin}, {known_payer}), {"AMBIGUOUS M1 E1 E2"}},
    });
}

TEST(Matching, MergesWhatTellsOfOneMovement) {
    auto second_file = line("O2", 700, "VL7Q2MZKG");
    second_file.bank_ref = "REF-O1";
    second_file.booked = at("2026-03-03T00:00:00+07:00");
    auto reference_in_text = notice("O2", 700, "VL7Q2MZKG");
    reference_in_text.bank_ref = "MBVCB.8612345678";
    auto nameless = line("O1", 700, "x");
    nameless.bank_ref.clear();
    auto nameless_twin = nameless;
    nameless_twin.id = "O2";
    auto nameless_again = nameless;
    nameless_again.id = "O3";
    nameless_again.file = "second";
    const auto e = item("E1", 700, "VL7Q2MZKG");
    const auto count = [](std::vector<Observation> seen) {
        return reconcile(input({}, std::move(seen))).movements.size();
    };
    EXPECT_EQ(count({line("O1", 700, "VL7Q2MZKG"), second_file}), 1U);
    EXPECT_EQ(count({line("O1", 700, "MBVCB.8612345678.VL7Q2MZKG"), reference_in_text}), 1U);
    EXPECT_EQ(count({nameless, nameless_twin}), 2U) << "two equal lines of one file";
    EXPECT_EQ(count({nameless, nameless_twin, nameless_again}), 2U) << "told again by a file";
    EXPECT_EQ(count({line("O1", 700, "a"), notice("O2", 700, "b")}), 1U) << "equal counts";
    EXPECT_EQ(count({line("O1", 700, "a"), notice("O2", 700, "b"), notice("O3", 700, "c")}), 3U);
    EXPECT_EQ(count({line("O1", 700, "VL7Q2MZKG"), notice("O2", 700, "VLA9XK3P8")}), 2U)
        << "different codes never join";
}

TEST(Matching, TakesNoticesForWhatTheyAreWorth) {
    auto hint = notice("O1", 700, "VL7Q2MZKG");
    hint.unsigned_notice = true;
    auto missing = input({item("E1", 700, "VL7Q2MZKG")}, {notice("O1", 700, "VL7Q2MZKG")});
    missing.statements = {
        {.account = "VCB-1", .date = parse_day("2026-03-02").value(), .complete = true}
    };
    auto late = missing;
    late.observations[0].booked = at("2026-03-02T22:00:00+07:00");
    check({
        {"signed",
         input({item("E1", 700, "VL7Q2MZKG")}, {notice("O1", 700, "VL7Q2MZKG")}),
         {"1:1 P2_REF provisional E1:700 M1"}},
        {"unsigned", input({item("E1", 700, "VL7Q2MZKG")}, {hint}), {"UNCONFIRMED_NOTICE M1 E1"}},
        {"the closed statement lacks it", missing, {"NOTICE_WITHOUT_STATEMENT M1 E1"}},
        {"late in the evening the next day counts", late, {"1:1 P2_REF provisional E1:700 M1"}},
    });
}

TEST(Matching, WarnsOfAGapBetweenStatements) {
    auto gap = input({}, {});
    gap.statements = {
        {.account = "VCB-1", .date = parse_day("2026-03-01").value(), .closing = vnd(100)},
        {.account = "VCB-1", .date = parse_day("2026-03-03").value(), .opening = vnd(900)},
    };
    EXPECT_EQ(told(gap), (Lines{"STATEMENT_GAP 800"}));
    gap.observations = {line("O1", 800, "x")};
    EXPECT_EQ(told(gap), (Lines{"UNIDENTIFIED_RECEIPT M1"}));
}

TEST(Matching, GivesTheSameWhateverTheOrderOfItsInput) {
    const char* given = std::getenv("ROUTE9_SEED");
    const auto seed = given == nullptr ? 17ULL : std::strtoull(given, nullptr, 10);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 60; ++round) {
        MatchInput base;
        for (int i = 0; i < 12; ++i) {
            const auto code = PaymentCode::from_random(random() % 6).text();
            auto expected =
                item("E" + std::to_string(i), 100 * (1 + static_cast<int>(random() % 4)), code);
            expected.payer = random() % 2 == 0 ? "P" : "";
            base.expected.push_back(expected);
            auto seen = random() % 3 == 0 ? notice("O" + std::to_string(i), 0, "")
                                          : line("O" + std::to_string(i), 0, "");
            seen.amount = vnd(100 * (1 + static_cast<int>(random() % 4)));
            seen.memo = random() % 3 == 0 ? "x" : PaymentCode::from_random(random() % 6).text();
            seen.bank_ref = random() % 2 == 0 ? "" : "R" + std::to_string(random() % 4);
            base.observations.push_back(seen);
        }
        const auto first = told(base);
        for (int shuffle = 0; shuffle < 5; ++shuffle) {
            std::ranges::shuffle(base.expected, random);
            std::ranges::shuffle(base.observations, random);
            ASSERT_EQ(told(base), first) << "seed " << seed << " round " << round;
        }
    }
}

} // namespace
} // namespace route9::payments
