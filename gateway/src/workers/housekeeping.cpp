// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/housekeeping.hpp"

#include "core/limits.hpp"
#include "core/people/account_link.hpp"
#include "core/people/user_session.hpp"
#include "fulfillment/scan_store.hpp"
#include "fulfillment/stock_hold.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/attachments/keep_photo.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/floor/close_waves.hpp"
#include "gateway/privacy/retention_round.hpp"
#include "gateway/returns/follow_branches.hpp"
#include "gateway/stock/expire_holds.hpp"
#include "gateway/stock/expire_lots.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Statement kSeen{"business_time.seen", "SELECT seen FROM business_time WHERE one = 1"};
constexpr Statement kNote{
    "business_time.note", "UPDATE business_time SET seen = $1 WHERE one = 1 AND seen < $1"
};
constexpr Seconds kRound{5};
constexpr int kForgottenAtOnce = 200;
constexpr int kReleasedAtOnce = 100;

/// One unit for what has aged, one for what was kept of erased people; how much there was.
platform::task<Result<std::int64_t>> forget(Services& services) {
    const Instant now = services.clock.business();
    const RetentionTable& rules = services.catalogue.retention;
    const Tick deadline = services.clock.machine() + limits::request_budget;
    auto by_age = [now, &rules](Tx& tx) -> Result<Forgotten> {
        note_business_time(tx, now);
        Forgotten forgotten = forget_by_age(tx, rules, now, kForgottenAtOnce);
        forgotten["session"] = sessions::forget_old(tx, now, kForgottenAtOnce);
        forgotten["account_link"] = account_links::forget_old(tx, now, kForgottenAtOnce);
        forgotten["spent_token"] = spent_tokens::forget_old(tx, now, kForgottenAtOnce);
        forgotten["stock_hold"] = fulfillment::holds::forget_old(tx, now, kForgottenAtOnce);
        forgotten["stock_lot"] = fulfillment::lots::forget_empty(tx, kForgottenAtOnce);
        forgotten["scan"] = fulfillment::scans::forget_old(tx, now, kForgottenAtOnce);
        return forgotten;
    };
    auto kept = [now, &rules](Tx& tx) -> Result<Forgotten> {
        return release_kept(tx, rules, now, kReleasedAtOnce);
    };
    constexpr auto lane = platform::Lane::background;
    const auto aged = co_await platform::write(
        services.store, Reach::everything(), std::move(by_age), deadline, lane
    );
    if (!aged) {
        co_return Failure{aged.error()};
    }
    const auto released = co_await platform::write(
        services.store, Reach::everything(), std::move(kept), deadline, lane
    );
    if (!released) {
        co_return Failure{released.error()};
    }
    std::int64_t most = 0;
    for (const Forgotten* part : {&*aged, &*released}) {
        for (const auto& [kind, count] : *part) {
            most = std::max(most, count);
            services.metrics
                .counter(
                    "route9_retention_forgotten_total",
                    "Records let go by the rules of retention",
                    {{"kind", kind}}
                )
                .add(static_cast<std::uint64_t>(count));
        }
    }
    co_return most;
}

/// Erasures that were cut off.
platform::task<void> carry_on_erasing(Services& services) {
    const ErasureTools tools{
        services.store,
        services.vault,
        services.keyring,
        services.entropy,
        services.clock,
        services.catalogue.retention,
        services.tombstones,
    };
    auto work = [tools]() -> Result<std::int64_t> {
        if (auto followed = follow_erasures(tools); !followed) {
            return Failure{std::move(followed).error()};
        }
        return carry_on(tools);
    };
    const Tick deadline = services.clock.machine() + limits::request_budget;
    const auto running = co_await services.compute.run(std::move(work), deadline);
    if (!running) {
        services.log.warning("erasure_failed", {{"code", running.error().code}});
    }
}

} // namespace

Instant business_time_seen(Tx& tx) {
    Rows rows = tx.query(kSeen);
    return rows.next() ? rows.row().get<Instant>(0) : Instant{};
}

void note_business_time(Tx& tx, Instant now) {
    tx.execute(kNote, now);
}

platform::task<void> keep_house(Services& services, const std::atomic<bool>& stopping) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services.wakeups.subscribe(executor, "housekeeping");
    while (!stopping && pause) {
        const auto forgotten = co_await forget(services);
        if (!forgotten) {
            services.log.warning("housekeeping_failed", {{"code", forgotten.error().code}});
        }
        co_await carry_on_erasing(services);
        if (const auto expired = co_await expire_holds(services); !expired) {
            services.log.warning("expiring_holds_failed", {{"code", expired.error().code}});
        }
        if (const auto expired = co_await expire_lots(services); !expired) {
            services.log.warning("expiring_lots_failed", {{"code", expired.error().code}});
        }
        if (const auto closed = co_await close_waves(services); !closed) {
            services.log.warning("closing_waves_failed", {{"code", closed.error().code}});
        }
        if (const auto seen = co_await follow_branches(services); !seen) {
            services.log.warning("following_branches_failed", {{"code", seen.error().code}});
        }
        if (const auto swept = co_await sweep_photos(services); !swept) {
            services.log.warning("sweeping_photos_failed", {{"code", swept.error().code}});
        }
        if (!forgotten || *forgotten < kReleasedAtOnce) {
            co_await pause->wait(services.clock.machine() + kRound);
        }
    }
}

} // namespace route9::gateway
