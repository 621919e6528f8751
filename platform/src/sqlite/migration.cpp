// SPDX-License-Identifier: Apache-2.0
#include "platform/migration.hpp"

#include "schema_comparison.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/failure.hpp"
#include "sqlite/lock_file.hpp"
#include "sqlite/prepared.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace route9::platform {
namespace {

using sqlite::Access;
using sqlite::Connection;

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

Result<SchemaReport> compare(Connection& connection, std::span<const Migration> migrations) {
    const auto digest_of = [&connection](int version) {
        const auto sql =
            fmt::format("SELECT sha256 FROM schema_migration WHERE version = {}", version);
        return connection.text(sql.c_str());
    };
    const auto found = static_cast<int>(connection.integer("PRAGMA user_version"));
    return compare_schema(found, migrations, digest_of);
}

void record(Connection& connection, const Migration& migration, Instant now) {
    sqlite::Prepared insert(
        connection.handle(),
        "store.record_migration",
        "INSERT INTO schema_migration (version, name, sha256, applied_at) VALUES ($1, $2, $3, $4)"
    );
    const std::array<Param, 4> values{migration.version, migration.name, migration.sha256, now};
    insert.bind(values, sqlite::Borrow::for_the_run);
    insert.step();
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    connection.run("BEGIN IMMEDIATE");
    try {
        connection.run(std::string{migration.sql}.c_str());
        if (const auto table = connection.text("PRAGMA foreign_key_check"); !table.empty()) {
            throw StoreFailure(
                StoreFault::misuse,
                fmt::format("migration {} breaks references of {}", migration.name, table)
            );
        }
        record(connection, migration, now);
        connection.run(fmt::format("PRAGMA user_version={}", migration.version).c_str());
        connection.run("COMMIT");
    } catch (...) {
        if (connection.in_transaction()) {
            sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
        throw;
    }
}

} // namespace

Result<SchemaReport>
migrate(const SqliteOptions& options, std::span<const Migration> migrations, Instant now) {
    const sqlite::LockFile lock(options.path);
    Connection connection(options.path, Access::write, options.vfs);
    auto report = compare(connection, migrations);
    if (!report || report->applied.empty()) {
        return report;
    }
    // A migration may rebuild a table that others refer to; apply() checks the references instead.
    connection.run("PRAGMA foreign_keys=OFF");
    connection.run(kTable);
    for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(report->found))) {
        apply(connection, migration, now);
    }
    return report;
}

Result<SchemaReport>
inspect_schema(const SqliteOptions& options, std::span<const Migration> migrations) {
    if (!std::filesystem::exists(options.path)) {
        SchemaReport report{.needed = static_cast<int>(migrations.size())};
        for (const Migration& migration : migrations) {
            report.applied.emplace_back(migration.name);
        }
        return report;
    }
    Connection connection(options.path, Access::read, options.vfs);
    return compare(connection, migrations);
}

} // namespace route9::platform
