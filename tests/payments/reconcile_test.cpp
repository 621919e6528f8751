// SPDX-License-Identifier: Apache-2.0
// The way of the money: a receivable is booked, a bank's file is uploaded, lines are matched, the
// books balance.
#include "reconcile_under_test.hpp"

namespace route9::payments {
namespace {

TEST_F(Reconcile, SettlesAReceivableByTheCodeInTheMemo) {
    const auto id = book(2'277'000, "VL7Q2MZKG");
    EXPECT_EQ(
        books(), (Books{{"clearing:qr", 2'277'000}, {"seller_pending:seller-1", -2'277'000}})
    );
    const auto intake =
        upload({line(2'277'000, "5243.65937", "MBVCB.86.VL7Q2MZKG chuyen tien")}, "file 1");
    EXPECT_EQ(intake.created, 1U);
    EXPECT_FALSE(intake.statement_known);
    EXPECT_EQ(books().at("suspense:VCB-1"), -2'277'000);
    const auto result = run();
    ASSERT_EQ(result.matches.size(), 1U);
    EXPECT_EQ(result.matches[0].match.rule, MatchRule::p2_ref);
    EXPECT_NE(result.matches[0].match.reason.find("VL7Q2MZKG"), std::string::npos);
    EXPECT_TRUE(result.open_items.empty());
    EXPECT_EQ(found(id).state, ReceivableState::settled);
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 2'277'000}, {"seller_payable:seller-1", -2'277'000}}));
}

TEST_F(Reconcile, ChangesNothingWhenAStatementComesAgain) {
    book(700, "VL7Q2MZKG");
    const std::vector lines{line(700, "R1", "VL7Q2MZKG"), line(500, "R2", "?")};
    upload(lines, "file 1");
    const auto first = run();
    EXPECT_EQ(first.movements, 2U);
    const auto before = books();
    const auto again = upload(lines, "file 1");
    EXPECT_TRUE(again.statement_known);
    EXPECT_EQ(again.created, 0U);
    EXPECT_EQ(again.known, 2U);
    const auto overlapping = upload({lines[0], line(900, "R3", "?")}, "file 2");
    EXPECT_EQ(overlapping.created, 1U);
    EXPECT_EQ(overlapping.known, 1U);
    EXPECT_EQ(run().movements, 1U);
    EXPECT_EQ(books().at("bank:VCB-1"), before.at("bank:VCB-1") + 900);
}

