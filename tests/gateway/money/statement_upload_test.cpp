// SPDX-License-Identifier: Apache-2.0
// A bank's file through the API: into the books, matched with a reason, told in the journal, and
// the same file again without effect.
#include "gateway/money/statement_upload.hpp"
#include "money_api.hpp"

namespace route9::tests {
namespace {

using payments::ReceivableKind;
using Texts = std::vector<std::string>;

constexpr const char* kCode = "VL7Q2MZKG";

Money vnd(std::int64_t minor) {
    return Money::of_minor(minor, Currency::VND);
}

class StatementUpload : public MoneyApi {};

TEST_F(StatementUpload, SettlesAnOrdersReceivableByTheCodeInsideAMangledMemo) {
    const OrderId order = place_order();
    const ReceivableId id = book(vnd(349'000), kCode, ReceivableKind::qr, order.text());
    EXPECT_EQ(books(), (Texts{"clearing:qr 349000 VND", "seller_pending:seller-1 -349000 VND"}));
    const Answer answer =
        upload(camt({{"349000", "5243.65937", "MBVCB.86.vl7q2 mzkg.CT tu 0071 toi 0123"}}), "k1");
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.body.at("matched"), 1);
    EXPECT_EQ(answer.body.at("open"), 0);
    const Json expected =
        Json::parse(R"([{"account":"0123499999","currency":"VND","lines":1,"new":1,"known":0,)"
                    R"("chain_ok":true,"warnings":[]}])");
    EXPECT_EQ(answer.body.at("statements"), expected);
    EXPECT_EQ(receivable(id).at("state"), "settled");
    EXPECT_EQ(
        books(), (Texts{"bank:0123499999 349000 VND", "seller_payable:seller-1 -349000 VND"})
    );

    const std::string run = "/v1/reconciliation/runs/" + answer.body.at("id").get<std::string>();
    EXPECT_EQ(answer.header("Location"), run);
    EXPECT_EQ(call(finance(), {.target = run}).body, answer.body);
    const Json matches = call(finance(), {.target = run + "/matches"}).body.at("items");
    ASSERT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches[0].at("rule"), "P2_REF");
    EXPECT_EQ(matches[0].at("kind"), "1:1");
    EXPECT_NE(matches[0].at("reason").get<std::string>().find(kCode), std::string::npos);
    EXPECT_EQ(matches[0].at("expected")[0].at("id"), id.text());
    EXPECT_EQ(matches[0].at("movements")[0].at("amount").at("amount"), "349000");
    EXPECT_TRUE(matches[0].at("adjustments").empty());
}

TEST_F(StatementUpload, TellsTheSellerInTheSequenceOfTheOrder) {
    const OrderId order = place_order();
    book(vnd(700), kCode, ReceivableKind::qr, order.text());
    upload(camt({{"300", "R1", kCode}, {"400", "R2", kCode}}), "k1");
    const auto events = events_seen_by(PartyId{"seller-1"});
    ASSERT_FALSE(events.empty());
    std::int64_t sequence = 2; // told when the order was placed
    for (const Event& event : events) {
        EXPECT_EQ(event.type, "payment.matched");
        EXPECT_EQ(event.subject, order.text());
        EXPECT_EQ(event.sequence, ++sequence);
    }
    const Json last = Json::parse(events.back().data);
    EXPECT_EQ(last.at("state"), "settled");
    EXPECT_EQ(last.at("remaining").at("amount"), "0");
    EXPECT_TRUE(events_seen_by(PartyId{"seller-2"}).empty());
}

TEST_F(StatementUpload, CountsTheEventsOfAReceivableWithoutAnOrder) {
    const ReceivableId id = book(vnd(700), kCode);
    upload(camt({{"300", "R1", kCode}}), "k1");
    upload(camt({{"400", "R2", kCode}}), "k2");
    const auto events = events_seen_by(PartyId{"seller-1"});
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].subject, id.text());
    EXPECT_EQ(events[0].sequence, 1);
    EXPECT_EQ(events[1].sequence, 2);
    EXPECT_EQ(Json::parse(events[0].data).at("state"), "partial");
}

