// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/timetable_worker.hpp"

#include "core/limits.hpp"
#include "fulfillment/timetable.hpp"
#include "gateway/fleet/make_departures.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using fulfillment::timetable::DueRow;
using platform::task;

constexpr Seconds kRound{30};
constexpr int kRowsAtOnce = 16;

Tick deadline_of(const Services& services) {
    return services.clock.machine() + limits::request_budget;
}

task<Result<std::vector<DueRow>>> look(Services& services) {
    const std::chrono::sys_days last =
        std::chrono::sys_days{corridor_day(services.clock.business())} +
        std::chrono::days{fulfillment::timetable_days_ahead - 1};
    auto unit = [last](Tx& tx) -> Result<std::vector<DueRow>> {
        return fulfillment::timetable::due(tx, Day{last}, kRowsAtOnce);
    };
    co_return co_await platform::read(
        services.store, Reach::everything(), std::move(unit), deadline_of(services)
    );
}

task<Result<int>> make(Services& services, DueRow row) {
    const Reach reach = Reach::of(row.tenant);
    auto unit = [row = std::move(row),
                 &catalogue = services.catalogue,
                 ids = DrawnEntropy{services.entropy},
                 now = services.clock.business()](Tx& tx) {
        return make_departures(tx, row, catalogue, ids, now);
    };
    co_return co_await platform::write(
        services.store, reach, std::move(unit), deadline_of(services), platform::Lane::background
    );
}

} // namespace

task<int> make_departures_now(Services& services) {
    int made = 0;
    while (true) {
        auto rows = co_await look(services);
        if (!rows) {
            services.log.warning("timetable_failed", {{"code", rows.error().code}});
            co_return made;
        }
        for (DueRow& row : *rows) {
            const TenantId tenant = row.tenant;
            const auto done = co_await make(services, std::move(row));
            if (!done) {
                services.log.warning("timetable_failed", {{"code", done.error().code}});
                co_return made;
            }
            made += *done;
            services.wakeups.notify(journal_feed(tenant));
        }
        if (made > 0) {
            services.wakeups.notify(replan_feed);
        }
        if (std::ssize(*rows) < kRowsAtOnce) {
            co_return made;
        }
    }
}

task<void> follow_timetables(Services& services, const std::atomic<bool>& stopping) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto changes = services.wakeups.subscribe(executor, std::string{timetable_feed});
    while (!stopping && changes) {
        try {
            co_await make_departures_now(services);
        } catch (const std::exception& failure) {
            services.log.error("timetable_failed", {{"what", failure}});
        }
        co_await changes->wait(services.clock.machine() + kRound);
    }
}

} // namespace route9::gateway
