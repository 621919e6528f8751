// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {
namespace {

using namespace fulfillment;

Json departure_news(const Parcel& parcel) {
    ROUTE9_ASSERT(parcel.departure && parcel.manifest);
    return Json{
        {"parcel", parcel.id.text()},
        {"code", parcel.code},
        {"departure", parcel.departure->text()},
        {"manifest", parcel.manifest->text()},
    };
}

/// Where the truck's parcels are by the step, and since when.
struct Whereabouts {
    TrackingStatus status = TrackingStatus::in_transit;
    std::string place;
    Instant at{};
};

Whereabouts whereabouts_after(const DepartureRecord& departure, const DepartureStep& step) {
    if (step.to == DepartureState::arrived) {
        return {TrackingStatus::at_destination_hub, departure.to, step.at};
    }
    return is_transshipping(departure, step)
               ? Whereabouts{
                     TrackingStatus::at_export_gate,
                     departure.gate,
                     departure.transshipment->done->at
                 }
               : Whereabouts{TrackingStatus::in_transit, departure.from, step.at};
}

Result<void> move(Tx& tx, Parcel& parcel, const Whereabouts& now, TouchedOrders& touched) {
    if (now.status == TrackingStatus::in_transit) {
        // Once for each parcel, also when the carrier has told of it earlier.
        touched.tell(parcel.order, "parcel.departed", departure_news(parcel), parcel.carrier);
    }
    if (!take_step(tx, parcel, now.status, now.place, now.at)) {
        return {};
    }
    if (!parcels::update(tx, parcel)) {
        return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
    }
    touched.tell(parcel.order, "parcel.status_changed", status_news(parcel), parcel.carrier);
    return {};
}

} // namespace

Result<StepProgress> move_next(Tx& tx, const DepartureStep& taken, DrawnEntropy ids) {
    const auto step = departure_steps::find(tx, taken.tenant, taken.departure);
    if (!step || step->job != taken.job) {
        return StepProgress::done;
    }
    const auto departure = departures::find(tx, step->tenant, step->departure);
    ROUTE9_ASSERT(departure.has_value());
    const Whereabouts now = whereabouts_after(*departure, *step);
    auto next = parcels::of_departure_after(
        tx, step->tenant, step->departure, step->done, limits::parcels_per_unit_max
    );
    TouchedOrders touched{tx, step->tenant, step->at, ids};
    for (Parcel& parcel : next) {
        if (auto handed = depart_with_custody(tx, parcel, *departure, step->at); !handed) {
            return Failure{std::move(handed).error()};
        }
        if (auto moved = move(tx, parcel, now, touched); !moved) {
            return Failure{std::move(moved).error()};
        }
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    if (std::ssize(next) == limits::parcels_per_unit_max) {
        departure_steps::advance(tx, *step, next.back().id);
        return StepProgress::under_way;
    }
    departure_steps::end(tx, *step);
    jobs::withdraw(tx, step->job);
    return StepProgress::done;
}

} // namespace route9::gateway
