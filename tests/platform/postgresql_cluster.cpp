// SPDX-License-Identifier: Apache-2.0
#include "postgresql_cluster.hpp"

#include "postgresql_under_test.hpp"

#include <filesystem>
#include <stdexcept>

namespace route9::tests {
namespace {

constexpr const char* kTemplate = "route9_template";

} // namespace

PostgresqlCluster& PostgresqlCluster::of_this_program() {
    static PostgresqlCluster cluster;
    return cluster;
}

PostgresqlCluster::PostgresqlCluster() {
    make_template();
}

void PostgresqlCluster::make_template() {
    run("postgres", std::string{"CREATE DATABASE "} + kTemplate);
    const auto migrations = postgresql_migrations_with_items();
    const auto options = postgresql_options(url(kTemplate));
    if (const auto report = platform::migrate(options, migrations, Instant{}); !report) {
        throw std::runtime_error(report.error().detail);
    }
}

std::string PostgresqlCluster::create_database() {
    return create(kTemplate);
}

std::string PostgresqlCluster::create_empty_database() {
    return create("template0");
}

std::string PostgresqlCluster::create(const std::string& from) {
    std::string name = "test_" + std::to_string(++databases_);
    run("postgres", "CREATE DATABASE " + name + " TEMPLATE " + from);
    return name;
}

void PostgresqlCluster::drop_database(const std::string& name) {
    run("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
}

std::string PostgresqlCluster::stored_bytes(const std::string& database) const {
    run(database, "CHECKPOINT");
    const std::string number =
        run(database, "SELECT oid FROM pg_database WHERE datname = current_database()");
    const auto data = std::filesystem::path{server_.data()};
    return bytes_below(data / "base" / number) + bytes_below(data / "pg_wal");
}

} // namespace route9::tests
