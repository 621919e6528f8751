// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_door.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/planning/snapshot_board.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::chrono::hours kPlacedAheadMax{24}; // a clock without its zone is no wrong order

} // namespace

Result<PartyId> seller_of_order(const http::Request& request) {
    if (!acts_for_sellers(*request.principal)) {
        return fail(ErrorCode::forbidden, "orders are placed by sellers and by the tenant's staff");
    }
    const auto seller = seller_filter(request);
    if (!seller) {
        return Failure{seller.error()};
    }
    if (*seller) {
        return **seller;
    }
    return fail_field("/seller", "required", "say whose order this is: ?seller=ID");
}

Result<fulfillment::Order>
possible_order(fulfillment::Order order, const Services& services, Instant now) {
    FieldErrors errors;
    if (order.placed_at > now + kPlacedAheadMax) {
        errors.push_back({"/placed_at", "out_of_range", "is in the future: at most a day after now"}
        );
    }
    if (!order.sender_location.empty() && !services.snapshots.is_warehouse(order.sender_location)) {
        std::string known;
        for (const fulfillment::Warehouse& warehouse : services.snapshots.warehouses()) {
            known.append(known.empty() ? "use one of " : ", ").append(warehouse.id);
        }
        errors.push_back({"/sender/location_id", "unknown", std::move(known)});
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return order;
}

} // namespace route9::gateway
