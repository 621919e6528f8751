// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of this test program's own: its files and its unix socket lie in a temporary
// directory, and it ends with the program, however that ends. As root it runs under the account
// "postgres", which the server asks for. Used on the main thread.
#pragma once

#include "temporary_directory.hpp"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace route9::tests {

class PostgresqlServer {
public:
    /// Whether a COMMIT waits for the disk: tests that lose no power need not. `synced` is a server
    /// as it comes, `trusted` also one of little memory.
    enum class Disk : std::uint8_t { trusted, synced };

    /// A new one, started.
    explicit PostgresqlServer(Disk disk = Disk::trusted);
    /// A copy of `primary` that follows it, started; from now on no commit of the primary is
    /// answered before it is safe here too.
    explicit PostgresqlServer(PostgresqlServer& primary);
    ~PostgresqlServer();
    PostgresqlServer(const PostgresqlServer&) = delete;
    PostgresqlServer& operator=(const PostgresqlServer&) = delete;

    const std::string& sockets() const noexcept { return directory_.path().native(); }
    std::string data() const { return directory_.path() / "data"; }
    std::string url(const std::string& database) const;
    /// Runs SQL as the owner, each text on a connection of its own; the first column of the first
    /// row. Throws std::runtime_error.
    std::string run(const std::string& database, const std::string& sql) const;

    /// Stops it as a crash would, and starts it again on the same files.
    void crash();
    void start();
    /// A follower takes writes from now on.
    void promote() const;

private:
    void own_directory() const;
    void make(std::vector<std::string> words) const;

    TemporaryDirectory directory_{};
    Disk disk_ = Disk::trusted;
    pid_t server_ = -1;
};

} // namespace route9::tests
