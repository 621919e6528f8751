// SPDX-License-Identifier: Apache-2.0
// A closed truck leaves and arrives; its parcels move with it, forward only. Errors: not_found,
// state_forbids (not the next step).
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

namespace route9::gateway {

struct DepartureMove {
    TenantId tenant;
    DepartureId departure;
    fulfillment::DepartureState to = fulfillment::DepartureState::departed; // or arrived
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work.
Result<fulfillment::DepartureRecord> move_departure(Tx& tx, DepartureMove move);

} // namespace route9::gateway