TEST_F(StatementUpload, LeavesAWrongCodeToAPerson) {
    const ReceivableId id = book(vnd(700), kCode);
    const Answer answer = upload(camt({{"700", "R1", "tt VL7Q2MZKH"}}), "k1");
    EXPECT_EQ(answer.body.at("matched"), 0);
    EXPECT_EQ(answer.body.at("open"), 1);
    EXPECT_EQ(receivable(id).at("state"), "open");
    const Json items =
        call(finance(), {.target = "/v1/reconciliation/open-items"}).body.at("items");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].at("code"), "REFERENCE_CHECK_FAILED");
    EXPECT_EQ(items[0].at("suggestions"), Json::array({id.text()}));
    EXPECT_EQ(items[0].at("amount").at("amount"), "700");
    EXPECT_EQ(items[0].at("age_days"), 0);
    const auto staff = events_seen_by(std::nullopt);
    ASSERT_EQ(staff.size(), 1U);
    EXPECT_EQ(staff[0].type, "open_item.created");
    EXPECT_EQ(items[0].at("id"), staff[0].subject);
    EXPECT_TRUE(events_seen_by(PartyId{"seller-1"}).empty());
}

TEST_F(StatementUpload, ChangesNothingWhenTheFileComesAgain) {
    book(vnd(700), kCode);
    const std::string file = camt({{"700", "R1", kCode}, {"500", "R2", "?"}});
    const Answer first = upload(file, "k1");
    EXPECT_EQ(first.status, 201);
    const Texts before = books();
    const Answer replayed = upload(file, "k1");
    EXPECT_EQ(replayed.status, 201);
    EXPECT_EQ(replayed.body, first.body);
    EXPECT_EQ(replayed.header("Idempotent-Replayed"), "true");
    const Answer again = upload(file, "k2");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body.at("id"), first.body.at("id"));
    EXPECT_EQ(again.body.at("statements")[0].at("new"), 0);
    EXPECT_EQ(again.body.at("statements")[0].at("known"), 2);
    EXPECT_EQ(again.body.at("matched"), 0);
    EXPECT_EQ(again.body.at("open"), 0);
    EXPECT_EQ(books(), before);
    EXPECT_EQ(events_seen_by(std::nullopt).size(), 2U);
    const std::string run = "/v1/reconciliation/runs/" + first.body.at("id").get<std::string>();
    EXPECT_EQ(call(finance(), {.target = run}).body, first.body);
    EXPECT_EQ(upload(camt({}), "k1").status, 422) << "the key stands for another file";
}

TEST_F(StatementUpload, GoesOnWhereAnInterruptedUploadStopped) {
    std::vector<CamtLine> lines;
    lines.reserve(130);
    for (int i = 0; i < 130; ++i) {
        lines.push_back({"1", "R" + std::to_string(i), "?"});
    }
    const std::string file = camt(lines);
    const auto upload_before = prepare(file);
    const RunId id{entry().bytes()};
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<payments::IntakeResult> {
        payments::runs::start(tx, tenant(), id, upload_before.file_digest, now());
        return payments::record(tx, tenant(), upload_before.statements[0], 0);
    }));
    const Answer answer = upload(file, "k1");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body.at("id"), id.text());
    EXPECT_EQ(answer.body.at("statements")[0].at("new"), 30);
    EXPECT_EQ(answer.body.at("open"), 130);
    const std::string run = "/v1/reconciliation/runs/" + id.text();
    const Json whole = call(finance(), {.target = run}).body;
    EXPECT_EQ(whole.at("statements")[0].at("new"), 130);
    EXPECT_EQ(whole.at("open"), 130);
    EXPECT_EQ(books(), (Texts{"bank:0123499999 130 VND", "suspense:0123499999 -130 VND"}));
}

