// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/stock_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/listings.hpp"
#include "gateway/channels/tell_stock.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Seconds kLook{1};
constexpr int kRestsOfAComparison = 9; // of what the last one took
constexpr std::size_t kShopsAtOnce = 4;
constexpr int kClaimMax = 50;

} // namespace

StockWorker::StockWorker(
    Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping
)
    : services_(services), caller_(caller), stopping_(stopping),
      lag_(services.metrics.gauge(
          "route9_stock_lag_seconds",
          "How long the oldest change of stock has waited to be told to a marketplace"
      )) {}

platform::task<void> StockWorker::run(platform::TaskGroup& tasks) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services_.wakeups.subscribe(executor, "stock");
    while (!stopping_ && pause) {
        bool started = false;
        try {
            if (services_.store.state() != platform::StoreState::read_only) {
                co_await compare_all();
                started = co_await start_due(tasks);
            }
        } catch (const std::exception& failure) {
            services_.log.error("stock_failed", {{"what", failure}});
        }
        if (!started && !stopping_) {
            co_await pause->wait(services_.clock.machine() + kLook);
        }
    }
}

platform::task<void> StockWorker::compare_all() {
    const Tick begun = services_.clock.machine();
    if (begun < next_comparison_) {
        co_return;
    }
    told_shops_ = co_await shops();
    std::optional<Instant> oldest;
    for (const ListingShop& shop : told_shops_) {
        if (stopping_) {
            co_return;
        }
        const auto since = co_await compare(shop);
        oldest = since && (!oldest || *since < *oldest) ? since : oldest;
    }
    const Instant now = services_.clock.business();
    const auto lag = oldest ? std::chrono::floor<Seconds>(now - *oldest) : Seconds{0};
    lag_.set(std::max<std::int64_t>(lag.count(), 0));
    const Tick ended = services_.clock.machine();
    next_comparison_ =
        ended + std::max<Tick::duration>(limits::stock_look, (ended - begun) * kRestsOfAComparison);
}

platform::task<std::vector<ListingShop>> StockWorker::shops() {
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    auto unit = [](Tx& tx) -> Result<std::vector<ListingShop>> {
        std::vector<ListingShop> found;
        for (const adapters::StockApi& api : adapters::stock_apis()) {
            for (auto& [tenant, shop] : listings::told_shops(tx, api.platform)) {
                found.push_back({tenant, shop.connection, api.pieces_max});
            }
        }
        return found;
    };
    auto found =
        co_await platform::read(services_.store, Reach::everything(), std::move(unit), deadline);
    if (!found) {
        services_.log.warning("stock_look_failed", {{"code", found.error().code}});
        co_return std::vector<ListingShop>{};
    }
    co_return std::move(*found);
}

platform::task<std::optional<Instant>> StockWorker::compare(ListingShop shop) {
    const Reach reach = Reach::of(shop.tenant);
    const Instant now = services_.clock.business();
    adapters::Listing after;
    do {
        const Tick deadline = services_.clock.machine() + limits::request_budget;
        auto look = [shop, after, now](Tx& tx) -> Result<StockComparison> {
            return stock_tellings::compare(tx, shop, after, now, limits::stock_compared_max);
        };
        auto page = co_await platform::read(services_.store, reach, std::move(look), deadline);
        if (!page) {
            services_.log.warning("stock_look_failed", {{"code", page.error().code}});
            co_return std::nullopt;
        }
        after = std::move(page->last);
        if (page->due.empty()) {
            continue;
        }
        auto mark = [shop, due = std::move(page->due), now](Tx& tx) -> Result<bool> {
            stock_tellings::mark_due(tx, shop, due, now);
            return true;
        };
        const auto marked = co_await platform::write(
            services_.store, reach, std::move(mark), deadline, platform::Lane::background
        );
        if (!marked) { // they differ at the next comparison too
            services_.log.warning("stock_mark_failed", {{"code", marked.error().code}});
        }
    } while (!after.item.empty() && !stopping_);
    auto unit = [shop](Tx& tx) -> Result<std::optional<Instant>> {
        return stock_tellings::oldest(tx, shop);
    };
    const auto oldest = co_await platform::read(
        services_.store, reach, std::move(unit), services_.clock.machine() + limits::request_budget
    );
    co_return oldest ? *oldest : std::nullopt;
}

/// Whether a telling was started: then there may be more.
platform::task<bool> StockWorker::start_due(platform::TaskGroup& tasks) {
    if (told_shops_.empty()) {
        co_return false;
    }
    auto unit = [now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<ConnectionId>> {
        return stock_tellings::waiting(
            tx, jobs::lease_clock_ms(tx, now_ms), limits::channels_waiting_max
        );
    };
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    const auto due =
        co_await platform::read(services_.store, Reach::everything(), std::move(unit), deadline);
    if (!due) {
        services_.log.warning("stock_look_failed", {{"code", due.error().code}});
        co_return false;
    }
    bool started = false;
    for (const ListingShop& shop : told_shops_) {
        const bool is_due = std::ranges::find(*due, shop.connection) != due->end();
        const bool is_busy = running_.contains(shop.connection.text()) ||
                             caller_.rest_of(shop.connection) > Milliseconds{0};
        if (!is_due || is_busy || running_.size() >= kShopsAtOnce || stopping_) {
            continue;
        }
        auto tellings = co_await claim(shop);
        if (!tellings.empty()) {
            started = true;
            running_.insert(shop.connection.text());
            tasks.spawn("stock", work_off(std::move(tellings)));
        }
    }
    co_return started;
}

platform::task<std::vector<StockTelling>> StockWorker::claim(ListingShop shop) {
    const Reach reach = Reach::of(shop.tenant);
    auto unit = [shop, now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<StockTelling>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const auto until_ms = from_ms + Milliseconds{limits::channel_lease}.count();
        return stock_tellings::claim(tx, shop, from_ms, until_ms, kClaimMax);
    };
    auto claimed = co_await platform::write(
        services_.store,
        reach,
        std::move(unit),
        services_.clock.machine() + limits::request_budget,
        platform::Lane::background
    );
    if (!claimed) {
        services_.log.warning("stock_claim_failed", {{"code", claimed.error().code}});
        co_return std::vector<StockTelling>{};
    }
    co_return std::move(*claimed);
}

platform::task<void> StockWorker::work_off(std::vector<StockTelling> tellings) {
    const std::string connection = tellings.front().connection.text();
    try {
        co_await tell_stock(services_, caller_, std::move(tellings));
    } catch (const std::exception& failure) {
        services_.log.error("stock_failed", {{"what", failure}});
    }
    running_.erase(connection);
}

} // namespace route9::gateway
