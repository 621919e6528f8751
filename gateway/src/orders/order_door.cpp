// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_door.hpp"

#include "core/tenancy.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/planning/snapshot_board.hpp"
#include "platform/async_store.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::chrono::hours kPlacedAheadMax{24}; // a clock without its zone is no wrong order

} // namespace

platform::task<Result<PartyId>> seller_of_order(Services& services, const http::Request& request) {
    const Principal& who = *request.principal;
    if (!acts_for_sellers(who)) {
        co_return fail(
            ErrorCode::forbidden, "orders are placed by sellers and by the tenant's staff"
        );
    }
    const auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    if (!*seller) {
        co_return fail_field("/seller", "required", "say whose order this is: ?seller=ID");
    }
    if (confined_to(who)) {
        co_return **seller; // its own, by its key
    }
    auto unit = [tenant = who.tenant, id = **seller](Tx& tx) -> Result<PartyId> {
        const auto party = tenancy::find_party(tx, tenant, id);
        if (!party || party->kind != PartyKind::seller) {
            return fail_field("/seller", "unknown", "there is no seller " + id.text());
        }
        return id;
    };
    co_return co_await platform::read(
        services.store, Reach::of(who.tenant), std::move(unit), request.deadline
    );
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
