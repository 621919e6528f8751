// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/housekeeping.hpp"

#include "core/limits.hpp"
#include "core/people/account_link.hpp"
#include "core/people/user_session.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/intake/inbox.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

namespace route9::gateway {
namespace {

constexpr Statement kSeen{"business_time.seen", "SELECT seen FROM business_time WHERE one = 1"};
constexpr Statement kNote{
    "business_time.note", "UPDATE business_time SET seen = $1 WHERE one = 1 AND seen < $1"
};
constexpr Seconds kRound{5};
constexpr int kForgottenAtOnce = 200;

std::int64_t forget_old(Tx& tx, Instant now) {
    return idempotency::forget_old(tx, now, kForgottenAtOnce) +
           inbox::forget_old(tx, now - limits::inbox_retention, kForgottenAtOnce) +
           sessions::forget_old(tx, now, kForgottenAtOnce) +
           account_links::forget_old(tx, now, kForgottenAtOnce) +
           spent_tokens::forget_old(tx, now, kForgottenAtOnce);
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
        const Instant now = services.clock.business();
        auto unit = [now](Tx& tx) -> Result<std::int64_t> {
            note_business_time(tx, now);
            return forget_old(tx, now);
        };
        const Tick deadline = services.clock.machine() + limits::request_budget;
        const auto forgotten = co_await platform::write(
            services.store, std::move(unit), deadline, platform::Lane::background
        );
        if (!forgotten) {
            services.log.warning("housekeeping_failed", {{"code", forgotten.error().code}});
        }
        if (!forgotten || *forgotten < kForgottenAtOnce) {
            co_await pause->wait(services.clock.machine() + kRound);
        }
    }
}

} // namespace route9::gateway
