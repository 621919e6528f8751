// SPDX-License-Identifier: Apache-2.0
// Statements saved as CSV, by the layouts of data/payments/statement_layouts.json. Samples are
// ours; the last tests read those of ROUTE9_REFERENCE.
#include "adapters/banks/statement_document.hpp"
#include "adapters/banks/statement_layouts.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::adapters::banks {
namespace {

using testing_support::read_text;
using testing_support::reference_folder;

StatementLayouts layouts() {
    const auto read = StatementLayouts::parse(read_text(ROUTE9_SOURCE_DIR
                                                        "/data/payments/statement_layouts.json"));
    EXPECT_TRUE(read) << (read ? "" : read.error().fields.at(0).pointer);
    return read ? *read : StatementLayouts{};
}

payments::BankStatement statement_of(const std::string& text) {
    const auto read = read_statement_sheet(text, layouts());
    EXPECT_TRUE(read) << text;
    return read ? read->statements.at(0) : payments::BankStatement{};
}

Error refusal(const std::string& text) {
    const auto read = read_statement_sheet(text, layouts());
    EXPECT_FALSE(read) << text;
    return read ? Error{} : read.error();
}

std::string moment(const payments::StatementLine& line) {
    return line.booked->at ? format_corridor(*line.booked->at) : format_day(line.booked->day);
}

/// 1,000,000 + 349,000 − 11,000 = 1,338,000.
const std::string kMerged =
    "SAO KÊ TÀI KHOẢN,,,,,\nSố tài khoản:,0451000999,,,,\nLoại tiền:,VND,,,,\n"
    "\"Số dư đầu kỳ/Opening balance:\",\"1,000,000 VND\",,,,\n"
    "STT,Ngày giao dịch/Date - Số CT/Doc No,Ghi nợ/Debit,Ghi có/Credit,Số dư,Nội dung\n"
    "1,\"02/03/2026\n5243.1\",,\"349,000\",\"1,349,000\",\"=cmd|' VL7Q2MZKG\"\n"
    "2,\"02/03/2026\n5243.2\",\"11,000\",,\"1,338,000\",PHI SMS\n"
    ",Tổng/Total,\"11,000\",\"349,000\",,\n\"Số dư cuối kỳ\",\"1,338,000 VND\",,,,\n";

const std::string kWeb = "STT,NGÀY GIAO DỊCH,NGÀY HIỆU LỰC,MÃ GD,GHI NỢ,GHI CÓ,SỐ DƯ,MÔ TẢ\n";

TEST(StatementSheet, ReadsDateAndNumberOfOneCellAndTheNamedBalances) {
    const auto read = read_statement_sheet(kMerged, layouts());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->format, "csv:vietcombank-cashup");
    const auto& statement = read->statements.at(0);
    EXPECT_EQ(statement.account, "0451000999");
    EXPECT_EQ(statement.opening->text(), "1000000");
    EXPECT_EQ(statement.closing->text(), "1338000");
    EXPECT_EQ(payments::chain_ok(statement), true);
    EXPECT_TRUE(statement.warnings.empty());
    ASSERT_EQ(statement.lines.size(), 2U);
    EXPECT_EQ(statement.lines[0].amount.text(), "349000");
    EXPECT_EQ(statement.lines[0].bank_ref, "5243.1");
    EXPECT_EQ(statement.lines[0].memo, "=cmd|' VL7Q2MZKG");
    EXPECT_EQ(moment(statement.lines[0]), "2026-03-02");
    EXPECT_EQ(statement.lines[1].amount.text(), "-11000");
}

TEST(StatementSheet, ReadsSeveralAccountsBelowOneAnother) {
    const auto read = read_statement_sheet(kMerged + kMerged, layouts());
    ASSERT_TRUE(read);
    ASSERT_EQ(read->statements.size(), 2U);
    EXPECT_EQ(read->statements[1].lines.size(), 2U);
    EXPECT_EQ(payments::chain_ok(read->statements[1]), true);
}

