// SPDX-License-Identifier: Apache-2.0
#include "postgresql_under_test.hpp"

#include <iterator>
#include <utility>

namespace route9::tests {

std::vector<platform::Migration> postgresql_migrations_with_items() {
    const auto product = platform::postgresql_migrations();
    std::vector<platform::Migration> all(product.begin(), product.end());
    all.push_back(
        {.version = static_cast<int>(std::ssize(all)) + 1,
         .name = "9999_items",
         .sha256 = "of no file",
         .sql = "CREATE TABLE item (id bigint PRIMARY KEY, name text UNIQUE, data bytea, "
                "amount bigint);"
                "CREATE TABLE part (item_id bigint REFERENCES item (id) ON DELETE CASCADE);"}
    );
    return all;
}

platform::PostgresqlOptions postgresql_options(const std::string& url) {
    return {.url = platform::PostgresqlUrl::parse(url).value()};
}

PostgresqlUnderTest::PostgresqlUnderTest(int writers) {
    options_.writer_threads = writers;
    options_.reader_threads = 2;
    reopen();
}

PostgresqlUnderTest::~PostgresqlUnderTest() {
    store_.reset();
    cluster_.drop_database(database_);
}

void PostgresqlUnderTest::reopen() {
    store_.reset();
    store_ = std::make_unique<platform::PostgresqlStore>(options_);
}

StoreFactory postgresql_factory() {
    return {"postgresql", [] { return std::make_unique<PostgresqlUnderTest>(); }};
}

StoreFactory postgresql_with_one_writer_factory() {
    return {"postgresql_with_one_writer", [] { return std::make_unique<PostgresqlUnderTest>(1); }};
}

} // namespace route9::tests
