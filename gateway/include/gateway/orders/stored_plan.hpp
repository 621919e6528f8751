// SPDX-License-Identifier: Apache-2.0
// A fulfillment's plan as its row keeps it: compact JSON of ids and codes. Gates that were not
// taken are many and share their reasons, so they stand under each reason once; whoever reads gets
// them option by option like the others. Pure.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "fulfillment/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

std::string stored_plan(const fulfillment::Plan& plan, const fulfillment::PlannedParcel& parcel);

/// {chosen, rejected: [[option, why], …], path?, km?, cost?, leaves?, warnings?, co2e_g?, left?}
Json read_stored_plan(std::string_view stored);

/// The plan of what somebody took off this truck: until it is planned anew it does not go back to
/// it by itself.
std::string plan_off_truck(std::string_view stored, const DepartureId& left);
std::optional<DepartureId> truck_left(std::string_view stored);

struct TruckChange {
    std::optional<DepartureId> before;
    PartyId carrier_before; // may be empty
    DepartureId departure;
    PartyId carrier;
    Instant leaves{};
};

/// The plan of what somebody put on this truck by hand, from another one or from none. What it
/// costs is not known where another carrier delivers.
std::string plan_on_truck(std::string_view stored, const TruckChange& change);

struct PlanChange {
    std::string gate_before;
    std::string gate;
    std::vector<std::string> path; // empty: it stays
    std::string km;
    std::string cost;
    Instant leaves{};
};

/// The plan of what goes by other roads or another gate than was chosen, on the truck that takes it
/// there.
std::string plan_by_other_way(std::string_view stored, const PlanChange& change);
/// What waits has chosen nothing: the reasons of the plan that found no way, and the place where it
/// was to go.
std::string plan_in_vain(std::string_view stored, const fulfillment::Plan& plan);

} // namespace route9::gateway
