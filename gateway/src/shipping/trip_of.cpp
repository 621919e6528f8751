// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/trip_of.hpp"

#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/orders/stored_plan.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// By the class of its vehicle where one is named, else by the corridor's own factor.
std::optional<TripEmission> emission_of(
    std::optional<std::vector<TripLeg>> legs,
    const DepartureRecord* departure,
    const Catalogue& catalogue
) {
    if (!legs) {
        return std::nullopt;
    }
    const bool is_known = departure != nullptr && !departure->vehicle.empty();
    if (!is_known) {
        return trip_emission(*catalogue.emissions, std::move(*legs), std::nullopt, false);
    }
    const auto& moved = departure->transshipment;
    const std::int64_t payload_g = moved ? moved->own_mass_max_g : departure->mass_max_g;
    const bool is_cold = moved ? moved->own_cold : departure->cold;
    return trip_emission(*catalogue.emissions, std::move(*legs), payload_g, is_cold);
}

/// From the gate on the second vehicle emits.
void hand_on(TripEmission& trip, const DepartureRecord& departure, const Catalogue& catalogue) {
    const Transshipment& moved = *departure.transshipment;
    trip.onward = vehicle_emission(*catalogue.emissions, {moved.payload_g, moved.cold});
    bool is_beyond = false;
    for (TripLeg& leg : trip.legs) {
        is_beyond = is_beyond || leg.from == departure.gate;
        leg.onward = is_beyond;
    }
}

std::optional<std::vector<TripLeg>>
planned_legs(Tx& tx, const Parcel& parcel, const Catalogue& catalogue) {
    const auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item) {
        return std::nullopt;
    }
    const Json plan = read_stored_plan(item->plan);
    const auto path = plan.find("path");
    if (path == plan.end()) {
        return std::nullopt;
    }
    const auto nodes = path->get<std::vector<std::string>>();
    return trip_along(*catalogue.corridor.network, nodes);
}

} // namespace

std::optional<TripEmission> trip_of(const DepartureRecord& departure, const Catalogue& catalogue) {
    auto trip = emission_of(
        shortest_trip(
            *catalogue.corridor.network,
            departure.from,
            departure.gate,
            departure.to,
            mass_of(departure)
        ),
        &departure,
        catalogue
    );
    if (trip && departure.transshipment) {
        hand_on(*trip, departure, catalogue);
    }
    return trip;
}

FoundTrip find_trip(Tx& tx, const DepartureRecord& departure, const Catalogue& catalogue) {
    if (departure.state >= DepartureState::closed) {
        if (auto kept = trip_emissions::find(tx, departure.tenant, departure.id)) {
            return {std::move(kept), true};
        }
    }
    return {trip_of(departure, catalogue), false};
}

FoundTrip find_trip(Tx& tx, const Parcel& parcel, const Catalogue& catalogue) {
    const auto departure =
        parcel.departure ? departures::find(tx, parcel.tenant, *parcel.departure) : std::nullopt;
    if (departure) {
        return find_trip(tx, *departure, catalogue);
    }
    return {emission_of(planned_legs(tx, parcel, catalogue), nullptr, catalogue), false};
}

} // namespace route9::gateway
