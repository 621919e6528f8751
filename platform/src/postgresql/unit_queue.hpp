// SPDX-License-Identifier: Apache-2.0
// Units that wait for a thread of a pool: two bounded lanes, filled from any thread. The foreground
// goes first, the background gets one turn for limits::foreground_run_max of the others and never
// more than its share of the threads.
#pragma once

#include "platform/store.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace route9::platform::postgresql {

struct QueueLimits {
    std::size_t foreground_units_max;
    std::size_t background_units_max;
    int background_threads_max;
};

class UnitQueue {
public:
    /// Shows how many units wait, and in `foreground` how many of the first lane.
    UnitQueue(
        QueueLimits limits,
        StoreCounters::Counter& depth,
        StoreCounters::Counter* foreground = nullptr
    )
        : limits_(limits), depth_(depth), foreground_shown_(foreground) {}

    /// False when the lane is full or the queue is closed: `unit` is then still the caller's.
    bool push(Lane lane, std::unique_ptr<Unit>& unit);

    struct Taken {
        std::unique_ptr<Unit> unit{}; // empty: the time is up
        Lane lane = Lane::foreground;
    };
    /// Waits for a unit, at most `wait` when given. Nullopt: closed and drained. Whoever took a
    /// unit says finished() after it.
    std::optional<Taken> take(std::optional<std::chrono::milliseconds> wait);
    void finished(Lane lane);
    void close();

private:
    bool may_take_background() const;
    bool has_turn() const;
    Taken pop();
    void show_depth();

    QueueLimits limits_;
    StoreCounters::Counter& depth_;
    StoreCounters::Counter* foreground_shown_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::unique_ptr<Unit>> foreground_;
    std::deque<std::unique_ptr<Unit>> background_;
    int background_running_ = 0;
    int foreground_run_ = 0; // units that went before waiting background ones
    bool closed_ = false;
};

} // namespace route9::platform::postgresql
