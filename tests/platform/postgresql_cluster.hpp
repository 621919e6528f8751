// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL cluster of this test program's own: made on first use in a temporary directory, on a
// unix socket there, stopped and removed when the program ends, however it ends. As root it runs
// under the account "postgres", which the server asks for. Databases are copies of one template
// with the product's schema and the suite's tables. Used on the main thread.
#pragma once

#include "temporary_directory.hpp"

#include <sys/types.h>

#include <string>

namespace route9::tests {

class PostgresqlCluster {
public:
    static PostgresqlCluster& of_this_program();

    ~PostgresqlCluster();
    PostgresqlCluster(const PostgresqlCluster&) = delete;
    PostgresqlCluster& operator=(const PostgresqlCluster&) = delete;

    /// A new database: a copy of the template, or with nothing in it.
    std::string create_database();
    std::string create_empty_database();
    void drop_database(const std::string& name);
    /// Runs SQL as the owner, each text on a connection of its own; the first column of the first
    /// row. Throws std::runtime_error.
    std::string run(const std::string& database, const std::string& sql) const;
    std::string url(const std::string& database) const;
    /// The database's files and the log.
    std::string stored_bytes(const std::string& database) const;

    /// Stops the server as a crash would, and starts it again on the same files.
    void crash();
    void start();

private:
    PostgresqlCluster();
    void make_template();
    std::string create(const std::string& from);

    TemporaryDirectory directory_{};
    pid_t server_ = -1;
    int databases_ = 0;
};

} // namespace route9::tests
