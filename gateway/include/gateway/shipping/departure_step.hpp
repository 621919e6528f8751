// SPDX-License-Identifier: Apache-2.0
// A departure closes, departs or arrives, however many parcels it has: a chain of short units of
// work on the background lane. The counts are frozen and the papers drafted between the first unit
// and the others. Whoever asks again, and the job when nobody does, goes on where it stopped.
// Errors: not_found; sealed (it has closed and left); state_forbids (not the next step, or the
// truck may not leave: departing_check.hpp); conflict (the truck changed while it was judged);
// validation_failed (the truck's sums do not fit); those of the store.
#pragma once

#include "core/result.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "platform/net.hpp"

#include <functional>
#include <string>
#include <vector>

namespace route9::gateway {

/// Ends when the step is taken; at once when it was taken before. `to` is closed, departed or
/// arrived. A step that is under way is finished first. A truck that closes gets `seals`, when
/// some are given; one whose vehicle may not do the trip does not close (fleet/vehicle_check.hpp).
platform::task<Result<fulfillment::DepartureRecord>> take_departure_step(
    Services& services,
    TenantId tenant,
    DepartureId departure,
    fulfillment::DepartureState to,
    Tick deadline,
    std::vector<std::string> seals = {}
);

/// A unit of work that changes what is aboard or where the truck goes. It gives back the step that
/// is under way without doing anything, or the step that it has begun with the order's job, or
/// none.
using DepartureChange = std::function<Result<StandingDeparture>(Tx& tx, const StepOrder& order)>;

/// Changes the departure and ends when its papers, if it had any, are made again. A step that is
/// under way is finished first. Errors: those of `change` too.
platform::task<Result<fulfillment::DepartureRecord>> change_departure(
    Services& services,
    TenantId tenant,
    DepartureId departure,
    DepartureChange change,
    Tick deadline
);

/// Goes on with the step that is under way; nothing when there is none.
platform::task<Result<void>>
resume_departure_step(Services& services, TenantId tenant, DepartureId departure, Tick deadline);

} // namespace route9::gateway
