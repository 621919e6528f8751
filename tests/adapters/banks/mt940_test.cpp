// SPDX-License-Identifier: Apache-2.0
// MT940 and MT942, worked by hand from the SWIFT field definitions (category 9) and the oddities of
// real files.
#include "adapters/banks/mt940.hpp"
#include "adapters/banks/statement_document.hpp"
#include "core/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::adapters::banks {
namespace {

const std::string kHead = ":20:R9\n:25:0451000999\n:28C:61/1\n:60F:C260302VND5000000,\n";
const std::string kTail = ":62F:C260302VND5000000,\n-\n";

/// 5,000,000 + 349,000 − 120,000 − 11,000 + 2,000 = 5,220,000.
const std::string kDay =
    ":20:R9-0302\n:25:0451000999\n:28C:61/1\n:60F:C260302VND5000000,\n"
    ":61:2603020302C349000,NTRFNONREF//5243.1\n:86:TT DON HANG VL7Q2\nMZKG CUA TRAN VAN MAU\n"
    ":61:2603020302RC120000,NTRFPO-17//5243.2\n:86:DIEU CHINH\n"
    ":61:2603020302D11000,NCHGNONREF//5243.3\n:86:PHI SMS\n"
    ":61:2603020302RD2000,NCHGNONREF//5243.4\n:86:HOAN PHI\n"
    ":62F:C260302VND5220000,\n:64:C260302VND5220000,\n-\n";

payments::BankStatement statement_of(const std::string& text) {
    const auto read = read_mt940(text);
    EXPECT_TRUE(read) << text << (read ? "" : read.error().fields.at(0).message);
    return read ? read->statements.at(0) : payments::BankStatement{};
}

payments::StatementLine one_line(const std::string& fields) {
    const auto statement = statement_of(kHead + fields + kTail);
    EXPECT_EQ(statement.lines.size(), 1U);
    return statement.lines.empty() ? payments::StatementLine{} : statement.lines.front();
}

FieldError refusal(const std::string& text) {
    const auto read = read_mt940(text);
    EXPECT_FALSE(read) << text;
    return read ? FieldError{} : read.error().fields.at(0);
}

TEST(Mt940, ReadsADayWithItsBalances) {
    const auto statement = statement_of(kDay);
    EXPECT_EQ(statement.id, "R9-0302");
    EXPECT_EQ(statement.account, "0451000999");
    EXPECT_EQ(statement.currency, "VND");
    EXPECT_EQ(statement.opening->text(), "5000000");
    EXPECT_EQ(statement.closing->text(), "5220000");
    EXPECT_EQ(payments::chain_ok(statement), true);
    EXPECT_TRUE(statement.warnings.empty());
    ASSERT_EQ(statement.lines.size(), 4U);
    const auto& line = statement.lines[0];
    EXPECT_EQ(line.amount.text(), "349000");
    EXPECT_EQ(line.bank_ref, "5243.1");
    EXPECT_EQ(line.end_to_end, "");
    EXPECT_EQ(line.memo, "TT DON HANG VL7Q2\nMZKG CUA TRAN VAN MAU");
    EXPECT_EQ(format_day(line.booked->day), "2026-03-02");
    EXPECT_EQ(statement.lines[1].end_to_end, "PO-17");
}

TEST(Mt940, TakesAReversedCreditForMoneyOutAndAReversedDebitForMoneyIn) {
    const auto lines = statement_of(kDay).lines;
    EXPECT_EQ(lines.at(1).amount.text(), "-120000");
    EXPECT_TRUE(lines.at(1).reversal);
    EXPECT_EQ(lines.at(2).amount.text(), "-11000");
    EXPECT_FALSE(lines.at(2).reversal);
    EXPECT_EQ(lines.at(3).amount.text(), "2000");
    EXPECT_TRUE(lines.at(3).reversal);
}

TEST(Mt940, ReadsTheLetterOfTheCurrencyBehindTheMark) {
    EXPECT_EQ(one_line(":61:2603020302DR20,00N037NONREF\n").amount.text(), "-20");
    EXPECT_EQ(one_line(":61:2603020302CM5000,5S05168790452\n").amount.text(), "5000.5");
    EXPECT_EQ(one_line(":61:2603020302CM5000,5S05168790452\n").end_to_end, "68790452");
    EXPECT_FALSE(one_line(":61:2603020302DR20,00N037NONREF\n").reversal);
}

TEST(Mt940, BooksALineWithoutAnEntryDateOnItsValueDate) {
    for (const char* field : {":61:260302C7,NMSC\n", ":61:260302    C7,NMSC\n"}) {
        const auto line = one_line(field);
        EXPECT_EQ(format_day(line.booked->day), "2026-03-02") << field;
        EXPECT_EQ(line.amount.text(), "7") << field;
    }
}

TEST(Mt940, FindsTheYearOfTheEntryDate) {
    const auto after = one_line(":61:2512310102C7,NMSC\n");
    EXPECT_EQ(format_day(*after.value_date), "2025-12-31");
    EXPECT_EQ(format_day(after.booked->day), "2026-01-02");
    const auto before = one_line(":61:2601021231C7,NMSC\n");
    EXPECT_EQ(format_day(before.booked->day), "2025-12-31");
    EXPECT_EQ(format_day(*one_line(":61:990302C7,NMSC\n").value_date), "1999-03-02");
}

TEST(Mt940, TakesTheLastDayOfAMonthForADayThatDoesNotExist) {
    const auto statement = statement_of(kHead + ":61:2602300302C7,NMSC\n" + kTail);
    EXPECT_EQ(format_day(*statement.lines.at(0).value_date), "2026-02-28");
    EXPECT_EQ(
        statement.warnings.at(0), "line 5, :61:: the day 0230 does not exist, 2026-02-28 is taken"
    );
}

TEST(Mt940, JoinsABankReferenceThatALineBreakCut) {
    EXPECT_EQ(one_line(":61:2603020302C7,NTRFNONREF/\n/5243.65937\n").bank_ref, "5243.65937");
    EXPECT_EQ(one_line(":61:2603020302C7,NTRFNONREF//\n5243.65937\n").bank_ref, "5243.65937");
    const auto statement =
        statement_of(kHead + ":61:2603020302C7,NTRFNONREF//5243.\n65937\n" + kTail);
    EXPECT_EQ(statement.lines.at(0).bank_ref, "5243.65937");
    EXPECT_EQ(
        statement.warnings.at(0),
        "line 5, :61:: the bank's reference was broken over two lines and is joined"
    );
}

TEST(Mt940, KeepsSupplementaryDetailsApartFromTheReference) {
    const auto charged =
        one_line(":61:2603020302D12,35 NRTIKREF+//2016021783252833\n/OCMT/VND11,85//CHGS/VND0,50/\n"
                 ":86:RETOURE\n");
    EXPECT_EQ(charged.bank_ref, "2016021783252833");
    EXPECT_EQ(charged.end_to_end, "");
    EXPECT_EQ(charged.charges->text(), "0.5");
    EXPECT_EQ(charged.memo, "RETOURE");
    const auto told = one_line(":61:2603020302C7,NTRFNONREF//R1\nVL7Q2MZKG tien hang\n:86:CK\n");
    EXPECT_EQ(told.bank_ref, "R1");
    EXPECT_EQ(told.memo, "VL7Q2MZKG tien hang\nCK");
}

TEST(Mt940, ReadsSubfieldsOfTheInformation) {
    const auto line = one_line(
        ":61:2603020302C7,NMSC\n:86:166?00UEBERWEISUNG?10931?20SVWZ+VL7Q?\n212MZKG?30GENODEF1\n"
        "?31DE40500105175674975588?32Tran Van?33 Mau\n"
    );
    EXPECT_EQ(line.memo, "SVWZ+VL7Q2MZKG");
    EXPECT_EQ(line.counterparty_account, "DE40500105175674975588");
    EXPECT_EQ(line.counterparty_name, "Tran Van Mau");
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:86:VI SAO? VL7Q2MZKG\n").memo, "VI SAO? VL7Q2MZKG");
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:86:166?00PHI?10931\n").memo, "PHI");
}

TEST(Mt940, ReadsWhatGoesOnInOddPlaces) {
    const auto blocks = one_line(
        ":61:2603020302C7,S051NONREF\n:NS:01VL7Q2\n02MZKG\n15TRAN\n16VAN MAU\n17Buchungstext\n"
    );
    EXPECT_EQ(blocks.memo, "VL7Q2\nMZKG");
    EXPECT_EQ(blocks.counterparty_name, "TRAN VAN MAU");
    EXPECT_EQ(
        one_line(":61:2603020302C7,NMSC\n:86:VERTR\n:KO:NR:4011\n").memo, "VERTR\n:KO:NR:4011"
    );
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:86:\n").memo, "");
    EXPECT_EQ(one_line(":61:2603020302C0,00NMSC\n").amount.text(), "0");
    EXPECT_EQ(one_line(":13:X\n:99Z:what\nis it\n:61:2603020302C7,NMSC\n:86:A\n").memo, "A");
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:62M:C260302VND5,\n:86:of the day\n").memo, "");
    const std::string six_lines(6 * 65 + 200, 'X');
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:86:" + six_lines + "\n").memo, six_lines);
}

TEST(Mt940, ReadsTextInWindowsBytesAndLeavesControlBytesOut) {
    EXPECT_EQ(
        one_line(":61:2603020302C7,NMSC\r\n:86:Stra\xDF"
                 "e \x80\x01 5\r\n")
            .memo,
        "Straße € 5"
    );
    EXPECT_EQ(one_line(":61:2603020302C7,NMSC\n:86:Tiền hàng\n").memo, "Tiền hàng");
}

TEST(Mt940, ReadsSeveralStatementsInSwiftBlocks) {
    const auto read = read_mt940(
        "{1:F01VIDUVNVX0000000000}{2:I940VIDUVNVXN}{4:\r\n:20:A\r\n:25:1\r\n:60F:D260302VND5,\r\n"
        ":61:260302C7,NMSC\r\n:62M:C260302VND2,\r\n-}{5:{CHK:0}}\r\nVIDUVNVX\r\n940\r\n"
        "{4::20:B\r\n:25:2 VND\r\n:60M:C260302VND2,\r\n:61:260302D3,NMSC\r\n:62F:D260303VND2,\r\n-}"
    );
    ASSERT_TRUE(read) << read.error().fields.at(0).message;
    EXPECT_EQ(read->format, "mt940");
    ASSERT_EQ(read->statements.size(), 2U);
    EXPECT_EQ(read->statements[0].opening->text(), "-5");
    EXPECT_EQ(payments::chain_ok(read->statements[0]), true);
    EXPECT_EQ(read->statements[1].account, "2");
    EXPECT_EQ(read->statements[1].closing->text(), "-2");
    EXPECT_EQ(payments::chain_ok(read->statements[1]), false);
    EXPECT_EQ(
        read->statements[1].warnings.at(0),
        "opening balance and booked lines do not give the closing"
    );
}

TEST(Mt940, ReadsAnInterimReportWithoutBalances) {
    const std::string report =
        ":20:I\n:25:0451000999\n:34F:VND0,\n:13D:2603021402+0700\n"
        ":61:2603020302C349000,NTRFNONREF//5243.1\n:86:VL7Q2MZKG\n:90C:1VND349000,\n";
    const auto read = read_mt940(report + "-\n");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->format, "mt942");
    EXPECT_EQ(read->statements.at(0).currency, "VND");
    EXPECT_EQ(read->statements.at(0).lines.at(0).amount.text(), "349000");
    EXPECT_EQ(payments::chain_ok(read->statements.at(0)), std::nullopt);
    const auto cut = refusal(report.substr(0, report.find(":90C:")));
    EXPECT_EQ(cut.pointer, "/line[6]/:90D:");
}

