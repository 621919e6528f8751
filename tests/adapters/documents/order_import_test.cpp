// SPDX-License-Identifier: Apache-2.0
// Files of orders as people have them: what a spreadsheet does to a cell, several rows of an order,
// and what each bad cell is told.
#include "adapters/documents/order_import.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace route9::adapters {
namespace {

using fulfillment::PaymentMethod;

constexpr std::string_view kHead =
    "external_id,placed_at,recipient_name,recipient_phone,country,province,district,village,"
    "address_line,sku,item_name,quantity,unit_price,currency,cod_amount\r\n";
constexpr std::string_view kRow =
    "FB-1,2026-03-01T09:55:00+07:00,ນາງ ຕົວຢ່າງ,02055000001,LA,ສະຫວັນນະເຂດ,ໄກສອນ ພົມວິຫານ,ບ້ານ ທົດສອບ,"
    "\"ໃກ້ວັດ, ຮ່ອມ 3\",AO-DEN-M,ເສື້ອຢືດ,2,150000,LAK,300000\r\n";

std::vector<ImportedOrder> read(const std::string& csv) {
    return read_order_sheet(csv, "csv").value();
}

std::string sheet(std::string_view rows) {
    return std::string{kHead} + std::string{rows};
}

/// The good row with one of its cells replaced.
std::string with(std::string_view old, std::string_view cell) {
    std::string row{kRow};
    row.replace(row.find(old), old.size(), cell);
    return sheet(row);
}

TEST(OrderSheet, ReadsARowAsAnOrder) {
    const auto orders = read("\xef\xbb\xbf" + sheet(kRow));
    ASSERT_EQ(orders.size(), 1U);
    EXPECT_EQ(orders[0].rows, std::vector<std::size_t>{2});
    ASSERT_TRUE(orders[0].order) << orders[0].problems.at(0).message;
    const auto& order = *orders[0].order;
    EXPECT_EQ(order.external_id, "FB-1");
    EXPECT_EQ(order.channel, "csv");
    EXPECT_EQ(format_utc(order.placed_at), "2026-03-01T02:55:00Z");
    EXPECT_EQ(order.recipient.name, "ນາງ ຕົວຢ່າງ");
    EXPECT_EQ(order.recipient.address_line, "ໃກ້ວັດ, ຮ່ອມ 3");
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount.amount(), "300000");
    EXPECT_EQ(order.lines.at(0).quantity, 2);
    EXPECT_EQ(order.lines.at(0).unit_price.amount(), "150000");
}

TEST(OrderSheet, TakesWhatIsNotCollectedForPaid) {
    for (const auto* cell : {"", "0", "0.00"}) {
        const auto orders = read(with("LAK,300000", std::string{"LAK,"} + cell));
        ASSERT_TRUE(orders.at(0).order) << cell;
        EXPECT_EQ(orders[0].order->payment.method, PaymentMethod::prepaid);
        EXPECT_EQ(orders[0].order->payment.amount.amount(), "300000"); // 2 × 150000
    }
}

TEST(OrderSheet, JoinsTheRowsOfAnOrder) {
    const std::string more =
        "FB-2,2026-03-01T09:55:00+07:00,A B,02055000002,LA,S,K,,,X,x,1,1000,LAK,0\n"
        "FB-1,,,,,,,,,CHEN-01,ຈອກ,1,85000,,\n";
    const auto orders = read(sheet(std::string{kRow} + more));
    ASSERT_EQ(orders.size(), 2U);
    EXPECT_EQ(orders[0].rows, (std::vector<std::size_t>{2, 4}));
    ASSERT_TRUE(orders[0].order) << orders[0].problems.at(0).member;
    ASSERT_EQ(orders[0].order->lines.size(), 2U);
    EXPECT_EQ(orders[0].order->lines[1].sku.text(), "CHEN-01");
    EXPECT_EQ(orders[1].rows, (std::vector<std::size_t>{3}));
}