TEST_F(Reconcile, OpensAnItemForAWrongOrMissingCode) {
    const auto id = book(700, "VL7Q2MZKG");
    upload(
        {line(700, "R1", "tt VL7Q2MZKH"),
         line(700, "R2", "tt VL7Q2MZ"),
         line(700, "R3", "cam on"),
         line(123, "R4", "cam on")},
        "file 1"
    );
    const auto result = run();
    EXPECT_TRUE(result.matches.empty());
    std::map<std::string, std::vector<std::string>> suggested;
    for (const auto& item : result.open_items) {
        suggested[item.code] = item.suggestions;
    }
    EXPECT_EQ(suggested.size(), 4U);
    EXPECT_EQ(suggested["REFERENCE_CHECK_FAILED"], (std::vector{id.text()}));
    EXPECT_EQ(suggested["REFERENCE_TRUNCATED"], (std::vector{id.text()}));
    EXPECT_EQ(suggested["AMOUNT_ONLY"], (std::vector{id.text()}));
    EXPECT_TRUE(suggested["UNIDENTIFIED_RECEIPT"].empty());
    EXPECT_EQ(found(id).state, ReceivableState::open);
    EXPECT_EQ(books().at("suspense:VCB-1"), -2'223);
    const auto listed = list(OpenItemState::open);
    EXPECT_EQ(listed.size(), 4U);
    EXPECT_TRUE(run().movements == 0) << "an open item is not tried for ever";
}

TEST_F(Reconcile, AddsPartPaymentsUpOverSeveralStatements) {
    const auto id = book(700, "VL7Q2MZKG");
    upload({line(300, "R1", "VL7Q2MZKG")}, "file 1");
    auto result = run();
    ASSERT_EQ(result.open_items.size(), 1U);
    EXPECT_EQ(result.open_items[0].code, "SHORT_PAYMENT");
    EXPECT_EQ(result.open_items[0].amount, vnd(400));
    EXPECT_EQ(found(id).state, ReceivableState::partial);
    upload({line(450, "R2", "VL7Q2MZKG")}, "file 2");
    result = run();
    ASSERT_EQ(result.open_items.size(), 1U);
    EXPECT_EQ(result.open_items[0].code, "OVERPAYMENT");
    EXPECT_EQ(found(id).state, ReceivableState::settled);
    EXPECT_EQ(
        books(),
        (Books{
            {"bank:VCB-1", 750},
            {"customer_credit:unnamed", -50},
            {"seller_payable:seller-1", -700},
        })
    );
    upload({line(700, "R3", "VL7Q2MZKG")}, "file 3");
    result = run();
    ASSERT_EQ(result.open_items.size(), 1U);
    EXPECT_EQ(result.open_items[0].code, "DUPLICATE_PAYMENT");
    const auto listed = list(OpenItemState::open);
    EXPECT_EQ(listed.size(), 2U) << "the short payment is resolved";
}

TEST_F(Reconcile, MovesCashOnDeliveryFromTheBuyerOverTheCarrierToTheBank) {
    const auto id = book(1'250, "LA0001234", ReceivableKind::cod);
    const CashCollected collected{
        .entry = EntryId::make(kNow, entropy_),
        .receivable = id,
        .carrier = PartyId{"carrier-la"},
        .amount = vnd(1'250),
        .at = kNow,
    };
    for (const auto expected : {PostOutcome::created, PostOutcome::known}) {
        EXPECT_EQ(
            store_.write([&](Tx& tx) { return receivables::collect(tx, kTenant, collected); }),
            expected
        );
    }
    EXPECT_EQ(
        books(), (Books{{"receivable:carrier-la", 1'250}, {"seller_pending:seller-1", -1'250}})
    );
    auto again = collected;
    again.entry = EntryId::make(kNow, entropy_);
    EXPECT_EQ(
        store_.refused([&](Tx& tx) { return receivables::collect(tx, kTenant, again); })
            .fields.at(0)
            .pointer,
        "/amount"
    );
    upload({line(1'250, "R1", "COD(LA0001234)/CARRIER")}, "file 1");
    EXPECT_EQ(run().matches.size(), 1U);
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 1'250}, {"seller_payable:seller-1", -1'250}}));
}

TEST_F(Reconcile, LetsACarrierCollectOnlyWhatTheBankHasNotGot) {
    const auto id = book(325, "LA0001234", ReceivableKind::cod);
    upload({line(100, "R1", "LA0001234")}, "file 1");
    run();
    CashCollected cash{
        .entry = EntryId::make(kNow, entropy_),
        .receivable = id,
        .carrier = PartyId{"carrier-la"},
        .amount = vnd(226),
        .at = kNow,
    };
    const auto collect = [&](Tx& tx) { return receivables::collect(tx, kTenant, cash); };
    EXPECT_EQ(store_.refused(collect).fields.at(0).pointer, "/amount");
    cash.amount = vnd(225);
    EXPECT_EQ(store_.write(collect), PostOutcome::created);
    EXPECT_EQ(found(id).held(), vnd(225));
    EXPECT_EQ(
        books(),
        (Books{
            {"bank:VCB-1", 100},
            {"receivable:carrier-la", 225},
            {"seller_payable:seller-1", -100},
            {"seller_pending:seller-1", -225},
        })
    );
    upload({line(225, "R2", "COD(LA0001234)/CARRIER")}, "file 2");
    run();
    EXPECT_EQ(found(id).state, ReceivableState::settled);
    EXPECT_EQ(found(id).held(), vnd(0));
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 325}, {"seller_payable:seller-1", -325}}));
}

TEST_F(Reconcile, RefusesCashForWhatTheBankHasGotInFull) {
    const auto id = book(325, "LA0001234", ReceivableKind::cod);
    upload({line(325, "R1", "LA0001234")}, "file 1");
    run();
    const CashCollected cash{
        .entry = EntryId::make(kNow, entropy_),
        .receivable = id,
        .carrier = PartyId{"carrier-la"},
        .amount = vnd(1),
        .at = kNow,
    };
    const auto refused =
        store_.refused([&](Tx& tx) { return receivables::collect(tx, kTenant, cash); });
    EXPECT_EQ(refused.fields.at(0).pointer, "/amount");
}

TEST_F(Reconcile, TakesBackCashThatTheCarrierNeverHad) {
    const auto id = book(325, "LA0001234", ReceivableKind::cod);
    const CashCollected cash{
        .entry = EntryId::make(kNow, entropy_),
        .receivable = id,
        .carrier = PartyId{"carrier-la"},
        .amount = vnd(325),
        .at = kNow,
    };
    store_.write([&](Tx& tx) { return receivables::collect(tx, kTenant, cash); });
    upload({line(25, "R1", "LA0001234")}, "file 1");
    run();
    const auto entry = EntryId::make(kNow, entropy_);
    const auto taken = store_.write([&](Tx& tx) {
        return receivables::take_back_cash(tx, kTenant, id, entry, kNow);
    });
    EXPECT_EQ(taken, vnd(300)) << "25 have been paid in and stay";
    EXPECT_EQ(found(id).uncollected(), vnd(300));
    EXPECT_EQ(
        books(),
        (Books{
            {"bank:VCB-1", 25},
            {"clearing:cod", 300},
            {"seller_payable:seller-1", -25},
            {"seller_pending:seller-1", -300},
        })
    );
}

