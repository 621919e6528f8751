// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/inbox_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/intake/take_delivery.hpp"
#include "platform/async_store.hpp"
#include "platform/timer.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Seconds kIdleLook{5}; // the wake-up may be missed, the look is not

Milliseconds pause_after(std::int64_t attempt) {
    Milliseconds pause = limits::inbox_retry_pause;
    for (std::int64_t failed = 1; failed < attempt && pause < limits::inbox_lease; ++failed) {
        pause *= 2;
    }
    return std::min<Milliseconds>(pause, limits::inbox_lease);
}

} // namespace

InboxWorker::InboxWorker(Services& services, const std::atomic<bool>& stopping)
    : services_(services), stopping_(stopping) {}

platform::task<void> InboxWorker::run() {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto wakeup = services_.wakeups.subscribe(executor, std::string{inbox_feed});
    while (!stopping_) {
        int done = 0;
        try {
            done = co_await work_off_batch();
        } catch (const std::exception& failure) {
            // One delivery nobody can open must not end the work on all others.
            services_.log.error("inbox_failed", {{"what", failure}});
        }
        if (done == 0 && wakeup && !stopping_) {
            co_await wakeup->wait(services_.clock.machine() + kIdleLook);
        } else if (!wakeup) {
            co_return;
        }
    }
}

platform::task<int> InboxWorker::work_off_batch() {
    if (services_.store.state() == platform::StoreState::read_only) {
        co_return 0; // the store has told it, and tells when it is over
    }
    const std::int64_t now_ms = jobs::machine_ms(services_.clock);
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    auto unit = [now_ms](Tx& tx) -> Result<std::vector<InboxItem>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const std::int64_t until_ms = from_ms + Milliseconds{limits::inbox_lease}.count();
        return inbox::claim(tx, from_ms, until_ms, limits::inbox_batch_max);
    };
    auto items = co_await platform::write(
        services_.store, Reach::everything(), std::move(unit), deadline, platform::Lane::background
    );
    if (!items) {
        services_.log.warning("inbox_claim_failed", {{"code", items.error().code}});
        co_return 0;
    }
    for (InboxItem& item : *items) {
        co_await give_way();
        co_await work_off(std::move(item));
    }
    co_return static_cast<int>(items->size());
}

/// What waits at the door goes first: while many callers wait for the store, an order that is
/// already safe in the inbox takes its turn more slowly. It still takes it.
platform::task<void> InboxWorker::give_way() {
    const auto& callers = services_.store.counters().foreground_group;
    if (callers.load(std::memory_order_relaxed) < limits::inbox_gives_way_units) {
        co_return;
    }
    platform::Timer pause{co_await platform::net::this_coro::executor, limits::inbox_pause};
    co_await pause.async_wait(platform::awaiting);
}

platform::task<void> InboxWorker::work_off(InboxItem item) {
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    const auto taken = co_await take_delivery(services_, item, deadline);
    if (!taken) {
        services_.log.warning(
            "inbox_item_failed", {{"inbox", item.id}, {"code", taken.error().code}}
        );
        co_await give_back(std::move(item));
    }
}

/// Another attempt need not wait for the end of the lease. A store that is away is asked again
/// until the lease has ended anyway.
platform::task<void> InboxWorker::give_back(InboxItem item) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    const Tick lease_end = services_.clock.machine() + limits::inbox_lease;
    bool is_settled = false;
    while (!is_settled && !stopping_) {
        const std::int64_t now_ms = jobs::machine_ms(services_.clock);
        auto unit = [now_ms, item](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return inbox::give_back(tx, item, from_ms + pause_after(item.attempt).count());
        };
        const Reach reach = Reach::of(item.tenant);
        const auto given = co_await platform::write(
            services_.store, reach, std::move(unit), lease_end, platform::Lane::background
        );
        is_settled = given || services_.clock.machine() >= lease_end;
        if (!is_settled) {
            platform::Timer pause{executor, limits::inbox_retry_pause};
            co_await pause.async_wait(platform::awaiting);
        }
    }
}

} // namespace route9::gateway
