// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/expire_holds.hpp"

#include "fulfillment/stock_hold.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/workers/unit_by_unit.hpp"

#include <set>

namespace route9::gateway {

platform::task<Result<int>> expire_holds(Services& services) {
    using namespace fulfillment;
    const Instant now = services.clock.business();
    const auto ended = co_await unit_by_unit(services, holds_per_unit_max, [now] {
        return [now](Tx& tx) -> Result<int> {
            std::set<TenantId> tenants;
            const auto expired = holds::expire_due(tx, now, holds_per_unit_max);
            for (const StockHold& hold : expired) {
                if (tenants.insert(hold.tenant).second) {
                    enqueue_waiting(tx, hold.tenant, PlanCause::stock_arrived, now);
                }
            }
            return static_cast<int>(expired.size());
        };
    });
    if (ended && *ended > 0) {
        services.wakeups.notify(replan_feed);
    }
    co_return ended;
}

} // namespace route9::gateway
