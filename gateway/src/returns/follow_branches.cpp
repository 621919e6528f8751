// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/follow_branches.hpp"

#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/returns/follow_parcel.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "platform/async_store.hpp"

#include <set>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

struct Looked {
    int parcels = 0;
    int opened = 0;
    std::set<TenantId> tenants;
};

/// Each parcel's order is told and stored before the next: two may be of one order.
Result<Looked> look_at_due(Tx& tx, const ReturnTerms& terms, DrawnEntropy ids, Instant now) {
    Looked looked;
    for (BranchWait& wait : branch_waits::due(tx, now, branch_waits_per_unit_max)) {
        ++looked.parcels;
        looked.tenants.insert(wait.tenant);
        TouchedOrders touched{tx, wait.tenant, now, ids};
        const auto opened = ReturnWays{tx, terms, touched, ids, now}.look(std::move(wait));
        if (!opened) {
            return Failure{opened.error()};
        }
        if (auto stored = touched.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        looked.opened += *opened ? 1 : 0;
    }
    return looked;
}

} // namespace

platform::task<Result<int>> follow_branches(Services& services) {
    int all = 0;
    int last = 0;
    do {
        auto unit = [&terms = *services.catalogue.return_terms,
                     ids = DrawnEntropy{services.entropy},
                     now = services.clock.business()](Tx& tx) {
            return look_at_due(tx, terms, ids, now);
        };
        const auto done = co_await platform::write(
            services.store,
            Reach::everything(),
            std::move(unit),
            services.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!done) {
            co_return Failure{done.error()};
        }
        services.metrics
            .counter(
                "route9_returns_opened_total",
                "Returns that opened by themselves",
                {{"by", std::string{name(ReturnOpener::holding_days)}}}
            )
            .add(static_cast<std::uint64_t>(done->opened));
        for (const TenantId& tenant : done->tenants) {
            services.wakeups.notify(journal_feed(tenant));
        }
        last = done->parcels;
        all += last;
    } while (last == branch_waits_per_unit_max);
    co_return all;
}

} // namespace route9::gateway
