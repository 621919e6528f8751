// SPDX-License-Identifier: Apache-2.0
// A connection that comes back: opened when it is needed, dropped when it is broken, opened anew
// with growing pauses. Lives on one thread.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/connection.hpp"
#include "postgresql/transaction.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace route9::platform::postgresql {

class Session {
public:
    Session(const PostgresqlOptions& options, Duty duty, StoreCounters& counters);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// The open connection's transaction, opened now if the pause is over. Throws
    /// StoreFailure(unavailable).
    Transaction& transaction();
    /// The server is known to be there: the next attempt need not wait.
    void forget_pause() noexcept { next_attempt_ = {}; }
    Connection& connection() { return *connection_; }
    bool open() const noexcept { return connection_ != nullptr; }
    void drop_if_broken() noexcept;
    /// How long to wait before the next attempt; nothing while the connection is open.
    std::optional<std::chrono::milliseconds> pause() const;

private:
    void connect();

    const PostgresqlOptions& options_;
    Duty duty_;
    StoreCounters& counters_;
    std::unique_ptr<Connection> connection_{};
    std::optional<Transaction> transaction_{};
    std::chrono::milliseconds pause_{0};
    std::chrono::steady_clock::time_point next_attempt_{};
};

} // namespace route9::platform::postgresql
