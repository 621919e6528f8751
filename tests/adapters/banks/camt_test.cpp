// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/camt.hpp"
#include "adapters/banks/statement_document.hpp"
#include "core/json.hpp"

#include <gtest/gtest.h>

namespace route9::adapters::banks {
namespace {

const std::string kHead =
    "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
    "<BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><Othr><Id>0123499999</Id></Othr></Id>"
    "<Ccy>VND</Ccy></Acct>";
const std::string kTail = "</Stmt></BkToCstmrStmt></Document>";

std::string balance(const std::string& type, const std::string& amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"VND\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>";
}

std::string entry(const std::string& inner, const std::string& direction = "CRDT") {
    return "<Ntry><Amt Ccy=\"VND\">1000</Amt><CdtDbtInd>" + direction + "</CdtDbtInd>" + inner +
           "</Ntry>";
}

payments::StatementLine one_line(const std::string& inner, const std::string& direction = "CRDT") {
    const auto read = read_camt(kHead + entry(inner, direction) + kTail);
    EXPECT_TRUE(read) << (read ? "" : read.error().detail);
    return read ? read->statements.at(0).lines.at(0) : payments::StatementLine{};
}

TEST(Camt, ReadsAnEntryWithItsDetails) {
    const auto line = one_line(
        "<NtryRef>7</NtryRef><Sts><Cd>BOOK</Cd></Sts>"
        "<BookgDt><DtTm>2026-03-02T14:02:37+07:00</DtTm></BookgDt>"
        "<ValDt><Dt>2026-03-03</Dt></ValDt><AcctSvcrRef>5243.65937</AcctSvcrRef><NtryDtls><TxDtls>"
        "<Refs><EndToEndId>E2E-1</EndToEndId></Refs>"
        "<RltdPties><Dbtr><Pty><Nm>TRAN VAN MAU</Nm></Pty></Dbtr>"
        "<DbtrAcct><Id><Othr><Id>0071</Id></Othr></Id></DbtrAcct></RltdPties>"
        "<RmtInf><Ustrd>TT DON HANG VLA9X</Ustrd><Ustrd>K3P8</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls>"
    );
    EXPECT_EQ(line.amount.text(), "1000");
    EXPECT_EQ(line.bank_ref, "5243.65937");
    EXPECT_EQ(line.entry_ref, "7");
    EXPECT_EQ(line.end_to_end, "E2E-1");
    EXPECT_EQ(line.memo, "TT DON HANG VLA9X K3P8");
    EXPECT_EQ(line.counterparty_name, "TRAN VAN MAU");
    EXPECT_EQ(line.counterparty_account, "0071");
    ASSERT_TRUE(line.booked && line.booked->at && line.value_date);
    EXPECT_EQ(format_corridor(*line.booked->at), "2026-03-02T14:02:37+07:00");
    EXPECT_EQ(format_day(*line.value_date), "2026-03-03");
    EXPECT_FALSE(line.batch);
}

TEST(Camt, TakesTheDirectionOfAReversalAsItStands) {
    const auto line = one_line("<RvslInd>true</RvslInd>", "DBIT");
    EXPECT_EQ(line.amount.text(), "-1000");
    EXPECT_TRUE(line.reversal);
}

TEST(Camt, TakesNotProvidedForNoId) {
    const auto line = one_line(
        "<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls>"
    );
    EXPECT_EQ(line.end_to_end, "");
}

TEST(Camt, ReadsStatusAndPartiesInTheirOldFormToo) {
    const auto line = one_line(
        "<Sts>PDNG</Sts><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>SHOP</Nm></Cdtr></RltdPties>"
        "</TxDtls></NtryDtls>",
        "DBIT"
    );
    EXPECT_EQ(line.status, payments::LineStatus::pending);
    EXPECT_EQ(line.counterparty_name, "SHOP");
}

TEST(Camt, KeepsTheOrdersOfABatchWithTheirCharges) {
    const auto detail = [](const char* id, const char* amount) {
        return std::string{"<TxDtls><Refs><EndToEndId>"} + id +
               "</EndToEndId></Refs><Amt Ccy=\"VND\">" + amount +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>";
    };
    const auto line = one_line(
        "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"VND\">26</TtlChrgsAndTaxAmt></Chrgs><NtryDtls>"
        "<Btch><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>" +
        detail("A1", "500") + detail("A2", "526") + "</NtryDtls>"
    );
    ASSERT_TRUE(line.batch);
    EXPECT_EQ(line.batch->pmt_inf_id, "P1");
    EXPECT_EQ(line.batch->count, 2);
    ASSERT_EQ(line.batch->details.size(), 2U);
    EXPECT_EQ(line.batch->details[1].amount, (Decimal{526, 0}));
    EXPECT_EQ(line.batch->details[1].end_to_end, "A2");
    EXPECT_EQ(line.charges, (Decimal{26, 0}));
    EXPECT_EQ(line.end_to_end, "");
}

TEST(Camt, NamesTheMovementThatAReturnUndoes) {
    const auto line = one_line("<NtryDtls><TxDtls><Refs><EndToEndId>PO-1</EndToEndId></Refs>"
                               "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>");
    ASSERT_TRUE(line.original);
    EXPECT_EQ(line.original->end_to_end, "PO-1");
    EXPECT_EQ(line.original->return_code, "AC04");
}

TEST(Camt, ChainsOpeningLinesAndClosing) {
    const auto booked = entry("") + entry("<Sts>PDNG</Sts>");
    const auto good =
        read_camt(kHead + balance("OPBD", "5") + balance("CLBD", "1005") + booked + kTail);
    ASSERT_TRUE(good);
    EXPECT_EQ(payments::chain_ok(good->statements[0]), true);
    EXPECT_TRUE(good->statements[0].warnings.empty());
    const auto bad =
        read_camt(kHead + balance("OPBD", "5") + balance("CLBD", "1006") + booked + kTail);
    ASSERT_TRUE(bad) << "a broken chain warns, it does not stop";
    EXPECT_EQ(payments::chain_ok(bad->statements[0]), false);
    EXPECT_EQ(bad->statements[0].warnings.size(), 1U);
}

TEST(Camt, NamesEveryBadElementAtOnce) {
    const auto read = read_camt(
        kHead +
        "<Ntry><Amt Ccy=\"VND\">12,50</Amt><CdtDbtInd>IN</CdtDbtInd></Ntry>"
        "<Ntry><Amt>5</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-02-30</Dt></BookgDt>"
        "</Ntry>" +
        kTail
    );
    ASSERT_FALSE(read);
    std::vector<std::string> pointers;
    for (const auto& field : read.error().fields) {
        pointers.push_back(field.pointer);
    }
    EXPECT_EQ(
        pointers,
        (std::vector<std::string>{
            "/Stmt[1]/Ntry[1]/Amt",
            "/Stmt[1]/Ntry[1]/CdtDbtInd",
            "/Stmt[1]/Ntry[2]/Amt/@Ccy",
            "/Stmt[1]/Ntry[2]/BookgDt",
        })
    );
}

TEST(Camt, RefusesDocumentTypesEntitiesDepthAndOtherThings) {
    std::string deep = "<Document>";
    for (int i = 0; i < 100; ++i) {
        deep += "<a>";
    }
    const std::string cases[] = {
        "",
        "no xml",
        "<Document>",
        "<Document/>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Document>&a;</Document>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\"><Document/>",
        kHead + "<Ntry><Amt Ccy=\"VND\">&a;</Amt></Ntry>" + kTail,
        deep,
    };
    for (const auto& text : cases) {
        EXPECT_FALSE(read_camt(text)) << text;
    }
}

TEST(StatementDocument, PrintsLinesByTheirPublicNames) {
    const auto printed = run_statement_parse(
        kHead + balance("OPBD", "0") + balance("CLBD", "-5") +
        entry("<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef>") + kTail
    );
    EXPECT_FALSE(printed) << "the sign of a balance is in CdtDbtInd";
    const auto good = run_statement_parse(
        kHead + balance("OPBD", "0") +
        entry("<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef>") + kTail
    );
    ASSERT_TRUE(good);
    const auto out = Json::parse(*good);
    EXPECT_EQ(out.at("format"), "camt.053.001.08");
    const auto& statement = out.at("statements").at(0);
    EXPECT_EQ(statement.at("account"), "0123499999");
    EXPECT_EQ(statement.at("opening"), "0");
    EXPECT_TRUE(statement.at("closing").is_null());
    EXPECT_TRUE(statement.at("chain_ok").is_null());
    const auto& line = statement.at("lines").at(0);
    EXPECT_EQ(line.at("amount"), "1000");
    EXPECT_EQ(line.at("booked"), "2026-03-02");
    EXPECT_EQ(line.at("bank_ref"), "R1");
    EXPECT_EQ(line.at("reversal"), false);
}

TEST(StatementDocument, RefusesFormatsItDoesNotKnow) {
    EXPECT_EQ(run_statement_parse("no statement").error().code, ErrorCode::unsupported_media_type);
}

} // namespace
} // namespace route9::adapters::banks