TEST_F(StatementUpload, TakesOnlyWhatIsNewOfAnOverlappingFile) {
    upload(camt({{"700", "R1", "a"}}), "k1");
    const Answer answer = upload(camt({{"700", "R1", "a"}, {"900", "R2", "b"}}), "k2");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body.at("statements")[0].at("new"), 1);
    EXPECT_EQ(answer.body.at("statements")[0].at("known"), 1);
    EXPECT_EQ(books(), (Texts{"bank:0123499999 1600 VND", "suspense:0123499999 -1600 VND"}));
}

TEST_F(StatementUpload, BringsHomeTheCashACarrierCollected) {
    const ReceivableId id = book(vnd(1'250), "LA0001234", ReceivableKind::cod);
    const payments::CashCollected collected{
        .entry = entry(),
        .receivable = id,
        .carrier = PartyId{"carrier-la"},
        .amount = vnd(1'250),
        .at = now(),
    };
    ASSERT_TRUE(store().write([&](Tx& tx) {
        return payments::receivables::collect(tx, tenant(), collected);
    }));
    EXPECT_EQ(
        books(), (Texts{"receivable:carrier-la 1250 VND", "seller_pending:seller-1 -1250 VND"})
    );
    EXPECT_EQ(receivable(id).at("custody").at("carrier"), "carrier-la");
    const Answer answer = upload(camt({{"1250", "R1", "COD LA0001234 CARRIER"}}), "k1");
    EXPECT_EQ(answer.body.at("matched"), 1);
    EXPECT_EQ(receivable(id).at("state"), "settled");
    EXPECT_EQ(books(), (Texts{"bank:0123499999 1250 VND", "seller_payable:seller-1 -1250 VND"}));
}

TEST_F(StatementUpload, TakesALongFileInSlices) {
    std::vector<CamtLine> lines;
    lines.reserve(230);
    for (int i = 0; i < 230; ++i) {
        lines.push_back({"1", "R" + std::to_string(i), "?"});
    }
    const Answer answer = upload(camt(lines), "k1");
    EXPECT_EQ(answer.body.at("statements")[0].at("new"), 230);
    EXPECT_EQ(answer.body.at("open"), 230);
    EXPECT_EQ(books(), (Texts{"bank:0123499999 230 VND", "suspense:0123499999 -230 VND"}));
}

TEST_F(StatementUpload, KeepsTheBanksWordsSealedInEveryFileOfTheStore) {
    book(vnd(700), kCode);
    const Answer answer = upload(
        camt({
            {"700", "R1", kCode + std::string{" tien ao cho me"}, "NGUYEN THI TUYET", "0451000777"},
            {"900", "R2", "chi Hoa tra tien hang", "LE VAN TAM", "0451000888"},
            {"123", "", "khong co ma so", "PHAM QUANG VINH", "0451000999"},
        }),
        "k1"
    );
    EXPECT_EQ(answer.body.at("matched"), 1);
    EXPECT_EQ(answer.body.at("open"), 2);
    const std::string stored = stored_bytes();
    ASSERT_NE(stored.find("UNIDENTIFIED_RECEIPT"), std::string::npos) << "the scan sees the rows";
    for (const char* words :
         {"tien ao cho me",
          "NGUYEN THI TUYET",
          "0451000777",
          "chi Hoa tra",
          "LE VAN TAM",
          "0451000888",
          "khong co ma",
          "PHAM QUANG VINH",
          "0451000999"}) {
        EXPECT_EQ(stored.find(words), std::string::npos) << words;
    }
}

TEST_F(StatementUpload, ShowsTheBanksLineWithItsOpenItem) {
    upload(camt({{"900", "R2", "chi Hoa tra tien hang", "LE VAN TAM", "0451000888"}}), "k1");
    const Json items =
        call(finance(), {.target = "/v1/reconciliation/open-items"}).body.at("items");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(
        items[0].at("line"),
        Json::parse(R"({"account":"0123499999","amount":{"amount":"900","currency":"VND"},)"
                    R"("booked_at":"2026-03-01T17:00:00Z","bank_ref":"R2",)"
                    R"("memo":"chi Hoa tra tien hang","counterparty_name":"LE VAN TAM",)"
                    R"("counterparty_account":"0451000888"})")
    );
}

TEST_F(StatementUpload, ListsClosedItemsWithTheReason) {
    book(vnd(700), kCode);
    upload(camt({{"300", "R1", kCode}}), "k1");
    const std::string items = "/v1/reconciliation/open-items";
    EXPECT_EQ(call(finance(), {.target = items}).body.at("items")[0].at("code"), "SHORT_PAYMENT");
    upload(camt({{"400", "R2", kCode}}), "k2");
    EXPECT_TRUE(call(finance(), {.target = items}).body.at("items").empty());
    const Json closed = call(finance(), {.target = items + "?state=resolved"}).body.at("items");
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].at("code"), "SHORT_PAYMENT");
    EXPECT_TRUE(
        closed[0].at("resolution").get<std::string>().starts_with("another payment came: mat_")
    );
    EXPECT_EQ(closed[0].at("resolved_at"), "2026-03-02T11:00:00Z");
    const Event told = events_seen_by(std::nullopt).back();
    EXPECT_EQ(told.type, "open_item.resolved");
    EXPECT_EQ(closed[0].at("id"), told.subject);
    EXPECT_EQ(told.sequence, 2);
    EXPECT_EQ(
        call(finance(), {.target = items + "?state=gone"}).complaints(),
        Texts{"/state unknown_value"}
    );
}

TEST_F(StatementUpload, NamesWhatIsWrongWithAFile) {
    const Answer no_xml = upload("Ngày;Số tiền", "k1");
    EXPECT_EQ(no_xml.status, 400);
    EXPECT_NE(
        no_xml.body.at("detail").get<std::string>().find("well-formed XML"), std::string::npos
    );
    const Answer dtd = upload("<!DOCTYPE a [<!ENTITY b 'c'>]><Document/>", "k2");
    EXPECT_EQ(dtd.status, 422);
    EXPECT_EQ(dtd.complaints(), Texts{"/ unsupported"});
    const Answer empty = upload("<Document/>", "k3");
    EXPECT_EQ(empty.status, 422);
    std::string letters = camt({{"1", "R1", "?"}});
    const std::string one = ">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>";
    letters.replace(letters.find(one), 2, ">x");
    const Answer bad_amount = upload(letters, "k4");
    EXPECT_EQ(bad_amount.status, 422) << bad_amount.body;
    ASSERT_EQ(bad_amount.complaints().size(), 1U);
    EXPECT_TRUE(bad_amount.complaints()[0].starts_with("/Stmt[1]/Ntry[1]"));
    EXPECT_TRUE(books().empty());
}

TEST_F(StatementUpload, BooksNothingOfAnAccountWhoseLinesAreInAnotherCurrency) {
    const std::string file = camt({{"700", "R1", "a"}, {"5000", "R2", "b"}});
    const std::string dong = "Ccy=\"VND\">5000<";
    std::string line = file;
    line.replace(line.find(dong), dong.size(), "Ccy=\"LAK\">5000<");
    const Answer other_line = upload(line, "k1");
    EXPECT_EQ(other_line.status, 422) << other_line.body;
    EXPECT_EQ(other_line.complaints(), Texts{"/Stmt[1]/Ntry[2]/Amt/@Ccy wrong_currency"});
    EXPECT_EQ(
        other_line.body.at("errors")[0].at("message"),
        "the account is kept in VND, so its lines are"
    );
    std::string balance = file;
    balance.replace(balance.find("<Amt Ccy=\"VND\">1000<"), 13, "<Amt Ccy=\"LAK");
    EXPECT_TRUE(books().empty());
    const Answer other_balance = upload(balance, "k2");
    EXPECT_EQ(other_balance.status, 201);
    EXPECT_EQ(
        other_balance.body.at("statements")[0].at("warnings"),
        Json::array({"/Stmt[1]/Bal: a balance in LAK of an account kept in VND"})
    );
}

TEST_F(StatementUpload, SaysWhatALineWithoutMoneyIs) {
    const Answer answer = upload(camt({{"0", "R1", "fee waived"}, {"700", "R2", "b"}}), "k1");
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(
        answer.body.at("statements")[0].at("warnings"),
        Json::array({"lines of amount 0 move no money and were left out: 1"})
    );
}

TEST_F(StatementUpload, NamesThePlaceInTheFileWhateverIsWrong) {
    const std::string file = camt({{"700", "R1", "a"}, {"5000", "R2", "b"}});
    std::string no_day = file;
    no_day.replace(no_day.rfind("<BookgDt>"), 38, "");
    EXPECT_EQ(upload(no_day, "k1").complaints(), Texts{"/Stmt[1]/Ntry[2]/BookgDt required"});
    std::string nameless = file;
    nameless.replace(nameless.find("0123499999"), 10, "");
    EXPECT_EQ(upload(nameless, "k2").complaints(), Texts{"/Stmt[1]/Acct/Id required"});
    std::string unknown = file;
    unknown.replace(unknown.find("<Ccy>VND"), 8, "<Ccy>XXX");
    const std::size_t from = unknown.find("<Bal>");
    unknown.erase(from, unknown.rfind("</Bal>") + 6 - from);
    EXPECT_EQ(upload(unknown, "k3").complaints(), Texts{"/Stmt[1]/Acct/Ccy unknown_value"});
}

TEST_F(StatementUpload, RefusesWhatIsNoStatementUpload) {
    const std::string file = camt({{"700", "R1", "a"}});
    const auto post = [&](const std::string& type, const std::string& key) {
        return call(
            finance(), {.target = "/v1/statements", .body = file, .type = type, .key = key}
        );
    };
    EXPECT_EQ(post("application/json", "k1").status, 415);
    EXPECT_EQ(post("text/xml; charset=utf-8", "").status, 400);
    EXPECT_EQ(post("text/xml; charset=utf-8", "k1").status, 201);
    EXPECT_EQ(upload(file, "k2", "?account=VCB-1").complaints(), Texts{"/account other_account"});
    std::string notice = file;
    notice.replace(notice.find("camt.053"), 8, "camt.054");
    EXPECT_EQ(upload(notice, "k3").complaints(), Texts{"/Document unsupported"});
}

TEST_F(StatementUpload, RefusesAKeyThatCameBeforeWithAnotherAccount) {
    const std::string file = camt({{"700", "R1", "a"}});
    ASSERT_EQ(upload(file, "k1", "?account=VCB-1").status, 201);
    for (const char* query : {"?account=VCB-2", ""}) {
        const Answer answer = upload(file, "k1", query);
        ASSERT_EQ(answer.status, 422) << query;
        EXPECT_EQ(answer.body.at("code"), "idempotency-key-reused") << query;
    }
    const Answer replayed = upload(file, "k1", "?account=VCB%2D1");
    EXPECT_EQ(replayed.status, 201) << "written otherwise, it is the same account";
    EXPECT_EQ(replayed.header("Idempotent-Replayed"), "true");
}

TEST_F(StatementUpload, BooksUnderTheTenantsNameOfTheAccount) {
    const Answer answer = upload(camt({{"700", "R1", "a"}}), "k1", "?account=VCB-1");
    EXPECT_EQ(answer.body.at("statements")[0].at("account"), "VCB-1");
    EXPECT_EQ(books(), (Texts{"bank:VCB-1 700 VND", "suspense:VCB-1 -700 VND"}));
}

} // namespace
} // namespace route9::tests
