// SPDX-License-Identifier: Apache-2.0
// Both engines' migrations lead to the same tables, columns and primary keys; what differs is named
// here. And the rules of migrations on PostgreSQL.
#include "platform/migration.hpp"
#include "postgresql_under_test.hpp"
#include "sqlite_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using platform::Migration;

/// One line a column: table, column, type, whether it may be null, place in the primary key.
using Columns = std::set<std::string>;

Columns columns(platform::Store& store, const Statement& statement) {
    return store
        .read([&](Tx& tx) -> Result<Columns> {
            Columns found;
            Rows rows = tx.query(statement);
            while (rows.next()) {
                found.insert(rows.row().get<std::string>(0));
            }
            return found;
        })
        .value();
}

constexpr Statement kOfSqlite{
    "test.columns_of_sqlite",
    "SELECT t.name || ' ' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'bigint' "
    "WHEN 'BLOB' THEN 'bytea' ELSE lower(c.type) END || CASE WHEN c.\"notnull\" OR c.pk > 0 "
    "THEN ' not null' ELSE '' END || CASE c.pk WHEN 0 THEN '' ELSE ' key ' || c.pk END "
    "FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' "
    "AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'trap'"
};

constexpr Statement kOfPostgresql{
    "test.columns_of_postgresql",
    "SELECT c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || "
    "CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || COALESCE(' key ' || "
    "array_position(CAST(i.indkey AS smallint[]), a.attnum) + 1, '') "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
    "AND a.attnum = ANY (i.indkey) WHERE n.nspname = 'public' AND c.relkind = 'r'"
};

TEST(Schema, HasTheSameTablesColumnsAndKeysOnBothEngines) {
    SqliteUnderTest sqlite;
    PostgresqlUnderTest postgresql;
    Columns expected = columns(sqlite.store(), kOfSqlite);
    // The journal's rows are numbered after their commit: until then they need another key, an
    // order of arrival, and the head row whose lock is the right to number.
    for (const char* column :
         {"journal position bigint not null key 1",
          "journal tenant_id text not null",
          "journal subject text not null",
          "journal sequence bigint not null"}) {
        EXPECT_EQ(expected.erase(column), 1U) << column;
    }
    expected.insert({
        "journal position bigint",
        "journal arrival bigint not null",
        "journal tenant_id text not null key 1",
        "journal subject text not null key 2",
        "journal sequence bigint not null key 3",
        "journal_head one bigint not null key 1",
        "journal_head position bigint not null",
    });
    const Columns found = columns(postgresql.store(), kOfPostgresql);
    EXPECT_GT(found.size(), 300U);
    std::vector<std::string> only_one;
    std::ranges::set_symmetric_difference(expected, found, std::back_inserter(only_one));
    EXPECT_EQ(only_one, std::vector<std::string>{});
}

TEST(Schema, ComparesTextByItsBytesOnBothEngines) {
    const PostgresqlUnderTest postgresql;
    EXPECT_EQ(
        postgresql.run("SELECT string_agg(table_name || '.' || column_name, ' ') FROM "
                       "information_schema.columns WHERE table_schema = 'public' AND data_type = "
                       "'text' AND collation_name IS DISTINCT FROM 'C' AND table_name NOT IN "
                       "('item', 'part')"),
        ""
    );
}

TEST(Schema, HasTheSameMigrationsOnBothEngines) {
    const auto sqlite = platform::sqlite_migrations();
    const auto postgresql = platform::postgresql_migrations();
    EXPECT_TRUE(std::ranges::equal(sqlite, postgresql, {}, &Migration::name, &Migration::name));
}

constexpr Migration kOne{1, "0001_one", "aa", "CREATE TABLE one (id bigint);"};
constexpr Migration kTwo{2, "0002_two", "bb", "CREATE TABLE two (id bigint);"};

class PostgresqlMigrations : public testing::Test {
protected:
    const platform::PostgresqlOptions& options() const { return options_; }
    std::string run(const std::string& sql) const { return cluster_.run(database_, sql); }
    ~PostgresqlMigrations() override { cluster_.drop_database(database_); }

    Instant now_{Milliseconds{1'773'100'800'000}};

private:
    PostgresqlCluster& cluster_ = PostgresqlCluster::of_this_program();
    std::string database_ = cluster_.create_empty_database();
    platform::PostgresqlOptions options_ = postgresql_options(cluster_.url(database_));
};

TEST_F(PostgresqlMigrations, AreAppliedOnceAlsoByProcessesThatStartTogether) {
    const std::vector<Migration> both{kOne, kTwo};
    EXPECT_EQ(inspect_schema(options(), both)->applied.size(), 2U);
    std::atomic<std::size_t> applied{0};
    std::vector<std::thread> processes;
    for (int i = 0; i < 4; ++i) {
        processes.emplace_back([&] { applied += migrate(options(), both, now_)->applied.size(); });
    }
    for (std::thread& process : processes) {
        process.join();
    }
    EXPECT_EQ(applied, 2U);
    EXPECT_EQ(
        run("SELECT string_agg(version || name || sha256 || applied_at, ' ' ORDER BY version) "
            "FROM schema_migration"),
        "10001_oneaa1773100800000 20002_twobb1773100800000"
    );
}

TEST_F(PostgresqlMigrations, ANewerSchemaIsRefusedWithTheVersionThatIsNeeded) {
    ASSERT_TRUE(migrate(options(), std::vector{kOne, kTwo}, now_).has_value());
    const auto refused = migrate(options(), std::vector{kOne}, now_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::state_forbids);
    EXPECT_EQ(
        refused.error().detail,
        "The store has schema version 2, this program knows 1: run one that knows 2 or restore an "
        "older backup."
    );
}

TEST_F(PostgresqlMigrations, AnAppliedOneThatWasChangedIsRefused) {
    ASSERT_TRUE(migrate(options(), std::vector{kOne}, now_).has_value());
    Migration changed = kOne;
    changed.sha256 = "cc";
    const auto refused = migrate(options(), std::vector{changed, kTwo}, now_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_TRUE(refused.error().detail.starts_with("Migration 0001_one was changed"));
}

TEST_F(PostgresqlMigrations, AWrongOneLeavesNothingOfItself) {
    const Migration wrong{
        2, "0002_wrong", "dd", "CREATE TABLE three (id bigint); INSERT INTO nowhere VALUES (1);"
    };
    EXPECT_THROW(
        { const auto done = migrate(options(), std::vector{kOne, wrong}, now_); }, StoreFailure
    );
    EXPECT_EQ(run("SELECT to_regclass('one') IS NOT NULL AND to_regclass('three') IS NULL"), "t");
    EXPECT_EQ(run("SELECT MAX(version) FROM schema_migration"), "1");
}

} // namespace
} // namespace route9::tests
