// SPDX-License-Identifier: Apache-2.0
// What closed trucks' emissions are computed from, and what parcels were packed in. A trip is
// written with its truck's papers and then stays, whatever factors become; the driven kilometres
// are told once.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/emissions.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace route9::fulfillment {

struct ParcelPackaging {
    std::string kind; // a packaging factor's id
    std::int64_t weight_g = 0;
    std::int64_t mg_per_kg = 0;
    int factor_year = 0;
};

namespace trip_emissions {

/// In the place of what earlier papers said.
void put(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    std::int64_t papers,
    const TripEmission& trip
);
/// What earlier papers said, where the new ones have no way.
void remove(Tx& tx, const TenantId& tenant, const DepartureId& departure);
std::optional<TripEmission> find(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// False when none is kept or it was told before.
bool tell_driven(Tx& tx, const TenantId& tenant, const DepartureId& departure, DistanceKm driven);

} // namespace trip_emissions

namespace parcel_packagings {

void insert(
    Tx& tx,
    const TenantId& tenant,
    const ParcelId& parcel,
    const PartyId& seller,
    const ParcelPackaging& packaging
);
std::optional<ParcelPackaging> find(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

} // namespace parcel_packagings
} // namespace route9::fulfillment
