// SPDX-License-Identifier: Apache-2.0
// Puts packed parcels onto an open departure, from no departure or another open one; all or none.
// Room is taken by conditional update here and given back there. Errors: not_found (departure);
// sealed (it, or a parcel's present truck, has closed); validation_failed naming each parcel that
// cannot be loaded; state_forbids (no room); conflict.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t load_parcels_max = 100;

struct LoadOrder {
    TenantId tenant;
    DepartureId departure;
    std::vector<std::string> parcels; // ids or codes
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. The departure with its new room.
Result<fulfillment::DepartureRecord> load_parcels(Tx& tx, LoadOrder load);

} // namespace route9::gateway
