// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/move_departure.hpp"

#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

using namespace fulfillment;

Result<DepartureRecord> move_departure(Tx& tx, DepartureMove move) {
    const auto found = departures::find(tx, move.tenant, move.departure);
    if (!found) {
        return fail(ErrorCode::not_found);
    }
    auto departure = departures::advance(tx, *found, move.to);
    if (!departure) {
        return departure;
    }
    const bool arrived = move.to == DepartureState::arrived;
    const TrackingStatus status =
        arrived ? TrackingStatus::at_destination_hub : TrackingStatus::in_transit;
    const std::string& place = arrived ? departure->to : departure->from;
    TouchedOrders touched{tx, move.tenant, move.now, move.ids};
    for (Parcel& parcel : parcels::of_departure(tx, move.tenant, move.departure)) {
        if (!take_step(tx, parcel, status, place, move.now)) {
            continue;
        }
        if (!parcels::update(tx, parcel)) {
            return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
        }
        touched.tell(
            parcel.order,
            "parcel.status_changed",
            Json{
                {"parcel", parcel.id.text()},
                {"status", parcel.status},
                {"at", format_utc(parcel.status_at)},
            },
            parcel.carrier
        );
    }
    touched.tell_of(
        departure->id.text(),
        departure->version,
        "departure." + std::string{name(move.to)},
        Json{{"departure", departure->id.text()}}
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return departure;
}

} // namespace route9::gateway
