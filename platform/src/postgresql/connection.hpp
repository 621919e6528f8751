// SPDX-License-Identifier: Apache-2.0
// One session with the server, in pipeline mode: requests are queued, sent together and answered
// together. Every wait has a deadline; a session that misses one is broken and only good to be
// dropped. Lives on one thread.
#pragma once

#include "core/tx.hpp"
#include "platform/postgresql_url.hpp"

#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform::postgresql {

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

std::string_view sqlstate_of(const PGresult* result) noexcept;
/// Throws ServerFailure when the answer is an error.
void require_success(const PGresult* result, std::string_view name);

/// What a session is for. Writers and readers look for a server that takes writes.
enum class Duty : std::uint8_t { write, read, keep_journal, migrate };

class Connection {
public:
    /// Throws StoreFailure(unavailable); its text holds no password.
    Connection(const PostgresqlUrl& url, Duty duty);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Queues a text without parameters.
    void send(const char* sql);
    PGconn* handle() const noexcept { return connection_; }

    /// Sends what was queued and waits for the answers, one for each request in their order; at
    /// least one, and after an error none that succeeded. Throws StoreFailure(unavailable) when the
    /// session is broken or the time is over.
    std::vector<ResultPtr> exchange(std::chrono::milliseconds patience);
    /// Runs one or several statements outside of pipeline mode. Throws StoreFailure.
    ResultPtr run(const char* sql, std::chrono::milliseconds patience);
    /// Reads what has come and hands over each notification of another session. Never waits.
    using Told = std::function<void(std::string_view payload)>;
    void hear(const Told& told);

    bool broken() const noexcept { return broken_; }
    void give_up() noexcept { broken_ = true; }
    /// Whether the server has warned since the last call; what it said last.
    bool take_warning(std::string& what);

private:
    static void on_notice(void* self, const PGresult* notice);
    void wait(bool for_room, std::chrono::steady_clock::time_point until);
    void flush(std::chrono::steady_clock::time_point until);
    ResultPtr next(std::chrono::steady_clock::time_point until);
    [[noreturn]] void lose(std::string_view why);

    PGconn* connection_ = nullptr;
    std::string place_;
    bool broken_ = false;
    std::string warning_{};
};

} // namespace route9::platform::postgresql
