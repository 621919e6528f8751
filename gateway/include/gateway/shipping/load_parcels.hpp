// SPDX-License-Identifier: Apache-2.0
// Puts packed parcels onto an open departure, from no departure or another open one; all or none.
// Room is taken by conditional update here and given back there. Errors: not_found (departure);
// sealed (it, or a parcel's present truck, has closed); validation_failed naming each parcel that
// cannot be loaded or that its carrier has not agreed to deliver; state_forbids (no room);
// conflict.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/load.hpp"
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
    const fulfillment::AddressBook& addresses;
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. The departure with its new room.
Result<fulfillment::DepartureRecord> load_parcels(Tx& tx, LoadOrder load);

/// What load_parcels would say of these, without loading any: every parcel that cannot be loaded,
/// and the room that the others need beside what they have there. `places` says of which name each
/// error is. Errors: not_found, sealed (the departure).
struct CheckedLoad {
    FieldErrors errors{};
    std::vector<std::size_t> places{};
    fulfillment::Load needed{};
};
Result<CheckedLoad> check_load(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const std::vector<std::string>& parcels,
    const fulfillment::AddressBook& addresses
);
/// Error: state_forbids, as load_parcels says it.
Result<void>
check_room(const fulfillment::DepartureRecord& departure, const fulfillment::Load& needed);

} // namespace route9::gateway
