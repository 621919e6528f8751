// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/fetch_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/fetch_orders.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Milliseconds kIdleLook{500}; // for those whose pause is over

} // namespace

FetchWorker::FetchWorker(
    Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping
)
    : services_(services), caller_(caller), stopping_(stopping) {}

platform::task<void> FetchWorker::run(platform::TaskGroup& tasks) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto wakeup = services_.wakeups.subscribe(executor, std::string{order_fetch_feed});
    while (!stopping_ && wakeup) {
        bool started = false;
        try {
            started = co_await start_some(tasks);
        } catch (const std::exception& failure) {
            services_.log.error("order_fetch_failed", {{"what", failure}});
        }
        if (!started && !stopping_) {
            co_await wakeup->wait(services_.clock.machine() + kIdleLook);
        }
    }
}

platform::task<std::size_t> FetchWorker::work_off_due() {
    std::size_t done = 0;
    for (const ConnectionId& connection : co_await waiting()) {
        auto fetches = co_await claim(connection);
        while (!fetches.empty()) {
            done += fetches.size();
            co_await fetch_orders(services_, caller_, std::move(fetches));
            fetches = co_await claim(connection);
        }
    }
    co_return done;
}

platform::task<std::vector<ConnectionId>> FetchWorker::waiting() {
    auto unit = [now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<ConnectionId>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        return order_fetches::waiting(tx, from_ms, limits::channels_waiting_max);
    };
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    auto found =
        co_await platform::read(services_.store, Reach::everything(), std::move(unit), deadline);
    if (!found) {
        services_.log.warning("order_fetch_look_failed", {{"code", found.error().code}});
        co_return std::vector<ConnectionId>{};
    }
    co_return std::move(*found);
}

platform::task<std::vector<OrderFetch>> FetchWorker::claim(ConnectionId connection) {
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    const auto found = co_await services_.connections.find(connection, deadline);
    const bool is_there = found && *found;
    const auto* api = is_there ? adapters::find_shop_api((*found)->platform.text()) : nullptr;
    const int most = api == nullptr ? 1 : static_cast<int>(api->orders_at_once);
    auto unit = [connection, most, now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<OrderFetch>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const auto until_ms = from_ms + Milliseconds{limits::channel_lease}.count();
        return order_fetches::claim(tx, connection, from_ms, until_ms, most);
    };
    auto claimed = co_await platform::write(
        services_.store, Reach::everything(), std::move(unit), deadline, platform::Lane::background
    );
    if (!claimed) {
        services_.log.warning("order_fetch_claim_failed", {{"code", claimed.error().code}});
        co_return std::vector<OrderFetch>{};
    }
    co_return std::move(*claimed);
}

/// Whether a batch was started: then there may be more.
platform::task<bool> FetchWorker::start_some(platform::TaskGroup& tasks) {
    if (services_.store.state() == platform::StoreState::read_only) {
        co_return false; // the store has told it, and tells when it is over
    }
    bool started = false;
    for (const ConnectionId& connection : co_await waiting()) {
        if (running_ >= limits::channel_tasks_max || stopping_) {
            break;
        }
        const std::size_t of_one = running_of_[connection.text()];
        const bool is_resting = caller_.rest_of(connection) > Milliseconds{0};
        if (of_one >= limits::channel_tasks_of_one_max || is_resting) {
            continue;
        }
        auto fetches = co_await claim(connection);
        if (!fetches.empty()) {
            started = true;
            tasks.spawn("order_fetch", work_off(std::move(fetches)));
        }
    }
    co_return started;
}

platform::task<void> FetchWorker::work_off(std::vector<OrderFetch> fetches) {
    const std::string connection = fetches.front().connection.text();
    ++running_;
    ++running_of_[connection];
    try {
        co_await fetch_orders(services_, caller_, std::move(fetches));
    } catch (const std::exception& failure) {
        services_.log.error("order_fetch_failed", {{"what", failure}});
    }
    --running_;
    if (--running_of_[connection] == 0) {
        running_of_.erase(connection);
    }
    services_.wakeups.wake(std::string{order_fetch_feed});
}

} // namespace route9::gateway
