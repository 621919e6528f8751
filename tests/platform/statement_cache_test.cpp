// SPDX-License-Identifier: Apache-2.0
// The statement cache: one prepared form per constant and row count, bounded, never one that is
// still running.
#include "core/limits.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement_cache.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9::tests {
namespace {

using platform::sqlite::Access;
using platform::sqlite::Connection;
using platform::sqlite::StatementCache;

constexpr Statement kSelect{"test.select", "SELECT 1 UNION ALL SELECT 2"};
constexpr BulkStatement kBulk{"test.bulk", "SELECT * FROM (VALUES", "(@)", ")"};

class StatementCaches : public testing::Test {
    TemporaryDirectory directory_;
    Connection connection_{directory_.path() / "store.db", Access::write, ""};

protected:
    StatementCache cache_{connection_.handle()};
};

TEST_F(StatementCaches, PrepareAConstantOnce) {
    const auto first = cache_.get(kSelect);
    EXPECT_EQ(cache_.get(kSelect), first);
    const auto three = cache_.get(kBulk, 3);
    EXPECT_EQ(cache_.get(kBulk, 3), three);
    EXPECT_NE(cache_.get(kBulk, 4), three);
    EXPECT_EQ(cache_.size(), 3U);
}

TEST_F(StatementCaches, PrepareARunningOneASecondTime) {
    const auto running = cache_.get(kSelect);
    EXPECT_TRUE(running->step());
    EXPECT_NE(cache_.get(kSelect), running);
    running->reset();
    EXPECT_EQ(cache_.get(kSelect), running);
}

TEST_F(StatementCaches, KeepTheLastUsedWithinTheirBound) {
    static constexpr std::array<BulkStatement, 6> kMany{kBulk, kBulk, kBulk, kBulk, kBulk, kBulk};
    const auto kept = cache_.get(kSelect);
    for (const BulkStatement& statement : kMany) {
        for (std::size_t rows = 1; rows <= limits::bulk_rows_max; ++rows) { // 768 kinds
            cache_.get(statement, rows);
            EXPECT_EQ(cache_.get(kSelect), kept);
        }
    }
    EXPECT_EQ(cache_.size(), limits::prepared_statements_max);
}

} // namespace
} // namespace route9::tests
