// SPDX-License-Identifier: Apache-2.0
// Reading units on a few threads, each with its own read-only connection; one read transaction a
// unit, so a unit sees one state of the database. push() from any thread.
#pragma once

#include "platform/sqlite_store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/transaction.hpp"
#include "unit_queue.hpp"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace route9::platform::sqlite {

class ReaderPool {
public:
    /// The file must have been opened by the writer before.
    ReaderPool(
        const SqliteOptions& options, StoreCounters& counters, std::atomic<StoreState>& state
    );
    ~ReaderPool();
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    /// Answers failed() at once when the queue is full or closed.
    void push(Lane lane, std::unique_ptr<Unit> unit);
    /// Runs what is queued and ends the threads. Idempotent.
    void stop();

private:
    void loop(Connection& connection);
    void run(Connection& connection, Transaction& transaction, Unit& unit);
    void note(const StoreFailure& failure);

    FailureSink on_failure_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
    std::vector<std::unique_ptr<Connection>> connections_{};
    UnitQueue queue_;
    std::vector<std::thread> threads_{};
};

} // namespace route9::platform::sqlite
