// SPDX-License-Identifier: Apache-2.0
// The trip a departure or a planned parcel takes, as emissions count it: as kept with the truck's
// papers, or from the corridor and the factors of now while nothing has closed. Values and reads.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/emissions.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/catalogue.hpp"

#include <optional>

namespace route9::gateway {

/// Of its shortest way over its gate, by the default factor. Nullopt: the corridor has no such way.
std::optional<fulfillment::TripEmission>
trip_of(const fulfillment::DepartureRecord& departure, const Catalogue& catalogue);

struct FoundTrip {
    std::optional<fulfillment::TripEmission> trip;
    bool kept = false; // with the truck's papers: it stays so
};

FoundTrip
find_trip(Tx& tx, const fulfillment::DepartureRecord& departure, const Catalogue& catalogue);
/// Of its truck, or of its plan while it has none.
FoundTrip find_trip(Tx& tx, const fulfillment::Parcel& parcel, const Catalogue& catalogue);

} // namespace route9::gateway
