// SPDX-License-Identifier: Apache-2.0
// Orders in a workbook that libxlsxwriter has written as a person would fill it: real days, numbers
// that lost a zero, cells merged over the items, rows a filter has hidden.
#include "adapters/documents/order_import.hpp"

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace route9::adapters {
namespace {

constexpr std::array kHead{
    "external_id",
    "placed_at",
    "recipient_name",
    "recipient_phone",
    "country",
    "province",
    "district",
    "village",
    "address_line",
    "sku",
    "item_name",
    "quantity",
    "unit_price",
    "currency",
    "cod_amount"
};

/// A sheet with its head and one order of two items in the rows 2 and 3.
class OrderWorkbook : public testing::Test {
protected:
    OrderWorkbook() {
        for (lxw_col_t i = 0; i < kHead.size(); ++i) {
            worksheet_write_string(sheet_, 0, i, kHead.at(i), nullptr);
        }
        lxw_format* days = workbook_add_format(book_);
        format_set_num_format(days, "dd/mm/yyyy hh:mm");
        lxw_datetime placed{.year = 2026, .month = 3, .day = 1, .hour = 9, .min = 55, .sec = 0};
        text(1, 0, "FB-1");
        worksheet_write_datetime(sheet_, 1, 1, &placed, days);
        text(1, 2, "ນາງ ຕົວຢ່າງ");
        number(1, 3, 2055000001); // 02055000001
        text(1, 4, "LA");
        text(1, 5, "ສະຫວັນນະເຂດ");
        text(1, 6, "ໄກສອນ ພົມວິຫານ");
        text(1, 9, "AO-DEN-M");
        text(1, 10, "Áo thun");
        number(1, 11, 2);
        number(1, 12, 12.35);
        text(1, 13, "USD");
        number(1, 14, 26.8);
        text(2, 9, "CHEN-01");
        text(2, 10, "ຈອກ");
        number(2, 11, 1);
        number(2, 12, 2.1);
    }

    ~OrderWorkbook() override { std::filesystem::remove(path_); }

    void text(lxw_row_t row, lxw_col_t column, const char* value) {
        worksheet_write_string(sheet_, row, column, value, nullptr);
    }
    void number(lxw_row_t row, lxw_col_t column, double value) {
        worksheet_write_number(sheet_, row, column, value, nullptr);
    }
    void merge_ids() { worksheet_merge_range(sheet_, 1, 0, 2, 0, "FB-1", nullptr); }

    std::vector<ImportedOrder> read() {
        EXPECT_EQ(workbook_close(book_), LXW_NO_ERROR);
        std::ifstream file{path_, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        return read_order_workbook(bytes, "csv").value();
    }

    std::string path_ = testing::TempDir() + "route9_orders_" +
                        testing::UnitTest::GetInstance()->current_test_info()->name() + ".xlsx";
    lxw_workbook* book_ = workbook_new(path_.c_str());
    lxw_worksheet* sheet_ = workbook_add_worksheet(book_, nullptr);
};

TEST_F(OrderWorkbook, IsReadLikeASheet) {
    text(2, 0, "FB-1");
    const auto orders = read();
    ASSERT_EQ(orders.size(), 1U);
    ASSERT_TRUE(orders[0].order) << orders[0].problems.at(0).member
                                 << orders[0].problems.at(0).message;
    EXPECT_EQ(orders[0].rows, (std::vector<std::size_t>{2, 3}));
    const auto& order = *orders[0].order;
    EXPECT_EQ(order.channel, "csv");
    EXPECT_EQ(format_utc(order.placed_at), "2026-03-01T02:55:00Z");
    EXPECT_EQ(order.recipient.phone, "2055000001");
    EXPECT_EQ(order.lines.at(0).unit_price.amount(), "12.35");
    EXPECT_EQ(order.lines.at(1).unit_price.amount(), "2.10");
    EXPECT_EQ(order.payment.amount.amount(), "26.80");
}

TEST_F(OrderWorkbook, TakesADayThatWasPromisedUntilItsEnd) {
    lxw_format* days = workbook_add_format(book_);
    format_set_num_format(days, "dd/mm/yyyy");
    lxw_datetime promised{.year = 2026, .month = 3, .day = 12, .hour = 0, .min = 0, .sec = 0};
    text(0, 15, "promised_by");
    worksheet_write_datetime(sheet_, 1, 15, &promised, days);
    const auto orders = read();
    ASSERT_TRUE(orders.at(0).order) << orders[0].problems.at(0).message;
    EXPECT_EQ(format_utc(orders[0].order->promised_by.value()), "2026-03-12T16:59:59Z");
}

TEST_F(OrderWorkbook, JoinsItemsWhoseOrderIsMerged) {
    merge_ids();
    const auto orders = read();
    ASSERT_EQ(orders.size(), 1U);
    ASSERT_TRUE(orders[0].order) << orders[0].problems.at(0).message;
    EXPECT_EQ(orders[0].order->lines.size(), 2U);
}

TEST_F(OrderWorkbook, TellsWhatASpreadsheetHasSpoilt) {
    struct Spoilt {
        lxw_col_t column;
        double value;
        const char* code;
    };
    const std::array<Spoilt, 4> cells{{
        {0, 820983123456789012.0, "rounded"},
        {12, 12345.678901234567, "rounded"},
        {14, 12.345, "ambiguous"},
        {11, 1.5, "not_whole"},
    }};
    for (const Spoilt& cell : cells) {
        number(1, cell.column, cell.value);
    }
    lxw_format* days = workbook_add_format(book_);
    format_set_num_format_index(days, 16); // d-mmm
    worksheet_write_number(sheet_, 1, 9, 46'082, days);
    text(1, 2, "#N/A");
    const auto orders = read();
    ASSERT_EQ(orders.size(), 2U);
    const auto code_of = [&](const std::string& member) {
        for (const ImportProblem& problem : orders[0].problems) {
            if (problem.member == member) {
                EXPECT_EQ(problem.row, 2U);
                return problem.code;
            }
        }
        return std::string{};
    };
    for (const Spoilt& cell : cells) {
        EXPECT_EQ(code_of(kHead.at(cell.column)), cell.code) << kHead.at(cell.column);
    }
    EXPECT_EQ(code_of("sku"), "date");
    EXPECT_EQ(code_of("recipient_name"), "formula_error");
}

TEST_F(OrderWorkbook, RefusesFormulasThatNobodyCalculated) {
    worksheet_write_formula(sheet_, 1, 14, "=L2*M2", nullptr); // stored with the value 0: paid
    text(2, 0, "FB-1");
    const auto orders = read();
    EXPECT_FALSE(orders.at(0).order);
    EXPECT_EQ(orders[0].problems.at(0).member, "cod_amount");
    EXPECT_EQ(orders[0].problems.at(0).code, "formula");
}

TEST_F(OrderWorkbook, RefusesOrdersWithHiddenRows) {
    text(2, 0, "FB-1");
    lxw_row_col_options hidden{.hidden = LXW_TRUE, .level = 0, .collapsed = 0};
    worksheet_set_row_opt(sheet_, 2, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    const auto orders = read();
    EXPECT_FALSE(orders.at(0).order);
    EXPECT_EQ(orders[0].problems.at(0).code, "hidden");
    EXPECT_EQ(orders[0].problems.at(0).row, 3U);
}

} // namespace
} // namespace route9::adapters
