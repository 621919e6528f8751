// SPDX-License-Identifier: Apache-2.0
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/hold_act.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

HoldAct release(Services& services) {
    return [now = services.clock.business()](Tx& tx, StockHold hold) -> Result<StockHold> {
        const bool was_active = hold.state == HoldState::active;
        auto released = holds::release(tx, std::move(hold), now);
        if (released && was_active) {
            enqueue_waiting(tx, released->tenant, PlanCause::stock_arrived, now);
        }
        return released;
    };
}

} // namespace

http::Route post_stock_reservation_release(Services& services) {
    return hold_act_route(
        services, "/v1/stock/reservations/{id}/release", "post_stock_reservation_release", release
    );
}

} // namespace route9::gateway::endpoints
