// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/follow_gate.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "gateway/orders/stored_plan.hpp"

namespace route9::gateway {

using namespace fulfillment;

bool follow_gate(Tx& tx, const DepartureRecord& departure, TouchedOrders& touched) {
    if (departure.gate.empty()) {
        return false;
    }
    auto work = fulfillments::by_other_gate(
        tx, departure.tenant, departure.id, departure.gate, limits::parcels_per_unit_max
    );
    for (Fulfillment& item : work) {
        const std::string before = item.gate;
        item.gate = departure.gate;
        item.plan = plan_by_gate(item.plan, before, item.gate);
        const bool moved = fulfillments::replan(tx, item, item.status, item.plan_version);
        ROUTE9_ASSERT(moved);
        touched.tell(
            item.order,
            "fulfillment.rerouted",
            Json{
                {"fulfillment", item.id.text()},
                {"departure", departure.id.text()},
                {"from", before},
                {"to", item.gate},
            }
        );
    }
    return !work.empty();
}

} // namespace route9::gateway
