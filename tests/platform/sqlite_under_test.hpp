// SPDX-License-Identifier: Apache-2.0
// A SQLite store in a directory of its own, with the product's schema and the suite's tables.
#pragma once

#include "platform/migration.hpp"
#include "platform/sqlite_store.hpp"
#include "store_under_test.hpp"
#include "temporary_directory.hpp"

#include <memory>
#include <vector>

namespace route9::tests {

/// The product's migrations and one more with the suite's tables.
std::vector<platform::Migration> migrations_with_items();

class SqliteUnderTest final : public StoreUnderTest {
public:
    explicit SqliteUnderTest(std::string vfs = {});

    platform::Store& store() override { return *store_; }
    void reopen() override;
    std::string stored_bytes() override { return bytes_below(directory_.path()); }
    void close() { store_.reset(); }

    const platform::SqliteOptions& options() const noexcept { return options_; }
    std::filesystem::path path() const { return options_.path; }

private:
    TemporaryDirectory directory_{};
    platform::SqliteOptions options_{};
    std::unique_ptr<platform::SqliteStore> store_{};
};

} // namespace route9::tests
