// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/camt.hpp"
#include "gateway/demo/camt_file.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9::gateway::demo {
namespace {

Instant evening() {
    return *parse_rfc3339("2026-03-10T18:00:00+07:00");
}

std::array<BankDay, 2> two_accounts() {
    const BankLine paid{
        .amount = Money::of_minor(700'000, Currency::VND),
        .reference = "FT26069000001",
        .payer = "Nguyễn Thị Lan Anh",
        .memo = "MBVCB.71002400.thanh toan VLABCDEFG.CT tu <A&B>",
        .booked = evening(),
    };
    const BankLine cash{
        .amount = Money::of_minor(19'800'000, Currency::LAK),
        .reference = "FT26069000002",
        .payer = "XE HANH LANG DONG TAY",
        .memo = "COD PCL-1",
        .booked = evening(),
    };
    return {
        BankDay{
            .account = "0071001234567",
            .opening = Money::of_minor(1'000, Currency::VND),
            .lines = {paid, paid},
        },
        BankDay{
            .account = "03012600123456",
            .opening = Money::zero(Currency::LAK),
            .lines = {cash},
        },
    };
}

TEST(DemoCamtFile, IsReadAsAStatementForEachAccount) {
    const auto file = adapters::banks::read_camt(camt053("STMT-1", evening(), two_accounts()));
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->format, "camt.053.001.08");
    ASSERT_EQ(file->statements.size(), 2U);
    const auto& viet = file->statements[0];
    EXPECT_EQ(viet.account, "0071001234567");
    EXPECT_EQ(viet.currency, "VND");
    ASSERT_EQ(viet.lines.size(), 2U);
    EXPECT_EQ(viet.lines[0].amount.text(), "700000");
    EXPECT_EQ(viet.lines[0].memo, "MBVCB.71002400.thanh toan VLABCDEFG.CT tu <A&B>");
    EXPECT_EQ(viet.lines[0].counterparty_name, "Nguyễn Thị Lan Anh");
    EXPECT_EQ(viet.lines[0].bank_ref, "FT26069000001");
    const auto& lao = file->statements[1];
    EXPECT_EQ(lao.currency, "LAK");
    ASSERT_EQ(lao.lines.size(), 1U);
    EXPECT_EQ(lao.lines[0].amount.text(), "198000");
}

TEST(DemoCamtFile, BalancesFollowFromTheLines) {
    const auto file = adapters::banks::read_camt(camt053("STMT-1", evening(), two_accounts()));
    ASSERT_TRUE(file.has_value());
    for (const auto& statement : file->statements) {
        EXPECT_TRUE(statement.warnings.empty());
    }
    EXPECT_EQ(file->statements[0].opening->text(), "1000");
    EXPECT_EQ(file->statements[0].closing->text(), "1401000");
}

} // namespace
} // namespace route9::gateway::demo