TEST(Mt940, NamesLineAndTagOfWhatIsBad) {
    const auto bad = [](const std::string& field) {
        return refusal(kHead + field + kTail).pointer;
    };
    EXPECT_EQ(bad(":61:2613020302C7,NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:26030C7,NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603021302C7,NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603020302X7,NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603020302C7.00NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603020302C7,0,0NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603020302C1234567890123456789,NMSC\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":61:2603020302C7,\n"), "/line[5]/:61:");
    EXPECT_EQ(bad(":62F:C260302VN5,\n"), "/line[5]/:62F:");
    EXPECT_EQ(bad(":62F:X260302VND5,\n"), "/line[5]/:62F:");
    EXPECT_EQ(refusal(":25:1\n" + kDay).pointer, "/line[1]/:20:");
    EXPECT_EQ(refusal(":20:A\n:60F:C260302VND5,\n:62F:C260302VND5,\n-").pointer, "/line[4]/:25:");
    EXPECT_EQ(refusal(":20:A\n:25:1\n:61:260302C7,NMSC\n-").pointer, "/line[3]/:61:");
    EXPECT_EQ(refusal("").pointer, "/line[1]/:20:");
    EXPECT_EQ(refusal(":20:A\n:25:1\n:62F:C260302VND5,\n-").code, "required");
}

TEST(Mt940, EndsEveryTruncationInAnErrorThatNamesLineAndTag) {
    const auto closed = kDay.find(":64:") - 1;
    for (std::size_t size = 0; size < closed; ++size) {
        const auto error = refusal(kDay.substr(0, size));
        EXPECT_TRUE(error.pointer.starts_with("/line[") && error.pointer.ends_with(":"));
        const auto lines = std::ranges::count(kDay.substr(0, size), '\n') + 1;
        EXPECT_LE(std::stoll(error.pointer.substr(6)), lines) << size;
        EXPECT_FALSE(error.message.empty());
    }
    const std::string two = kDay + kDay;
    for (std::size_t size = kDay.size() + 1; size < kDay.size() + closed; ++size) {
        EXPECT_FALSE(read_mt940(two.substr(0, size))) << size;
    }
}

TEST(StatementDocument, KnowsAnMt940ByItsContent) {
    const auto printed = run_statement_parse("\xEF\xBB\xBF" + kDay);
    ASSERT_TRUE(printed);
    const auto out = Json::parse(*printed);
    EXPECT_EQ(out.at("format"), "mt940");
    EXPECT_EQ(out.at("statements").at(0).at("chain_ok"), true);
    EXPECT_EQ(out.at("statements").at(0).at("lines").at(1).at("amount"), "-120000");
    EXPECT_EQ(out.at("statements").at(0).at("lines").at(1).at("reversal"), true);
    EXPECT_TRUE(run_statement_parse("ABNANL2A\n940\nABNANL2A\n" + kDay));
}

} // namespace
} // namespace route9::adapters::banks
