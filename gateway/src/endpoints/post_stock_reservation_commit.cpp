// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/hold_act.hpp"

#include <vector>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// Of the adjustments; drawn before the unit, which may run again.
std::vector<IdBytes> fresh_ids(Instant now, const Services& services) {
    std::vector<IdBytes> ids;
    ids.reserve(hold_lines_max);
    for (std::size_t i = 0; i < hold_lines_max; ++i) {
        ids.push_back(make_id_bytes(now, services.entropy));
    }
    return ids;
}

HoldAct commit(Services& services) {
    const Instant now = services.clock.business();
    return [now, ids = fresh_ids(now, services)](Tx& tx, StockHold hold) {
        return holds::commit(tx, std::move(hold), now, ids);
    };
}

} // namespace

http::Route post_stock_reservation_commit(Services& services) {
    return hold_act_route(
        services, "/v1/stock/reservations/{id}/commit", "post_stock_reservation_commit", commit
    );
}

} // namespace route9::gateway::endpoints
