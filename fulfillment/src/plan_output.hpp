// SPDX-License-Identifier: Apache-2.0
// Plans and loadings as the JSON of the `route9 plan` document.
#pragma once

#include "core/json.hpp"
#include "fulfillment/loading.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

namespace route9::fulfillment {

/// `after`: the availability once the plan's stock is taken.
Json plan_json(const Plan& plan, const Snapshot& snapshot, const Availability& after);
Json loading_json(const Loading& loading);

} // namespace route9::fulfillment
