// SPDX-License-Identifier: Apache-2.0
// The writer thread: the only connection that changes the file, the only one that checkpoints. It
// keeps the store's state: after a disk fault it refuses and probes until a commit works again.
// push() from any thread; everything else is the thread's own.
#pragma once

#include "platform/sqlite_store.hpp"
#include "sqlite/checkpointer.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/group_runner.hpp"
#include "sqlite/write_queue.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace route9::platform::sqlite {

class Writer {
public:
    Writer(const SqliteOptions& options, StoreCounters& counters, std::atomic<StoreState>& state);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Answers failed() at once when it cannot take the unit.
    void push(Lane lane, std::unique_ptr<Unit> unit);
    StoreState state() const noexcept { return state_.load(std::memory_order_acquire); }
    /// Runs what is queued, empties the log and ends the thread. Idempotent.
    void stop();

private:
    void loop();
    std::optional<std::chrono::milliseconds> patience() const;
    void rest();
    void probe();
    void react(std::optional<StoreFault> fault);
    void refuse(std::vector<QueuedUnit>& group);

    FailureSink on_failure_;
    StoreCounters& counters_;
    std::atomic<StoreState>& state_;
    Connection connection_;
    GroupRunner runner_;
    Checkpointer checkpointer_;
    WriteQueue queue_;
    std::thread thread_;
};

} // namespace route9::platform::sqlite
