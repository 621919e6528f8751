// SPDX-License-Identifier: Apache-2.0
#include "gateway/planning/plan_by_terms.hpp"

#include "core/assert.hpp"
#include "fulfillment/carrier_terms.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace route9::gateway {
namespace {

using namespace fulfillment;

const Carrier* terms_of(const Snapshot& snapshot, const PartyId& carrier) {
    const auto found = std::ranges::find(snapshot.carriers, carrier.text(), &Carrier::id);
    return found == snapshot.carriers.end() ? nullptr : &*found;
}

std::size_t departure_of(const PlannedParcel& parcel, const Snapshot& snapshot) {
    const auto found = std::ranges::find(snapshot.departures, *parcel.departure, &Departure::id);
    ROUTE9_ASSERT(found != snapshot.departures.end());
    return static_cast<std::size_t>(found - snapshot.departures.begin());
}

/// A departure that was shut for its carrier's terms says so, and not that it is full.
void tell_refusals(Plan& plan, const std::map<std::string, Why>& refused) {
    for (RejectedOption& option : plan.explanation.rejected) {
        const auto found = refused.find(option.option);
        if (found != refused.end() && option.why == Why::no_room) {
            option.why = found->second;
        }
    }
}

/// The carrier of the trucks it rides, when that is one and not the one the plan reckoned with.
const Carrier*
other_carrier(const Plan& plan, const Snapshot& snapshot, std::span<const PartyId> truck_carriers) {
    const Carrier* riding = nullptr;
    bool differs = false;
    for (const PlannedParcel& parcel : plan.parcels) {
        if (!parcel.departure) {
            continue;
        }
        const Carrier* carrier = terms_of(snapshot, truck_carriers[departure_of(parcel, snapshot)]);
        if (carrier == nullptr || (riding != nullptr && riding != carrier)) {
            return nullptr;
        }
        riding = carrier;
        differs = differs || parcel.carrier != carrier->id;
    }
    return differs ? riding : nullptr;
}

} // namespace

Plan plan_by_terms(
    PlannerPool& planners, const PlanRequest& request, std::span<const PartyId> truck_carriers
) {
    const Snapshot& snapshot = *request.snapshot;
    if (snapshot.carriers.empty()) {
        return planners.plan(request);
    }
    ROUTE9_ASSERT(truck_carriers.size() == snapshot.departures.size());
    Availability willing = *request.availability;
    std::map<std::string, Why> refused;
    std::map<const Carrier*, std::optional<Why>> judged;
    for (std::size_t i = 0; i < truck_carriers.size(); ++i) {
        const Carrier* carrier = terms_of(snapshot, truck_carriers[i]);
        if (carrier != nullptr && !judged.contains(carrier)) {
            judged.emplace(carrier, refusal(*carrier, *request.order, request.addresses));
        }
        if (const auto why = carrier == nullptr ? std::nullopt : judged.at(carrier)) {
            refused.emplace("departure:" + snapshot.departures[i].id, *why);
            willing.rooms[i].kg = WeightKg::of_units(-1); // not even what nobody has weighed
        }
    }
    PlanRequest asked = request;
    asked.availability = &willing;
    Plan plan = planners.plan(asked);
    const Carrier* riding = other_carrier(plan, snapshot, truck_carriers);
    tell_refusals(plan, refused);
    if (riding == nullptr) {
        return plan;
    }
    // Which truck it rides does not hang on fees: the same plan, reckoned with the right one.
    Snapshot only = snapshot;
    only.carriers = {*riding};
    asked.snapshot = &only;
    Plan by_one = planners.plan(asked);
    tell_refusals(by_one, refused);
    return by_one.decision == Decision::routed ? by_one : plan;
}

} // namespace route9::gateway
