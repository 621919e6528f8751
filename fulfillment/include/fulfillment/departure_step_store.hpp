// SPDX-License-Identifier: Apache-2.0
// A step of a departure's life that is under way: a truck has too many parcels for one unit of
// work, so closing, departing and arriving take them in a chain of units, in the order of their
// ids. The row remembers how far the chain has come; whoever finds it may go on with it, any number
// at once, because every unit takes what comes next. A departure takes one step at a time.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_store.hpp"

#include <cstdint>
#include <optional>

namespace route9::fulfillment {

struct DepartureStep {
    TenantId tenant;
    DepartureId departure;
    DepartureState to = DepartureState::closed; // closed, departed or arrived
    Instant at{};                               // when it began: what it writes bears this time
    JobId job;                                  // goes on with it when nobody else does
    Bytes seed;                   // closing: of the papers' ids and salts, sealed; else empty
    std::int64_t seed_day = 0;    // of the key it is sealed under
    std::optional<ParcelId> done; // the last parcel that was taken
};

namespace departure_steps {

/// Precondition: the departure takes no other step.
void begin(Tx& tx, const DepartureStep& step);
std::optional<DepartureStep> find(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// The parcel and all before it are taken.
void advance(Tx& tx, const DepartureStep& step, const ParcelId& done);
void end(Tx& tx, const DepartureStep& step);

} // namespace departure_steps
} // namespace route9::fulfillment
