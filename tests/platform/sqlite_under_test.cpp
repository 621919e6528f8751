// SPDX-License-Identifier: Apache-2.0
#include "sqlite_under_test.hpp"

#include <stdexcept>
#include <utility>

namespace route9::tests {

std::vector<platform::Migration> migrations_with_items() {
    const auto product = platform::sqlite_migrations();
    std::vector<platform::Migration> all(product.begin(), product.end());
    all.push_back(
        {.version = static_cast<int>(all.size()) + 1,
         .name = "9999_items",
         .sha256 = "of no file",
         .sql = "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, "
                "amount INTEGER) STRICT;"
                "CREATE TABLE part (item_id INTEGER REFERENCES item (id) ON DELETE CASCADE) STRICT;"
                "CREATE TABLE trap (id INTEGER PRIMARY KEY) STRICT;"
                "CREATE TRIGGER trap_springs BEFORE INSERT ON trap BEGIN "
                "SELECT RAISE(ROLLBACK, 'the trap'); END;"}
    );
    return all;
}

SqliteUnderTest::SqliteUnderTest(std::string vfs) {
    options_.path = directory_.path() / "store.db";
    options_.vfs = std::move(vfs);
    const auto migrations = migrations_with_items();
    if (const auto report = platform::migrate(options_, migrations, Instant{}); !report) {
        throw std::runtime_error(report.error().detail);
    }
    store_ = std::make_unique<platform::SqliteStore>(options_);
}

void SqliteUnderTest::reopen() {
    store_.reset();
    store_ = std::make_unique<platform::SqliteStore>(options_);
}

StoreFactory sqlite_factory() {
    return {"sqlite", [] { return std::make_unique<SqliteUnderTest>(); }};
}

} // namespace route9::tests
