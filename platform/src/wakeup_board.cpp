// SPDX-License-Identifier: Apache-2.0
#include "platform/wakeup_board.hpp"

#include "platform/timer.hpp"

#include <boost/asio/post.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace route9::platform {

struct WakeupBoard::Waiter {
    Waiter(const Executor& executor, std::string feed_name)
        : home(executor), bell(executor, Tick::max()), feed(std::move(feed_name)) {}

    Executor home;
    Timer bell; // touched on the home executor only
    std::atomic<bool> rung{false};
    std::string feed;

    static void ring(std::shared_ptr<Waiter> waiter) {
        if (waiter->rung.exchange(true)) {
            return;
        }
        const Executor home = waiter->home;
        net::post(home, [waiter = std::move(waiter)] { waiter->bell.cancel(); });
    }
};

WakeupBoard::Subscription::Subscription(WakeupBoard& board, std::shared_ptr<Waiter> waiter)
    : board_(&board), waiter_(std::move(waiter)) {}

WakeupBoard::Subscription::Subscription(Subscription&& other) noexcept
    : board_(other.board_), waiter_(std::move(other.waiter_)) {}

WakeupBoard::Subscription::~Subscription() {
    if (waiter_) {
        board_->unsubscribe(waiter_);
    }
}

task<bool> WakeupBoard::Subscription::wait(Tick deadline) {
    while (!waiter_->rung.load() && std::chrono::steady_clock::now() < deadline) {
        // A bell that rang for an earlier batch may cut this wait short; then it is repeated.
        waiter_->bell.expires_at(deadline);
        co_await waiter_->bell.async_wait(awaiting);
        const auto cancelled = co_await net::this_coro::cancellation_state;
        if (cancelled.cancelled() != net::cancellation_type::none) {
            co_return false;
        }
    }
    co_return waiter_->rung.exchange(false) && !board_->closed_.load();
}

WakeupBoard::WakeupBoard(std::size_t subscriptions_max) : subscriptions_max_(subscriptions_max) {}

WakeupBoard::~WakeupBoard() = default;

std::optional<WakeupBoard::Subscription>
WakeupBoard::subscribe(const Executor& executor, std::string feed) {
    if (size_.fetch_add(1) >= subscriptions_max_) {
        size_.fetch_sub(1);
        return std::nullopt;
    }
    auto waiter = std::make_shared<Waiter>(executor, std::move(feed));
    Shard& shard = shard_of(waiter->feed);
    const std::lock_guard lock{shard.mutex};
    // Under the lock: a close() from here on finds the waiter and wakes it.
    if (closed_.load()) {
        size_.fetch_sub(1);
        return std::nullopt;
    }
    shard.waiters.emplace(waiter->feed, waiter);
    return std::optional<Subscription>{std::in_place, *this, std::move(waiter)};
}

void WakeupBoard::notify(std::string_view feed) {
    wake(feed);
    if (tell_) {
        tell_(feed);
    }
}

void WakeupBoard::wake(std::string_view feed) {
    std::vector<std::shared_ptr<Waiter>> woken;
    {
        Shard& shard = shard_of(feed);
        const std::lock_guard lock{shard.mutex};
        const auto [first, last] = shard.waiters.equal_range(feed);
        for (auto at = first; at != last; ++at) {
            woken.push_back(at->second);
        }
    }
    for (auto& waiter : woken) {
        Waiter::ring(std::move(waiter));
    }
}

void WakeupBoard::close() {
    closed_.store(true);
    wake_all();
}

void WakeupBoard::wake_all() {
    for (Shard& shard : shards_) {
        const std::lock_guard lock{shard.mutex};
        for (const auto& [feed, waiter] : shard.waiters) {
            Waiter::ring(waiter);
        }
    }
}

WakeupBoard::Shard& WakeupBoard::shard_of(std::string_view feed) noexcept {
    return shards_[std::hash<std::string_view>{}(feed) % shards];
}

void WakeupBoard::unsubscribe(const std::shared_ptr<Waiter>& waiter) noexcept {
    Shard& shard = shard_of(waiter->feed);
    const std::lock_guard lock{shard.mutex};
    const auto [first, last] = shard.waiters.equal_range(waiter->feed);
    for (auto at = first; at != last; ++at) {
        if (at->second == waiter) {
            shard.waiters.erase(at);
            size_.fetch_sub(1);
            return;
        }
    }
}

} // namespace route9::platform
