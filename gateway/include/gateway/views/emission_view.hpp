// SPDX-License-Identifier: Apache-2.0
// What is told of emissions: grams as exact decimal text, with the factor, its year and what it is
// worth. Nothing here is measured on a truck or certified, and the answer says so.
#pragma once

#include "core/json.hpp"
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/shipping/trip_of.hpp"

#include <span>

namespace route9::gateway {

Json parcel_emission_view(
    const fulfillment::Parcel& parcel,
    const FoundTrip& found,
    const std::optional<fulfillment::ParcelPackaging>& packaging,
    const fulfillment::EmissionTable& table
);

/// Its parcels add up to the trip exactly.
Json trip_emission_view(
    const fulfillment::DepartureRecord& departure,
    const FoundTrip& found,
    std::span<const fulfillment::AboardLine> aboard,
    const fulfillment::EmissionTable& table
);

} // namespace route9::gateway
