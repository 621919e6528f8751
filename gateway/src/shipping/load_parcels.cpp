// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/load_parcels.hpp"

#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::string pointer_at(std::size_t index) {
    return "/parcels/" + std::to_string(index);
}

/// The parcels by name; every name that is none is an error of its own.
std::vector<Parcel> named_parcels(Tx& tx, const LoadOrder& load, FieldErrors& errors) {
    std::vector<Parcel> found;
    for (std::size_t i = 0; i < load.parcels.size(); ++i) {
        auto parcel = find_parcel(tx, load.tenant, load.parcels[i]);
        if (!parcel) {
            errors.push_back({pointer_at(i), "unknown", "there is no such parcel"});
            continue;
        }
        const bool sealed = parcel->manifest.has_value();
        if (!sealed && parcel->status != name(TrackingStatus::created)) {
            errors.push_back({pointer_at(i), "state_forbids", "the parcel is " + parcel->status});
        }
        found.push_back(std::move(*parcel));
    }
    return found;
}

Result<void> leave_present_place(Tx& tx, const Parcel& parcel) {
    if (!parcel.departure) {
        return {};
    }
    const auto present = departures::find(tx, parcel.tenant, *parcel.departure);
    if (present && present->state != DepartureState::open) {
        return fail(ErrorCode::sealed, "the parcel " + parcel.code + " left on another truck");
    }
    departures::give_room_back(tx, parcel.tenant, *parcel.departure, parcel.mass_g);
    return {};
}

Result<void>
move_to(Tx& tx, Parcel& parcel, const DepartureRecord& departure, TouchedOrders& touched) {
    if (parcel.manifest) {
        return fail(ErrorCode::sealed, "the parcel " + parcel.code + " is on a sealed manifest");
    }
    if (parcel.departure == departure.id) {
        return {};
    }
    if (auto left = leave_present_place(tx, parcel); !left) {
        return left;
    }
    if (!departures::take_room(tx, parcel.tenant, departure.id, parcel.mass_g)) {
        return fail(
            ErrorCode::state_forbids, "there is no room left for the parcel " + parcel.code
        );
    }
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item || item->status != FulfillmentStatus::packed) {
        return fail(ErrorCode::state_forbids, "the parcel " + parcel.code + " was cancelled");
    }
    item->departure = parcel.departure = departure.id;
    item->carrier = parcel.carrier = departure.carrier;
    item->gate = departure.gate;
    if (!fulfillments::update(tx, *item, FulfillmentStatus::packed) ||
        !parcels::update(tx, parcel)) {
        return fail(ErrorCode::conflict, "the parcel has changed meanwhile; try again");
    }
    touched.tell(
        parcel.order,
        "parcel.loaded",
        Json{{"parcel", parcel.id.text()}, {"departure", departure.id.text()}}
    );
    return {};
}

} // namespace

Result<DepartureRecord> load_parcels(Tx& tx, LoadOrder load) {
    const auto departure = departures::find(tx, load.tenant, load.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (departure->state != DepartureState::open) {
        return fail(ErrorCode::sealed, "the departure has closed; nothing is loaded any more");
    }
    FieldErrors errors;
    std::vector<Parcel> named = named_parcels(tx, load, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    TouchedOrders touched{tx, load.tenant, load.now, load.ids};
    for (Parcel& parcel : named) {
        if (auto moved = move_to(tx, parcel, *departure, touched); !moved) {
            return Failure{std::move(moved).error()};
        }
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return *departures::find(tx, load.tenant, load.departure);
}

} // namespace route9::gateway