TEST(OrderSheet, RefusesRowsOfAnOrderThatContradictEachOther) {
    const auto orders =
        read(sheet(std::string{kRow} + "FB-1,,Another,,,,,,,CHEN-01,x,1,85000,THB,\n"));
    ASSERT_EQ(orders.size(), 1U);
    EXPECT_FALSE(orders[0].order);
    ASSERT_EQ(orders[0].problems.size(), 2U);
    EXPECT_EQ(orders[0].problems[0].row, 3U);
    EXPECT_EQ(orders[0].problems[0].member, "recipient_name");
    EXPECT_EQ(orders[0].problems[0].code, "conflict");
    EXPECT_EQ(orders[0].problems[1].member, "currency");
}

TEST(OrderSheet, ReadsWhatSpreadsheetsMakeOfIt) {
    std::string semicolons{sheet(kRow)};
    std::ranges::replace(semicolons, ',', ';');
    EXPECT_TRUE(read(semicolons).at(0).order) << "separated by semicolons";
    EXPECT_EQ(
        read(with("02055000001", "=\"02055000001\"")).at(0).order->recipient.phone, "02055000001"
    );
    EXPECT_EQ(
        read(with("02055000001", "'02055000001")).at(0).order->recipient.phone, "02055000001"
    );
    EXPECT_EQ(read(with(",2,150000", ",2.0,150000.00")).at(0).order->lines.at(0).quantity, 2);
    EXPECT_EQ(read(with("ສະຫວັນນະເຂດ", " Đông Hà")).at(0).order->recipient.province, "Đông Hà");
    EXPECT_EQ(
        read(with("ສະຫວັນນະເຂດ", "\xc2\xa0Huế\xc2\xa0")).at(0).order->recipient.province, "Huế"
    ) << "blanks that do not break";
    const std::pair<const char*, const char*> times[] = {
        {"2026-03-01 09:55", "2026-03-01T02:55:00Z"},
        {"01/03/2026 09:55", "2026-03-01T02:55:00Z"},
        {"1/3/2026 9:55:30", "2026-03-01T02:55:30Z"},
        {"2026-03-01", "2026-02-28T17:00:00Z"},
        {"31/12/2025", "2025-12-30T17:00:00Z"},
    };
    for (const auto& [cell, at] : times) {
        const auto orders = read(with("2026-03-01T09:55:00+07:00", cell));
        ASSERT_TRUE(orders.at(0).order) << cell;
        EXPECT_EQ(format_utc(orders[0].order->placed_at), at) << cell;
    }
    EXPECT_EQ(read(sheet("\r\n" + std::string{kRow} + ",,,,\r\n")).size(), 1U) << "empty rows";
    EXPECT_EQ(read(with("\"ໃກ້ວັດ, ຮ່ອມ 3\"", "\"a\nb \"\"c\"\"\"")).at(0).problems.size(), 0U)
        << "a line break in a cell";
}

/// The good row with a last column `promised_by`.
std::string promised(std::string_view cell) {
    std::string csv = sheet(kRow);
    csv.insert(csv.find("\r\n"), ",promised_by");
    return csv.insert(csv.size() - 2, "," + std::string{cell});
}

TEST(OrderSheet, ReadsWhatTheBuyerWasPromised) {
    const std::pair<const char*, const char*> times[] = {
        {"2026-03-12", "2026-03-12T16:59:59Z"}, // until the day's end
        {"12/03/2026", "2026-03-12T16:59:59Z"},
        {"12/3/2026 18:00", "2026-03-12T11:00:00Z"},
        {"2026-03-12 18:00", "2026-03-12T11:00:00Z"},
        {"2026-03-12T18:00:00+07:00", "2026-03-12T11:00:00Z"},
    };
    for (const auto& [cell, at] : times) {
        const auto orders = read(promised(cell));
        ASSERT_TRUE(orders.at(0).order) << cell << " " << orders[0].problems.at(0).message;
        EXPECT_EQ(format_utc(orders[0].order->promised_by.value()), at) << cell;
    }
    EXPECT_FALSE(read(promised("")).at(0).order.value().promised_by);
    const std::pair<const char*, const char*> bad[] = {
        {"soon", "malformed"},
        {"2026-02-30", "malformed"},
        {"2026-02-28", "out_of_range"}, // before it was placed
        {"9999-12-31", "out_of_range"},
    };
    for (const auto& [cell, code] : bad) {
        const auto orders = read(promised(cell));
        ASSERT_EQ(orders.at(0).problems.size(), 1U) << cell;
        EXPECT_EQ(orders[0].problems[0].member, "promised_by") << cell;
        EXPECT_EQ(orders[0].problems[0].code, code) << cell;
    }
}

