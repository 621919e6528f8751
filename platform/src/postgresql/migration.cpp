// SPDX-License-Identifier: Apache-2.0
#include "platform/migration.hpp"

#include "postgresql/connection.hpp"
#include "schema_comparison.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string>

namespace route9::platform {
namespace {

using postgresql::Connection;
using postgresql::Duty;
using postgresql::ResultPtr;

// A migration takes the time it takes; the number of the lock is "route9" in hexadecimal.
constexpr std::chrono::hours kPatience{24};
constexpr const char* kLock = "SELECT pg_advisory_lock(x'726f75746539'::bigint)";
constexpr const char* kHasTable =
    "SELECT COUNT(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
    "c.relnamespace WHERE c.relname = 'schema_migration' AND n.nspname = current_schema()";
constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration (version bigint PRIMARY KEY, name text COLLATE "
    "\"C\" NOT NULL, sha256 text COLLATE \"C\" NOT NULL, applied_at bigint NOT NULL)";

/// The first column of the first row; "" for none.
std::string ask(Connection& connection, const char* sql) {
    const ResultPtr answer = connection.run(sql, kPatience);
    return PQntuples(answer.get()) == 0 ? "" : PQgetvalue(answer.get(), 0, 0);
}

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<SchemaReport> compare(Connection& connection, std::span<const Migration> migrations) {
    const bool is_empty = ask(connection, kHasTable) == "0";
    const std::string found =
        is_empty ? "0" : ask(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_migration");
    return compare_schema(number(found), migrations, [&connection](int version) {
        const auto sql =
            fmt::format("SELECT sha256 FROM schema_migration WHERE version = {}", version);
        return ask(connection, sql.c_str());
    });
}

std::string quoted(Connection& connection, std::string_view text) {
    char* literal = PQescapeLiteral(connection.handle(), text.data(), text.size());
    std::string out{literal == nullptr ? "" : literal};
    PQfreemem(literal);
    return out;
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    const std::string record = fmt::format(
        "INSERT INTO schema_migration (version, name, sha256, applied_at) VALUES ({}, {}, {}, {})",
        migration.version,
        quoted(connection, migration.name),
        quoted(connection, migration.sha256),
        now.time_since_epoch().count()
    );
    connection.run("BEGIN", kPatience);
    try {
        connection.run(std::string{migration.sql}.c_str(), kPatience);
        connection.run(record.c_str(), kPatience);
        connection.run("COMMIT", kPatience);
    } catch (const StoreFailure& failure) {
        throw StoreFailure(
            failure.fault(), fmt::format("migration {}: {}", migration.name, failure.what())
        );
    }
}

} // namespace

Result<SchemaReport>
migrate(const PostgresqlOptions& options, std::span<const Migration> migrations, Instant now) {
    // Both the lock and a transaction that failed end with the connection.
    Connection connection(options.url, Duty::migrate);
    connection.run(kLock, kPatience);
    auto report = compare(connection, migrations);
    if (!report || report->applied.empty()) {
        return report;
    }
    connection.run(kTable, kPatience);
    for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(report->found))) {
        apply(connection, migration, now);
    }
    return report;
}

Result<SchemaReport>
inspect_schema(const PostgresqlOptions& options, std::span<const Migration> migrations) {
    Connection connection(options.url, Duty::migrate);
    return compare(connection, migrations);
}

} // namespace route9::platform
