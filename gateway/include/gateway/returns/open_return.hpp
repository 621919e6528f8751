// SPDX-License-Identifier: Apache-2.0
// How a return begins, by hand or by itself: a parcel that has left has one that stands. Called
// inside a unit of work.
#pragma once

#include "core/entropy.hpp"
#include "core/tx.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/return_store.hpp"
#include "fulfillment/return_terms.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

struct ReturnOpening {
    fulfillment::ReturnId id;
    fulfillment::ReturnReason reason = fulfillment::ReturnReason::refused;
    fulfillment::ReturnState state = fulfillment::ReturnState::at_branch;
    fulfillment::ReturnOpener by = fulfillment::ReturnOpener::person;
    std::string rule{};                  // that opens it; empty for a person
    std::string warehouse{};             // empty: where it came from
    std::optional<Instant> hold_until{}; // absent: by the rows
    std::string hold_rule{};             // that says so; empty: the carrier's word
    Instant held_from{};                 // from which day they count
};

/// Its truck has: whatever its carrier tells, until then it can be unloaded here.
bool has_left(Tx& tx, const fulfillment::Parcel& parcel);

/// How long its carrier keeps a parcel for this order; null where nobody has said.
const fulfillment::HoldingDays* holding_of(
    const fulfillment::ReturnTerms& terms,
    const fulfillment::Parcel& parcel,
    const fulfillment::Order& order,
    Instant from
);

/// Tells "return.opened". Nullopt when one stands already. Error: not_found.
Result<std::optional<fulfillment::ReturnCase>> open_return(
    Tx& tx,
    const fulfillment::Parcel& parcel,
    ReturnOpening opening,
    const fulfillment::ReturnTerms& terms,
    TouchedOrders& touched,
    Instant now
);

} // namespace route9::gateway
