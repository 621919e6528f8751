// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/waiting_reasons.hpp"

#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "gateway/replanning/replan_orders.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

bool has_parcel_on_hold(Tx& tx, const TenantId& tenant, const OrderId& order) {
    return std::ranges::any_of(parcels::of_order(tx, tenant, order), [](const Parcel& parcel) {
        return !parcel.manifest && parcel.status == name(TrackingStatus::on_hold);
    });
}

bool all_have_trucks(Tx& tx, const TenantId& tenant, const OrderId& order) {
    const auto work = fulfillments::of_order(tx, tenant, order);
    return std::ranges::all_of(work, [](const Fulfillment& item) {
        return item.status == FulfillmentStatus::cancelled || item.departure.has_value();
    });
}

} // namespace

void tell_what_waits(Tx& tx, const TenantId& tenant, const OrderId& order, TouchedOrders& touched) {
    OrderRecord& record = touched.order(order);
    std::vector<HoldReason> reasons = parse_reasons(record.reasons);
    const bool on_hold = has_parcel_on_hold(tx, tenant, order);
    const bool goes_on = all_have_trucks(tx, tenant, order);
    std::erase_if(reasons, [goes_on](const HoldReason& reason) {
        return reason.code == on_hold_reason || (goes_on && is_lifted_by_itself(reason.code));
    });
    if (on_hold) {
        reasons.push_back({.code = std::string{on_hold_reason}});
    }
    std::string text = reasons_text(reasons);
    if (text == record.reasons) {
        return;
    }
    record.reasons = std::move(text);
    touched.tell(
        order,
        on_hold ? "fulfillment.waiting" : "fulfillment.goes_on",
        Json{
            {"reasons", reasons_news(record.reasons)},
            {"cause", std::string{name(PlanCause::departure_changed)}},
        }
    );
}

void end_waiting(OrderRecord& record) {
    std::vector<HoldReason> reasons = parse_reasons(record.reasons);
    std::erase_if(reasons, [](const HoldReason& reason) {
        return reason.code == on_hold_reason || is_lifted_by_itself(reason.code);
    });
    record.reasons = reasons_text(reasons);
}

} // namespace route9::gateway
