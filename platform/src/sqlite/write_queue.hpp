// SPDX-License-Identifier: Apache-2.0
// Units that wait for the writer: two bounded lanes, filled from any thread, emptied in groups by
// one; a unit of each tenant in turn. Background units take at most a quarter of a group, and at
// least one place while they wait.
#pragma once

#include "platform/store.hpp"
#include "queued_unit.hpp"
#include "tenant_lines.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace route9::platform::sqlite {

class WriteQueue {
public:
    /// Shows in `counters` how many units wait and how many foreground units the last group had.
    explicit WriteQueue(StoreCounters& counters) : counters_(counters) {}

    /// False when the lane is full, callers have waited too long in it, or the queue is closed:
    /// `unit` is then still the caller's.
    bool push(Lane lane, std::unique_ptr<Unit>& unit);

    /// Waits for units, at most `wait` when given, and moves a group into `group` (empty: the time
    /// is up, or the queue is closed and drained). False in that last case.
    bool take(std::vector<QueuedUnit>& group, std::optional<std::chrono::milliseconds> wait);

    /// Puts units that did not run back in front, in their order.
    void give_back(std::vector<QueuedUnit>& group, std::size_t first_unused);

    /// Whether a foreground unit waits; any thread.
    bool is_awaited() const;

    void close();

private:
    std::size_t background_share();
    void fill(std::vector<QueuedUnit>& group);
    void move_front(Lane lane, std::size_t count, std::vector<QueuedUnit>& group);
    TenantLines& lane_of(Lane lane) { return lane == Lane::foreground ? foreground_ : background_; }

    void show_depth() { set(counters_.write_queue_depth, foreground_.size() + background_.size()); }

    StoreCounters& counters_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    TenantLines foreground_;
    TenantLines background_;
    std::size_t passed_over_ = 0; // foreground units that went before waiting background ones
    bool waiting_ = false;
    bool closed_ = false;
};

} // namespace route9::platform::sqlite
