// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL store over a database of its own, with the product's schema and the suite's tables.
#pragma once

#include "platform/migration.hpp"
#include "platform/postgresql_store.hpp"
#include "postgresql_cluster.hpp"
#include "store_under_test.hpp"

#include <memory>
#include <string>
#include <vector>

namespace route9::tests {

/// The product's migrations and one more with the suite's tables.
std::vector<platform::Migration> postgresql_migrations_with_items();

platform::PostgresqlOptions postgresql_options(const std::string& url);

class PostgresqlUnderTest final : public StoreUnderTest {
public:
    explicit PostgresqlUnderTest(int writers = 4);
    ~PostgresqlUnderTest() override;

    platform::Store& store() override { return *store_; }
    void reopen() override;
    std::string stored_bytes() override { return cluster_.stored_bytes(database_); }
    void close() { store_.reset(); }

    const platform::PostgresqlOptions& options() const noexcept { return options_; }
    /// SQL on a connection beside the store's.
    std::string run(const std::string& sql) const { return cluster_.run(database_, sql); }

private:
    PostgresqlCluster& cluster_ = PostgresqlCluster::of_this_program();
    std::string database_ = cluster_.create_database();
    platform::PostgresqlOptions options_ = postgresql_options(cluster_.url(database_));
    std::unique_ptr<platform::PostgresqlStore> store_{};
};

} // namespace route9::tests
