// SPDX-License-Identifier: Apache-2.0
// Reading units on a few threads, each with its own read-only connection; one read transaction a
// unit, so a unit sees one state of the database. push() from any thread.
#pragma once

#include "platform/sqlite_store.hpp"
#include "queued_unit.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/transaction.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
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
    void push(std::unique_ptr<Unit> unit);
    /// Runs what is queued and ends the threads. Idempotent.
    void stop();

private:
    bool enqueue(std::unique_ptr<Unit>& unit);
    void loop(Connection& connection);
    std::unique_ptr<Unit> take();
    void run(Connection& connection, Transaction& transaction, Unit& unit);
    void note(const StoreFailure& failure);

    FailureSink on_failure_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
    std::vector<std::unique_ptr<Connection>> connections_{};
    std::mutex mutex_{};
    std::condition_variable ready_{};
    std::deque<QueuedUnit> queue_{};
    bool closed_ = false;
    std::vector<std::thread> threads_{};
};

} // namespace route9::platform::sqlite