TEST_F(Reconcile, CancelsTheRestOfWhatWasPaidInPart) {
    const auto id = book(200, "VL7Q2MZKG");
    upload({line(50, "R1", "VL7Q2MZKG")}, "file 1");
    run();
    const auto entry = EntryId::make(kNow, entropy_);
    store_.write([&](Tx& tx) -> Result<bool> {
        return receivables::cancel(tx, kTenant, id, entry, kNow).has_value();
    });
    const Books paid{{"bank:VCB-1", 50}, {"seller_payable:seller-1", -50}};
    EXPECT_EQ(books(), paid);
    upload({line(150, "R2", "VL7Q2MZKG")}, "file 2");
    const auto result = run();
    ASSERT_EQ(result.open_items.size(), 1U);
    EXPECT_EQ(result.open_items[0].code, "LATE_PAYMENT");
    EXPECT_EQ(
        books(),
        (Books{{"bank:VCB-1", 200}, {"seller_payable:seller-1", -50}, {"suspense:VCB-1", -150}})
    );
}

TEST_F(Reconcile, OwesAgainWhatWasCancelledByMistake) {
    const auto id = book(200, "VL7Q2MZKG");
    for (const bool paid_in_part : {false, true}) {
        const auto before = books();
        const std::array entries{EntryId::make(kNow, entropy_), EntryId::make(kNow, entropy_)};
        store_.write([&](Tx& tx) -> Result<bool> {
            return receivables::cancel(tx, kTenant, id, entries[0], kNow).has_value();
        });
        store_.write([&](Tx& tx) -> Result<bool> {
            return receivables::reopen(tx, kTenant, id, entries[1], kNow).has_value();
        });
        EXPECT_EQ(books(), before);
        EXPECT_EQ(found(id).state, paid_in_part ? ReceivableState::partial : ReceivableState::open);
        EXPECT_FALSE(found(id).cancelled_at);
        upload({line(50, "R1", "VL7Q2MZKG")}, "file 1");
        run();
    }
}

TEST_F(Reconcile, CancelsWhatNobodyPaid) {
    const auto id = book(700, "VL7Q2MZKG");
    const auto entry = EntryId::make(kNow, entropy_);
    for (int i = 0; i < 2; ++i) {
        store_.write([&](Tx& tx) -> Result<bool> {
            return receivables::cancel(tx, kTenant, id, entry, kNow).has_value();
        });
    }
    EXPECT_TRUE(books().empty());
    auto late = line(700, "R1", "VL7Q2MZKG");
    late.booked->at = parse_rfc3339("2026-03-02T18:00:01+07:00").value();
    upload({late}, "file 1");
    const auto result = run();
    ASSERT_EQ(result.open_items.size(), 1U);
    EXPECT_EQ(result.open_items[0].code, "LATE_PAYMENT");
}

TEST_F(Reconcile, PaysNoSellerForACancelledReceivableWhateverTheBookingSays) {
    const auto id = book(700, "VL7Q2MZKG");
    const auto entry = EntryId::make(kNow, entropy_);
    store_.write([&](Tx& tx) -> Result<bool> {
        return receivables::cancel(tx, kTenant, id, entry, kNow).has_value();
    });
    const auto day_alone = line(700, "R1", "VL7Q2MZKG");
    auto before = line(700, "R2", "VL7Q2MZKG");
    before.booked->at = parse_rfc3339("2026-03-02T17:59:59+07:00").value();
    auto after = line(300, "R3", "VL7Q2MZKG");
    after.booked->at = parse_rfc3339("2026-03-02T18:00:01+07:00").value();
    upload({day_alone, before, after}, "file 1");
    const auto result = run();
    EXPECT_TRUE(result.matches.empty());
    ASSERT_EQ(result.open_items.size(), 3U);
    for (const auto& item : result.open_items) {
        EXPECT_EQ(item.code, "LATE_PAYMENT");
        EXPECT_EQ(item.suggestions, (std::vector{id.text()}));
    }
    EXPECT_EQ(found(id).state, ReceivableState::cancelled);
    EXPECT_EQ(found(id).settled, vnd(0));
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 1'700}, {"suspense:VCB-1", -1'700}}));
}

TEST_F(Reconcile, RefusesASecondReceivableWithTheSameCode) {
    const auto id = book(700, "VL7Q2MZKG");
    const Receivable twin{
        .id = ReceivableId::make(kNow, entropy_),
        .seller = PartyId{"seller-1"},
        .reference = "VL7Q2MZKG",
        .amount = vnd(900),
        .due = parse_day("2026-03-02").value(),
    };
    const auto error =
        store_.refused([&](Tx& tx) { return receivables::book(tx, kTenant, twin, kNow); });
    EXPECT_EQ(error.code, ErrorCode::already_exists);
    EXPECT_EQ(error.reference, id.text());
}

} // namespace
} // namespace route9::payments
