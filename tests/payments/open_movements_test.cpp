// SPDX-License-Identifier: Apache-2.0
// Movements that stay open: what people see of them, what is kept of the bank's words, and that
// they are tried again once what they name is booked.
#include "reconcile_under_test.hpp"

namespace route9::payments {
namespace {

class OpenMovements : public Reconcile {};

TEST_F(OpenMovements, TriesAPaymentAgainOnceItsReceivableIsBooked) {
    upload({line(1'250, "R1", "tra truoc la0001234 cam on")}, "file 1");
    EXPECT_EQ(run().open_items.at(0).code, "UNIDENTIFIED_RECEIPT");
    const auto id = book(1'250, "LA0001234", ReceivableKind::cod);
    EXPECT_EQ(run().movements, 0U) << "an open movement is no new one";
    const auto results = retry("LA0001234");
    ASSERT_EQ(results.size(), 1U);
    ASSERT_EQ(results[0].matches.size(), 1U);
    EXPECT_EQ(results[0].matches[0].match.rule, MatchRule::p2_ref);
    EXPECT_EQ(found(id).state, ReceivableState::settled);
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 1'250}, {"seller_payable:seller-1", -1'250}}));
    EXPECT_TRUE(list(OpenItemState::open).empty());
    const auto closed = list(OpenItemState::resolved);
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(
        closed[0].item.resolution, "tried again and matched: " + results[0].matches[0].id.text()
    );
    EXPECT_EQ(closed[0].item.resolved_at, kNow);
    EXPECT_TRUE(retry("LA0001234").empty()) << "nothing waits any more";
}

TEST_F(OpenMovements, GivesTheNewReasonWhenASecondPayerMeantTheSameReceivable) {
    upload({line(1'250, "R1", "LA0001234"), line(1'250, "R2", "LA0001234")}, "file 1");
    EXPECT_EQ(run().open_items.size(), 2U);
    book(1'250, "LA0001234", ReceivableKind::cod);
    EXPECT_EQ(retry("LA0001234").size(), 2U);
    const auto open = list(OpenItemState::open);
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].item.code, "DUPLICATE_PAYMENT");
    EXPECT_EQ(list(OpenItemState::resolved).size(), 2U);
    EXPECT_EQ(
        books(),
        (Books{
            {"bank:VCB-1", 2'500},
            {"seller_payable:seller-1", -1'250},
            {"suspense:VCB-1", -1'250},
        })
    );
}

TEST_F(OpenMovements, WaitsForTheOtherReferencesOfAListAfterTheFirst) {
    upload({line(300, "R1", "VL7Q2MZKG VL1111111")}, "file 1");
    run();
    book(100, "VL7Q2MZKG");
    ASSERT_EQ(retry("VL7Q2MZKG").size(), 1U);
    EXPECT_EQ(list(OpenItemState::open).at(0).item.code, "REFERENCE_AMOUNT_CONFLICT");
    book(200, "VL1111111");
    const auto results = retry("VL1111111");
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].matches.size(), 1U);
    EXPECT_TRUE(list(OpenItemState::open).empty());
    EXPECT_EQ(books(), (Books{{"bank:VCB-1", 300}, {"seller_payable:seller-1", -300}}));
}

TEST_F(OpenMovements, MatchesWhatIsBookedBetweenTheStatementAndTheMatching) {
    upload({line(700, "R1", "VL7Q2MZKG")}, "file 1");
    book(700, "VL7Q2MZKG");
    EXPECT_EQ(run().matches.size(), 1U);
    EXPECT_TRUE(retry("VL7Q2MZKG").empty()) << "nothing has waited";
}

TEST_F(OpenMovements, ShowsTheBanksWordsUntilTheirKeyIsErased) {
    auto told = line(123, "R1", "chi Hoa tra tien");
    told.counterparty_name = "LE THI HOA";
    told.counterparty_account = "0451000777";
    upload({told}, "file 1");
    run();
    const auto shown = list(OpenItemState::open).at(0).line.value();
    EXPECT_EQ(shown.memo, "chi Hoa tra tien");
    EXPECT_EQ(shown.counterparty_name, "LE THI HOA");
    EXPECT_EQ(shown.counterparty_account, "0451000777");
    erased_ = true;
    const auto erased = list(OpenItemState::open).at(0).line.value();
    EXPECT_EQ(erased.memo, "");
    EXPECT_EQ(erased.counterparty_name, "");
    EXPECT_EQ(erased.counterparty_account, "");
    EXPECT_EQ(erased.amount, vnd(123));
    EXPECT_EQ(erased.bank_ref, "R1");
}

TEST_F(OpenMovements, QuotesNoWordsWhereAReturnShouldHaveACode) {
    auto paid_out = line(-700, "R1", "hoan tien");
    paid_out.end_to_end = "E2E-1";
    auto returned = line(700, "R2", "tra lai");
    returned.original = Original{.end_to_end = "E2E-1", .return_code = "LE THI HOA"};
    upload({paid_out, returned}, "file 1");
    const auto result = run();
    ASSERT_EQ(result.matches.size(), 1U);
    EXPECT_EQ(result.matches[0].match.reason.find("HOA"), std::string::npos);
    EXPECT_EQ(result.open_items.at(0).reason.find("HOA"), std::string::npos);
}

TEST_F(OpenMovements, KnowsALineWithoutAReferenceAgainByItsWords) {
    upload({line(500, "", "tien hang")}, "file 1");
    EXPECT_EQ(upload({line(500, "", "tien hang")}, "file 2").known, 1U);
    EXPECT_EQ(upload({line(500, "", "tien ve")}, "file 3").created, 1U);
    EXPECT_EQ(books().at("bank:VCB-1"), 1'000);
}

} // namespace
} // namespace route9::payments