struct BadCell {
    const char* old;
    const char* cell;
    const char* column;
    const char* code;
};

TEST(OrderSheet, TellsRowAndColumnOfWhatItCannotTrust) {
    const BadCell cases[] = {
        {"2026-03-01T09:55:00+07:00", "not-a-date", "placed_at", "malformed"},
        {"2026-03-01T09:55:00+07:00", "12/31/2025", "placed_at", "malformed"},
        {"2026-03-01T09:55:00+07:00", "", "placed_at", "required"},
        {"ນາງ ຕົວຢ່າງ", "=cmd|' /C calc'!A0", "recipient_name", "formula"},
        {"ນາງ ຕົວຢ່າງ", "", "recipient_name", "required"},
        {"02055000001", "2.055E+10", "recipient_phone", "rounded"},
        {",LA,", ",TH,", "country", "unknown_value"},
        {",2,150000", ",-1,150000", "quantity", "not_whole"},
        {",2,150000", ",1.5,150000", "quantity", "not_whole"},
        {",2,150000", ",1e400,150000", "quantity", "not_whole"},
        {",2,150000", ",0,150000", "quantity", "out_of_range"},
        {",2,150000", ",99999999999999999999,150000", "quantity", "out_of_range"},
        {",2,150000", ",2,150.000", "unit_price", "ambiguous"},
        {",2,150000", ",2,\"150,000\"", "unit_price", "ambiguous"},
        {",2,150000", ",2,1.5E+05", "unit_price", "rounded"},
        {",2,150000", ",2,dear", "unit_price", "malformed"},
        {"LAK,300000", "XXX,300000", "currency", "unknown_value"},
        {"LAK,300000", "LAK,\"300.000,50\"", "cod_amount", "ambiguous"},
        {"AO-DEN-M", "", "sku", "required"},
        {"AO-DEN-M", "8.93463E+12", "sku", "rounded"},
        {"FB-1,", "8.20983E+17,", "external_id", "rounded"},
        {"LAK,300000", "LAK,325000đ", "cod_amount", "malformed"},
        {"LAK,300000", "LAK,325 000", "cod_amount", "malformed"},
        {"LAK,300000", "LAK,không", "cod_amount", "malformed"},
        {"LAK,300000", "LAK,325,000", "", "wrong_width"},
        {"LAK,300000", "LAK", "", "wrong_width"},
    };
    for (const BadCell& row : cases) {
        const auto orders = read(with(row.old, row.cell));
        ASSERT_EQ(orders.size(), 1U) << row.cell;
        EXPECT_FALSE(orders[0].order) << row.cell;
        ASSERT_FALSE(orders[0].problems.empty()) << row.cell;
        const ImportProblem& problem = orders[0].problems[0];
        EXPECT_EQ(problem.row, 2U) << row.cell;
        EXPECT_EQ(problem.member, row.column) << row.cell;
        EXPECT_EQ(problem.code, row.code) << row.cell;
    }
}

TEST(OrderSheet, KeepsGoodRowsWhenOthersFail) {
    const auto orders = read(sheet(
        "FB-0,never,A,1,LA,S,K,,,X,x,1,1,LAK,0\n" + std::string{kRow} +
        ",2026-03-01 09:55,A,02055000001,LA,S,K,,,X,x,1,1,LAK,0\n"
    ));
    ASSERT_EQ(orders.size(), 3U);
    EXPECT_FALSE(orders[0].order);
    EXPECT_TRUE(orders[1].order);
    EXPECT_EQ(orders[2].problems.at(0).member, "external_id");
}

