// SPDX-License-Identifier: Apache-2.0
// Where long polls wait: one of the three shared states architecture.md §4 allows. A waiter
// subscribes to a feed, looks at the store, and only then waits, so that a notification between the
// look and the wait is not lost. notify() from any thread; a subscription belongs to one task on
// one worker. Bounded by subscriptions_max.
#pragma once

#include "core/time.hpp"
#include "platform/net.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace route9::platform {

class WakeupBoard {
    struct Waiter;

public:
    class Subscription {
    public:
        Subscription(WakeupBoard& board, std::shared_ptr<Waiter> waiter);
        Subscription(Subscription&& other) noexcept;
        Subscription& operator=(Subscription&&) = delete;
        Subscription(const Subscription&) = delete;
        Subscription& operator=(const Subscription&) = delete;
        ~Subscription();

        /// True once for each batch of notifications since the last call (or the subscription);
        /// false at the deadline, when the board is closed, or when the task is cancelled.
        task<bool> wait(Tick deadline);

    private:
        WakeupBoard* board_;
        std::shared_ptr<Waiter> waiter_;
    };

    explicit WakeupBoard(std::size_t subscriptions_max);
    ~WakeupBoard();

    /// Nullopt when the board is full or closed: answer as if the wait were over.
    std::optional<Subscription> subscribe(const Executor& executor, std::string feed);
    /// Wakes whoever waits here, and has the other processes told.
    void notify(std::string_view feed);
    /// Wakes whoever waits here: what another process has told.
    void wake(std::string_view feed);
    /// Wakes whoever waits here at all: something may have been told that was not heard.
    void wake_all();
    /// How notify() reaches other processes; before the board is used by several threads.
    void tell_others(std::function<void(std::string_view feed)> tell) { tell_ = std::move(tell); }
    /// Ends every wait now and refuses new ones, so that a drain need not wait for long polls.
    void close();
    std::size_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

private:
    static constexpr std::size_t shards = 16;

    struct Shard {
        std::mutex mutex;
        std::unordered_multimap<std::string_view, std::shared_ptr<Waiter>> waiters;
    };

    Shard& shard_of(std::string_view feed) noexcept;
    void unsubscribe(const std::shared_ptr<Waiter>& waiter) noexcept;

    std::size_t subscriptions_max_;
    std::function<void(std::string_view feed)> tell_{};
    std::atomic<std::size_t> size_{0};
    std::atomic<bool> closed_{false};
    std::array<Shard, shards> shards_;
};

} // namespace route9::platform