TEST(StatementSheet, ReadsOtherSeparatorsAndEncodings) {
    std::string semicolons = "BÁO CÁO\n" + kWeb + "1,02/03/2026,02/03/2026,A,,860.000,860.000,X\n";
    std::ranges::replace(semicolons, ',', ';');
    EXPECT_EQ(statement_of(semicolons).lines.at(0).amount.text(), "860000");
    std::string wide{"\xFF\xFE"};
    for (const char character : std::string{"Date\tTime\tTransaction No\tDescription\tDebit\tCredit"
                                            "\tBalance\tCurrency\n02/03/2026\t14:05\tT1\tCOD\t\t5"
                                            "\t5\tLAK\n"}) {
        wide += character;
        wide += '\0';
    }
    const auto statement = statement_of(wide);
    EXPECT_EQ(statement.currency, "LAK");
    EXPECT_EQ(moment(statement.lines.at(0)), "2026-03-02T14:05:00+07:00");
    // Windows-1258: "Ngày hạch toán" with combining tone marks
    const std::string bytes = "STT,Ng\xE0y ha\xF2"
                              "ch toa\xEC"
                              "n,M\xF4 ta\xD2 giao di\xF2"
                              "ch,"
                              "N\xF5\xF2,Co\xEC,S\xF4\xEC d\xFD TK,S\xF4\xEC giao di\xF2"
                              "ch\n"
                              "1,02-03-2026,CT,,\"5,000\",\"5,000\",T1\n";
    EXPECT_EQ(statement_of(bytes).lines.at(0).amount.text(), "5000");
}

TEST(StatementSheet, TakesNoNumberOfTheRowForADebit) {
    const auto statement = statement_of(
        "STT/No.,Ngày hạch toán,Mô tả giao dịch,Nợ / Debit,Có / Credit,Số dư TK,Số giao dịch\n"
        "1,02-03-2026 "
        "14:02:37,A,,\"455,000\",\"1,455,000\",T1\n2,,B,,\"100,000\",\"1,555,000\",T2\n"
    );
    ASSERT_EQ(statement.lines.size(), 2U);
    EXPECT_EQ(moment(statement.lines[1]), "2026-03-02");
    EXPECT_EQ(statement.closing->text(), "1555000");
}

TEST(StatementSheet, WarnsOfTheRowWhoseBalanceDoesNotFollow) {
    const auto statement = statement_of(
        kWeb + "1,02/03/2026,02/03/2026,A,,500,1500,X\n2,02/03/2026,02/03/2026,B,100,,1300,Y\n"
    );
    ASSERT_FALSE(statement.warnings.empty());
    EXPECT_EQ(statement.warnings.at(1), "row 3: its balance does not follow from the row above");
    EXPECT_EQ(payments::chain_ok(statement), false);
}

TEST(StatementSheet, TakesFeeAndVatOfARowForLinesOfTheirOwn) {
    const std::string head = "Transaction date,Số bút toán,Remitter's account,Remitter's name,"
                             "Diễn giải,Nợ,Có,Phí/Lãi,Thuế/VAT,Số dư\n"
                             "02/03/2026,FT1,,,A,,\"10,000\",,,\"10,000\"\n";
    const auto differ = statement_of(head + "02/03/2026,FT2,,,B,-5000,,-300,-30,4670\n");
    ASSERT_EQ(differ.lines.size(), 4U);
    EXPECT_EQ(differ.lines[1].amount.text(), "-5000");
    EXPECT_EQ(differ.lines[2].amount.text(), "-300");
    EXPECT_EQ(differ.lines[3].amount.text(), "-30");
    EXPECT_EQ(differ.lines[3].memo, "VAT B");
    EXPECT_EQ(payments::chain_ok(differ), true);
    EXPECT_EQ(statement_of(head + "02/03/2026,FT2,,,B,-300,,-300,-30,9370\n").lines.size(), 4U);
    EXPECT_EQ(statement_of(head + "02/03/2026,FT2,,,B,-300,,-300,-30,9670\n").lines.size(), 3U);
    EXPECT_EQ(refusal(head + "02/03/2026,FT2,,,B,300,,,,9700\n").fields.at(0).pointer, "/3/debit");
}

