// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/poll_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/ask_for_parcels.hpp"
#include "gateway/channels/read_changes.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

constexpr Seconds kLook{1};
constexpr Seconds kBeginEvery{15}; // connections that were added meanwhile
constexpr std::size_t kReadingsMax = 4;

} // namespace

PollWorker::PollWorker(Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping)
    : services_(services), caller_(caller), stopping_(stopping) {}

platform::task<void> PollWorker::run(platform::TaskGroup& tasks) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services_.wakeups.subscribe(executor, "channel.poll");
    while (!stopping_ && pause) {
        bool started = false;
        try {
            co_await begin_all();
            started = co_await start_due(tasks);
        } catch (const std::exception& failure) {
            services_.log.error("channel_poll_failed", {{"what", failure}});
        }
        if (!started && !stopping_) {
            co_await pause->wait(services_.clock.machine() + kLook);
        }
    }
}

platform::task<void> PollWorker::begin_all() {
    const Tick now = services_.clock.machine();
    if (now < next_begin_ || services_.store.state() == platform::StoreState::read_only) {
        co_return;
    }
    next_begin_ = now + kBeginEvery;
    auto unit = [at = services_.clock.business()](Tx& tx) -> Result<bool> {
        for (const adapters::ShopApi& api : adapters::shop_apis()) {
            if (api.is_carrier) {
                channel_polls::begin_asking(tx, api.platform, at);
                continue;
            }
            if (api.is_pushed) {
                channel_polls::begin_authorised(tx, api.platform, at);
                continue;
            }
            channel_polls::begin(tx, api.platform, PollKind::changes);
            if (api.mail_call != nullptr) {
                channel_polls::begin(tx, api.platform, PollKind::mail);
            }
        }
        return true;
    };
    const auto begun = co_await platform::write(
        services_.store,
        Reach::everything(),
        std::move(unit),
        now + limits::request_budget,
        platform::Lane::background
    );
    if (!begun) {
        services_.log.warning("channel_poll_begin_failed", {{"code", begun.error().code}});
    }
}

/// Whether any was due.
platform::task<bool> PollWorker::start_due(platform::TaskGroup& tasks) {
    if (running_ >= kReadingsMax || services_.store.state() == platform::StoreState::read_only) {
        co_return false;
    }
    const int room = static_cast<int>(kReadingsMax - running_);
    auto unit = [room, now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<ChannelPoll>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const auto until_ms = from_ms + Milliseconds{limits::channel_lease}.count();
        return channel_polls::claim(tx, from_ms, until_ms, room);
    };
    auto due = co_await platform::write(
        services_.store,
        Reach::everything(),
        std::move(unit),
        services_.clock.machine() + limits::request_budget,
        platform::Lane::background
    );
    if (!due) {
        services_.log.warning("channel_poll_claim_failed", {{"code", due.error().code}});
        co_return false;
    }
    for (ChannelPoll& poll : *due) {
        ++running_;
        tasks.spawn("channel_poll", work_off(std::move(poll)));
    }
    co_return !due->empty();
}

platform::task<void> PollWorker::work_off(ChannelPoll poll) {
    try {
        if (poll.kind == PollKind::parcels) {
            co_await ask_for_parcels(services_, caller_, std::move(poll));
        } else {
            co_await read_channel(services_, caller_, std::move(poll));
        }
    } catch (const std::exception& failure) {
        services_.log.error("channel_poll_failed", {{"what", failure}});
    }
    --running_;
}

} // namespace route9::gateway
