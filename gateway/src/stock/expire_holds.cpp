// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/expire_holds.hpp"

#include "core/limits.hpp"
#include "fulfillment/stock_hold.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "platform/async_store.hpp"

#include <set>

namespace route9::gateway {

platform::task<Result<int>> expire_holds(Services& services) {
    using namespace fulfillment;
    const Instant now = services.clock.business();
    int ended = 0;
    int last = 0;
    do {
        auto unit = [now](Tx& tx) -> Result<int> {
            std::set<TenantId> tenants;
            const auto expired = holds::expire_due(tx, now, holds_per_unit_max);
            for (const StockHold& hold : expired) {
                if (tenants.insert(hold.tenant).second) {
                    enqueue_waiting(tx, hold.tenant, PlanCause::stock_arrived, now);
                }
            }
            return static_cast<int>(expired.size());
        };
        const auto expired = co_await platform::write(
            services.store,
            Reach::everything(),
            std::move(unit),
            services.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!expired) {
            co_return Failure{expired.error()};
        }
        last = *expired;
        ended += last;
    } while (last == holds_per_unit_max);
    if (ended > 0) {
        services.wakeups.notify(replan_feed);
    }
    co_return ended;
}

} // namespace route9::gateway
