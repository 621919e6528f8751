// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_way.hpp"

#include "gateway/orders/stored_plan.hpp"

namespace route9::gateway {

ParcelWay way_of(const fulfillment::Fulfillment& item) {
    const Json plan = read_stored_plan(item.plan);
    const auto path = plan.find("path");
    return {
        .warehouse = item.warehouse,
        .end = path == plan.end() || path->empty() ? "" : path->back().get<std::string>(),
        .gate = item.gate,
    };
}

} // namespace route9::gateway
