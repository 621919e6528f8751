// SPDX-License-Identifier: Apache-2.0
// Moves the write-ahead log into the database, between groups and only here: a checkpoint never
// overlaps a commit, which keeps clear of the WAL-reset race of SQLite before 3.51.3. Its length is
// the write latency's tail, hence small and often. Lives on the writer thread. Sizes in pages.
#pragma once

#include "platform/store.hpp"
#include "sqlite/connection.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace route9::platform::sqlite {

class Checkpointer {
public:
    Checkpointer(Connection& connection, StoreCounters& counters, const FailureSink& on_failure);
    ~Checkpointer();
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;

    /// After a committed group: passive when the log has grown enough, truncating when it is
    /// large. The fault when the database file refuses it.
    std::optional<StoreFault> after_group();
    /// Empties the log while nothing else waits.
    std::optional<StoreFault> when_idle();
    /// Empties the log after a fault. Not reported: it is tried until it works.
    std::optional<StoreFault> after_fault();
    bool log_is_empty() const noexcept { return pages_ == 0; }

private:
    static int committed(void* self, sqlite3*, const char* database, int pages);
    void plan_from(int pages) noexcept;
    bool rested() const;
    std::optional<StoreFailure> checkpoint(int mode);
    std::optional<StoreFailure> truncate();
    std::optional<StoreFault> report(const std::optional<StoreFailure>& failure) const;

    Connection& connection_;
    StoreCounters& counters_;
    const FailureSink& on_failure_;
    int pages_ = 0;
    std::chrono::steady_clock::time_point last_ended_;
    std::chrono::microseconds last_took_{0};
    int next_early_at_ = 0;
    int next_passive_at_ = 0;
    int next_truncate_at_;
};

} // namespace route9::platform::sqlite