TEST(OrderSheet, DoesNotJoinOrdersWhoseIdsWereRoundedToTheSame) {
    std::string rows{kRow};
    rows.replace(0, 4, "2.60311E+11");
    const auto orders = read(sheet(rows + rows));
    ASSERT_EQ(orders.size(), 2U);
    EXPECT_FALSE(orders[0].order);
    EXPECT_FALSE(orders[1].order);
}

TEST(OrderSheet, RefusesAFileThatIsNone) {
    const auto code = [](const std::string& csv) {
        const auto orders = read_order_sheet(csv, "csv");
        return orders ? std::string{"read"} : orders.error().fields.at(0).code;
    };
    EXPECT_EQ(code(""), "empty");
    EXPECT_EQ(
        code("\xff\xfe"
             "e"),
        "malformed"
    ); // UTF-16
    EXPECT_EQ(code(sheet("FB-1,\"never ends")), "malformed");
    EXPECT_EQ(code(sheet("FB-1,\"gọi\nFB-2,a \"sau\"\n")), "malformed") << "swallows a row";
    EXPECT_EQ(code("a,b\n1,2\n"), "unknown_column");
    EXPECT_EQ(code("external_id," + std::string{kHead}), "duplicate");
    std::string without{sheet(kRow)};
    without.replace(without.find("sku,"), 4, ",");
    EXPECT_EQ(code(without), "required");
    std::string many{kHead};
    for (int i = 0; i < 1'001; ++i) {
        many += std::to_string(i) + ",,,,,,,,,,,,,,\n";
    }
    EXPECT_EQ(code(many), "out_of_range");
}

TEST(OrderSheet, TemplateNamesTheColumnsOfTheContractFirst) {
    std::string head{kHead};
    head.resize(head.size() - 2);
    EXPECT_TRUE(order_sheet_template().starts_with("\xef\xbb\xbf" + head + ",channel,"));
    EXPECT_TRUE(read(order_sheet_template()).empty());
}

TEST(OrderLines, AreOrdersOfOurOwnForm) {
    const std::string good =
        R"({"external_id":"N-1","placed_at":"2026-03-01T02:55:00Z","currency":"VND",)"
        R"("payment":{"method":"cod","amount":"349000"},"recipient":{"name":"A","phone":"1",)"
        R"("country":"LA","province":"S","district":"K"},"items":[{"sku":"X","name":"x",)"
        R"("quantity":1,"unit_price":"349000"}]})";
    const auto orders =
        read_order_lines(good + "\r\n\n{\"external_id\":\"N-2\"}\nno json\n[]", "ndjson").value();
    ASSERT_EQ(orders.size(), 4U);
    EXPECT_EQ(orders[0].order->channel, "ndjson");
    EXPECT_EQ(orders[0].rows, std::vector<std::size_t>{1});
    EXPECT_EQ(orders[1].external_id, "N-2");
    EXPECT_EQ(orders[1].rows, std::vector<std::size_t>{3});
    EXPECT_EQ(orders[1].problems.at(0).code, "required");
    EXPECT_EQ(orders[2].problems.at(0).code, "malformed_json");
    EXPECT_FALSE(orders[3].problems.empty());
    EXPECT_FALSE(read_order_lines("\xff", "ndjson"));
}

TEST(OrderSheet, ReadsTheReferenceSamples) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference samples are not here";
    }
    const auto sample = [reference](const char* name) {
        std::ifstream file{
            std::string{reference} + "/data/marketplaces/samples/generic/" + name, std::ios::binary
        };
        return read({std::istreambuf_iterator<char>{file}, {}});
    };
    for (const auto& order : sample("orders_la.csv")) {
        EXPECT_TRUE(order.order) << order.problems.at(0).member;
    }
    for (const auto& order : sample("orders_bad_rows.csv")) {
        EXPECT_FALSE(order.order) << order.external_id;
    }
}

} // namespace
} // namespace route9::adapters
