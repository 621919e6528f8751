// SPDX-License-Identifier: Apache-2.0
// The PostgreSQL server of this test program, made on first use. Databases are copies of one
// template with the product's schema and the suite's tables. Used on the main thread.
#pragma once

#include "postgresql_server.hpp"

#include <string>

namespace route9::tests {

class PostgresqlCluster {
public:
    static PostgresqlCluster& of_this_program();

    /// A new database: a copy of the template, or with nothing in it.
    std::string create_database();
    std::string create_empty_database();
    void drop_database(const std::string& name);
    /// See PostgresqlServer.
    std::string run(const std::string& database, const std::string& sql) const {
        return server_.run(database, sql);
    }
    std::string url(const std::string& database) const { return server_.url(database); }
    /// The database's files and the log.
    std::string stored_bytes(const std::string& database) const;

    /// Stops the server as a crash would, and starts it again on the same files.
    void crash() { server_.crash(); }
    void start() { server_.start(); }

private:
    PostgresqlCluster();
    void make_template();
    std::string create(const std::string& from);

    PostgresqlServer server_{};
    int databases_ = 0;
};

} // namespace route9::tests
