// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/settled_parcel.hpp"

#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/shipping/handover_cash.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/unload_parcels.hpp"
#include "gateway/shipping/void_declarations.hpp"
#include "gateway/shipping/waiting_reasons.hpp"

#include <string>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Result<void>
SettledParcel::put_on_hold(Parcel& parcel, Fulfillment& item, const std::string& place) const {
    parcels::record_event(
        tx,
        {
            .tenant = parcel.tenant,
            .carrier = {},
            .event_key = unload_key(parcel, at),
            .parcel = parcel.id,
            .status = std::string{name(TrackingStatus::on_hold)},
            .at = whole_seconds(at),
            .place = place,
            .note = "",
            .received_at = at,
        }
    );
    set_back(parcel, TrackingStatus::on_hold, at);
    parcel.manifest.reset();
    parcel.departure.reset();
    item.departure.reset();
    item.promised = item.promised ? item.promised : item.eta;
    item.eta.reset();
    if (!fulfillments::replan(tx, item, item.status, item.plan_version) ||
        !parcels::update(tx, parcel)) {
        return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
    }
    loaded_parcels::take_off(tx, parcel.tenant, parcel.id);
    return {};
}

Result<void> SettledParcel::keep_at_warehouse(Parcel parcel, const DepartureRecord& truck) const {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item || item->status != FulfillmentStatus::packed) {
        return {};
    }
    void_declarations(tx, parcel, touched);
    HandoverCash{tx, parcel.tenant, at, ids, touched}.take_back(parcel);
    lots::give_back(tx, *item);
    stock::unship(tx, parcel.tenant, parcel.seller, claims_of(*item));
    item->plan = plan_off_truck(item->plan, truck.id);
    if (auto held = put_on_hold(parcel, *item, truck.from); !held) {
        return held;
    }
    const Json news{
        {"parcel", parcel.id.text()},
        {"departure", truck.id.text()},
        {"reason", std::string{name(UnloadReason::short_)}},
    };
    touched.tell(parcel.order, "parcel.unloaded", news, parcel.carrier);
    touched.tell(parcel.order, "parcel.status_changed", status_news(parcel), parcel.carrier);
    touched.tell(parcel.order, "alert.parcel_short", news);
    if (touched.order(parcel.order).status == OrderStatus::handed_over) {
        touched.set_status(parcel.order, OrderStatus::packed);
    }
    tell_what_waits(tx, parcel.tenant, parcel.order, touched);
    return {};
}

Result<void> SettledParcel::keep_with_carrier(Parcel parcel) const {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item || item->status != FulfillmentStatus::packed) {
        return {};
    }
    if (parcel.departure) {
        departures::give_room_back(
            tx, parcel.tenant, *parcel.departure, {parcel.mass_g, item->volume_cm3}
        );
        item->plan = plan_off_truck(item->plan, *parcel.departure);
    }
    const bool moves = parcel.status != name(TrackingStatus::on_hold);
    if (auto held = put_on_hold(parcel, *item, ""); !held) {
        return held;
    }
    if (moves) {
        touched.tell(parcel.order, "parcel.status_changed", status_news(parcel));
    }
    tell_what_waits(tx, parcel.tenant, parcel.order, touched);
    return {};
}

} // namespace route9::gateway
