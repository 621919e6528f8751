// SPDX-License-Identifier: Apache-2.0
// Units that wait for a thread of a pool: two bounded lanes, filled from any thread, each with a
// line per tenant, which has at most half of its lane. The foreground goes first, the background
// gets one turn for limits::foreground_run_max of the others and never more than its share of the
// threads.
#pragma once

#include "platform/store.hpp"
#include "tenant_lines.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace route9::platform {

struct QueueLimits {
    std::size_t foreground_units_max;
    std::size_t background_units_max;
    int background_threads_max;
    /// Of one line, that a thread takes at once.
    std::size_t turn_units_max;
};

/// Of reading units, whose background are reports: they have half of the threads at most.
QueueLimits read_limits(int threads, std::size_t turn_units_max);

/// What a thread takes: units of one tenant, or of none, in the order they came.
struct Turn {
    std::vector<std::unique_ptr<Unit>> units{}; // empty: the time is up
    Lane lane = Lane::foreground;
    std::string tenant{};
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

    /// False when the line is full, callers have waited too long in it, or the queue is closed:
    /// `unit` is then still the caller's.
    bool push(Lane lane, std::unique_ptr<Unit>& unit);

    /// Waits for units, at most `wait` when given. Nullopt: closed and drained. Whoever took a turn
    /// says finished() after it.
    std::optional<Turn> take(std::optional<std::chrono::milliseconds> wait);
    void finished(const Turn& turn);
    /// What has come meanwhile to the line of a foreground turn that has `units`, up to its limit.
    std::vector<std::unique_ptr<Unit>> take_more(const Turn& turn, std::size_t units);
    /// What units of a tenant met, remembered for a while: those that disturb
    /// each other run in one thread at a time; those among which some are refused, with care.
    enum class Trouble : std::uint8_t { disturbed, refused };
    void remember(Trouble trouble, const std::string& tenant);
    bool remembers(Trouble trouble, const std::string& tenant);
    void close();

private:
    using Clock = std::chrono::steady_clock;
    struct Running {
        int turns = 0;
        std::array<Clock::time_point, 2> troubled_until{};
    };

    static Clock::time_point& until_of(Running& running, Trouble trouble) {
        return running.troubled_until.at(static_cast<std::size_t>(trouble));
    }
    bool may_run(const std::string& tenant);
    TenantLines::Line* next_line(const TenantLines& waiting);
    bool may_take_background();
    bool has_turn();
    Turn pop();
    void show_depth();

    QueueLimits limits_;
    StoreCounters::Counter& depth_;
    StoreCounters::Counter* foreground_shown_;
    std::mutex mutex_;
    std::condition_variable ready_;
    TenantLines foreground_;
    TenantLines background_;
    std::unordered_map<std::string, Running> running_; // tenants at work, and those kept in line
    int background_running_ = 0;
    int foreground_run_ = 0; // turns that went before waiting background ones
    bool closed_ = false;
};

} // namespace route9::platform
