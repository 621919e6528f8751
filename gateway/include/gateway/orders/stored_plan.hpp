// SPDX-License-Identifier: Apache-2.0
// A fulfillment's plan as its row keeps it: compact JSON of ids and codes. Gates that were not
// taken are many and share their reasons, so they stand under each reason once; whoever reads gets
// them option by option like the others. Pure.
#pragma once

#include "core/json.hpp"
#include "fulfillment/plan.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

std::string stored_plan(const fulfillment::Plan& plan, const fulfillment::PlannedParcel& parcel);

/// {chosen, rejected: [[option, why], …], path?, km?, cost?, leaves?, warnings?, co2e_g?}
Json read_stored_plan(std::string_view stored);

} // namespace route9::gateway
