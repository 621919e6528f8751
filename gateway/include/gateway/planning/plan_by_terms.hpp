// SPDX-License-Identifier: Apache-2.0
// A plan in which a truck's own carrier delivers: a departure whose carrier's terms refuse the
// order takes none of it, and the fee is that of the carrier whose truck it rides. Where the
// snapshot has no carriers it is the planner's plan as it is. Thread-safe like the pool.
#pragma once

#include "core/names.hpp"
#include "fulfillment/planner.hpp"
#include "gateway/planning/snapshot_board.hpp"

#include <span>

namespace route9::gateway {

/// `truck_carriers` is parallel to the snapshot's departures.
fulfillment::Plan plan_by_terms(
    PlannerPool& planners,
    const fulfillment::PlanRequest& request,
    std::span<const PartyId> truck_carriers
);

} // namespace route9::gateway
