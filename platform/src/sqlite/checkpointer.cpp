// SPDX-License-Identifier: Apache-2.0
#include "sqlite/checkpointer.hpp"

#include "core/limits.hpp"
#include "sqlite/failure.hpp"

#include <chrono>

namespace route9::platform::sqlite {

Checkpointer::Checkpointer(
    Connection& connection, StoreCounters& counters, const FailureSink& on_failure
)
    : connection_(connection), counters_(counters), on_failure_(on_failure),
      next_truncate_at_(limits::wal_truncate_pages) {
    plan_from(0);
    // Takes the place of SQLite's own hook, which is the automatic checkpoint.
    sqlite3_wal_hook(connection_.handle(), &Checkpointer::committed, this);
}

Checkpointer::~Checkpointer() {
    sqlite3_wal_hook(connection_.handle(), nullptr, nullptr);
}

int Checkpointer::committed(void* self, sqlite3*, const char*, int pages) {
    auto& checkpointer = *static_cast<Checkpointer*>(self);
    if (pages < checkpointer.pages_) { // the log has started anew
        checkpointer.plan_from(0);
        checkpointer.next_truncate_at_ = limits::wal_truncate_pages;
    }
    checkpointer.pages_ = pages;
    set(checkpointer.counters_.wal_pages, static_cast<std::uint64_t>(pages));
    return SQLITE_OK;
}

std::optional<StoreFault> Checkpointer::after_group() {
    if (pages_ >= next_truncate_at_) {
        // A reader that stays must not make every group wait for it.
        next_truncate_at_ = pages_ + limits::wal_truncate_pages;
        return report(truncate());
    }
    const bool due = pages_ >= next_passive_at_;
    const bool early = pages_ >= next_early_at_ && rested();
    if (due || early) {
        plan_from(pages_);
        return report(checkpoint(SQLITE_CHECKPOINT_PASSIVE));
    }
    return std::nullopt;
}

/// Early checkpoints take a tenth of the thread's time at most: short ones while that suffices,
/// longer ones under a load that fills the log faster.
bool Checkpointer::rested() const {
    constexpr int kTenth = 10;
    return std::chrono::steady_clock::now() - last_ended_ >= kTenth * last_took_;
}

void Checkpointer::plan_from(int pages) noexcept {
    next_early_at_ = pages + limits::wal_early_checkpoint_pages;
    next_passive_at_ = pages + limits::wal_checkpoint_pages;
}

std::optional<StoreFault> Checkpointer::when_idle() {
    return log_is_empty() ? std::nullopt : report(truncate());
}

std::optional<StoreFault> Checkpointer::after_fault() {
    const auto failure = truncate();
    return failure ? std::optional{failure->fault()} : std::nullopt;
}

std::optional<StoreFault> Checkpointer::report(const std::optional<StoreFailure>& failure) const {
    if (!failure) {
        return std::nullopt;
    }
    if (on_failure_) {
        on_failure_(failure->fault(), failure->what());
    }
    return failure->fault();
}

std::optional<StoreFailure> Checkpointer::truncate() {
    sqlite3_busy_timeout(connection_.handle(), static_cast<int>(limits::wal_truncate_wait.count()));
    auto failure = checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    sqlite3_busy_timeout(connection_.handle(), static_cast<int>(limits::foreign_lock_wait.count()));
    return failure;
}

std::optional<StoreFailure> Checkpointer::checkpoint(int mode) {
    const auto start = std::chrono::steady_clock::now();
    int in_log = 0;
    int moved = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, mode, &in_log, &moved);
    last_ended_ = std::chrono::steady_clock::now();
    last_took_ = std::chrono::duration_cast<std::chrono::microseconds>(last_ended_ - start);
    set(counters_.checkpoint_us_last, static_cast<std::uint64_t>(last_took_.count()));
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        return failure_of(connection_.handle(), code, "store.checkpoint");
    }
    add(counters_.checkpoints);
    if (code != SQLITE_OK || moved < in_log) {
        add(counters_.checkpoints_busy);
    } else if (mode == SQLITE_CHECKPOINT_TRUNCATE) {
        committed(this, connection_.handle(), "main", 0);
    }
    return std::nullopt;
}

} // namespace route9::platform::sqlite
