// SPDX-License-Identifier: Apache-2.0
// Plans one order: warehouses, path, departure and carrier, exactly and deterministically. Pure on
// its arguments; holds only a cache of paths, so keep one Planner a thread and plan outside the
// transaction, then confirm the plan inside it. Not thread-safe; its inputs may be shared.
// Source: logistics conventions, §8.4 and §8.8 (what decides, tie-breaks, order of reasons).
#pragma once

#include "fulfillment/path_cache.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

namespace route9::fulfillment {

struct PlanRequest {
    LocalTime now;
    const Snapshot* snapshot = nullptr;         // borrowed for the call
    const Availability* availability = nullptr; // borrowed for the call
    const PlanOrder* order = nullptr;           // borrowed for the call
    const PlanSettings* settings = nullptr;     // borrowed for the call
    const AddressBook* addresses = nullptr;     // for the districts of carriers; may be null
};

class Planner {
public:
    /// Preconditions: the snapshot is finished, availability is parallel to it, the order has at
    /// least one line, quantities are positive.
    Plan plan(const PlanRequest& request);

private:
    PathCache paths_;
};

/// Takes what the plan reserves out of the stock and, when it is routed, out of the rooms, so that
/// the next order sees what is left. Preconditions: the plan was made on this availability.
void reserve(
    const Plan& plan, const PlanOrder& order, const Snapshot& snapshot, Availability& availability
);

} // namespace route9::fulfillment
