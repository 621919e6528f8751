// SPDX-License-Identifier: Apache-2.0
// Numbered, forward-only schema changes, embedded in the binary and run before it serves: one
// transaction each. A schema newer than the binary is refused, and so is an applied migration whose
// text has changed since. Not for use while a SqliteStore holds the file; beside a
// PostgresqlStore it is.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "platform/postgresql_store.hpp"
#include "platform/sqlite_store.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform {

struct Migration {
    int version; // 1, 2, 3, … without a gap
    std::string_view name;
    std::string_view sha256; // of the file, lower-case hex
    std::string_view sql;
};

/// The migrations of this binary for each engine, in order. A number has the same name and leads to
/// the same tables on both.
std::span<const Migration> sqlite_migrations();
std::span<const Migration> postgresql_migrations();

struct SchemaReport {
    int found = 0;  // version before
    int needed = 0; // version of this binary
    std::vector<std::string> applied{};
};

/// Brings the schema up to date. Error: state_forbids, its detail says which version is needed or
/// which migration was changed. Throws StoreFailure when the file fails or a migration is wrong.
Result<SchemaReport>
migrate(const SqliteOptions& options, std::span<const Migration> migrations, Instant now);

/// On PostgreSQL under a lock of the database, so that of several starting processes one migrates.
Result<SchemaReport>
migrate(const PostgresqlOptions& options, std::span<const Migration> migrations, Instant now);

/// The same check without a change: `applied` lists what migrate() would apply.
Result<SchemaReport>
inspect_schema(const SqliteOptions& options, std::span<const Migration> migrations);
Result<SchemaReport>
inspect_schema(const PostgresqlOptions& options, std::span<const Migration> migrations);

} // namespace route9::platform