TEST(StatementSheet, NamesRowAndColumnOfWhatIsBad) {
    const auto pointer = [](const std::string& row) {
        return refusal(kWeb + row).fields.at(0).pointer;
    };
    EXPECT_EQ(pointer("1,02/03/2026,,A,,2.277E+06,,X\n"), "/2/credit");
    EXPECT_EQ(pointer("1,31/02/2026,,A,,5,,X\n"), "/2/booked");
    EXPECT_EQ(pointer("1,46083,,A,,5,,X\n"), "/2/booked");
    EXPECT_EQ(pointer("1,,,A,,5,,X\n"), "/2/booked");
    EXPECT_EQ(pointer("1,02/03/2026,,A,,,5,X\n"), "/2/debit");
    EXPECT_EQ(pointer("1,02/03/2026,,A,,5,much,X\n"), "/2/balance");
    EXPECT_EQ(refusal("a,b\n1,2\n").code, ErrorCode::unsupported_media_type);
    EXPECT_EQ(refusal("").code, ErrorCode::unsupported_media_type);
}

TEST(StatementSheet, EndsEveryTruncationInAnErrorOrFewerLines) {
    for (std::size_t size = 0; size < kMerged.size(); ++size) {
        const auto read = read_statement_sheet(kMerged.substr(0, size), layouts());
        EXPECT_TRUE(!read || read->statements.at(0).lines.size() <= 2U) << size;
    }
}

TEST(StatementLayouts, NameEveryBadRow) {
    const auto read = StatementLayouts::parse(
        R"({"sources":{"own":"ours"},"layouts":[{"id":"x","bank":"X","source":"none",)"
        R"("certainty":"sure","default_currency":"XXX","columns":{"booked":[],"day":["a"]}}]})"
    );
    ASSERT_FALSE(read);
    std::string pointers;
    for (const FieldError& error : read.error().fields) {
        pointers += error.pointer + ' ';
    }
    for (const char* pointer :
         {"/layouts/0/source ",
          "/layouts/0/certainty ",
          "/layouts/0/default_currency ",
          "/layouts/0/columns/booked ",
          "/layouts/0/columns/day ",
          "/layouts/0/columns/memo "}) {
        EXPECT_NE(pointers.find(pointer), std::string::npos) << pointer;
    }
}

TEST(StatementSheetReference, ReadsTheSamples) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto sample = [&](const char* file) {
        return statement_of(read_text(*folder / "data/payments/csv" / file));
    };
    const auto merged = sample("vcb_like.csv");
    ASSERT_EQ(merged.lines.size(), 2U);
    EXPECT_EQ(merged.lines[0].bank_ref, "5243.65937");
    EXPECT_EQ(merged.lines[1].bank_ref, "5243.65941");
    EXPECT_EQ(merged.opening->text(), "16800000");
    EXPECT_EQ(merged.closing->text(), "19066000");
    const auto web = sample("bidv_like.csv");
    EXPECT_EQ(web.account, "21510009999999");
    EXPECT_EQ(web.lines.at(1).amount.text(), "-5000000");
    EXPECT_EQ(moment(web.lines.at(1)), "2026-03-02T23:52:10+07:00");
    const auto fees = sample("techcombank_like.csv");
    ASSERT_EQ(fees.lines.size(), 3U);
    EXPECT_EQ(fees.lines[0].amount.text(), "1777000");
    EXPECT_EQ(fees.lines[1].amount.text(), "-3000");
    EXPECT_EQ(fees.lines[2].amount.text(), "-300");
    const auto filled = sample("vietinbank_like.csv");
    ASSERT_EQ(filled.lines.size(), 3U);
    EXPECT_EQ(moment(filled.lines[1]), "2026-03-02");
    EXPECT_EQ(filled.closing->text(), "1544000");
    const auto lao = sample("lao_generic_INVENTED.csv");
    EXPECT_EQ(lao.lines.size(), 2U);
    EXPECT_EQ(lao.currency, "LAK");
}

} // namespace
} // namespace route9::adapters::banks
