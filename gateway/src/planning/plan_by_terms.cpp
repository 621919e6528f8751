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

/// Why trucks do not carry the order to whom it is for; each carrier is judged once.
class TruckConsent {
public:
    explicit TruckConsent(const PlanRequest& request) : request_(request) {}

    std::optional<Why> refusal_of(const PartyId& carrier) {
        const auto [known, is_new] = judged_.try_emplace(carrier);
        if (is_new) {
            known->second = judge(carrier);
        }
        return known->second;
    }

private:
    std::optional<Why> judge(const PartyId& carrier) const {
        const auto& pickup = request_.order->pickup;
        if (pickup && pickup->carrier != carrier.text()) {
            return Why::other_carrier;
        }
        const Carrier* terms = terms_of(*request_.snapshot, carrier);
        return terms == nullptr ? std::nullopt
                                : refusal(*terms, *request_.order, request_.addresses);
    }

    const PlanRequest& request_;
    std::map<PartyId, std::optional<Why>> judged_;
};

/// The carrier of the pick-up point has agreed to nothing: it is not asked, and nobody else counts.
bool is_unasked(const Snapshot& snapshot, const std::optional<PickupChoice>& pickup) {
    return pickup && terms_of(snapshot, PartyId{pickup->carrier}) == nullptr;
}

} // namespace

Plan plan_by_terms(
    PlannerPool& planners, const PlanRequest& request, std::span<const PartyId> truck_carriers
) {
    const Snapshot& snapshot = *request.snapshot;
    if (snapshot.carriers.empty() && !request.order->pickup) {
        return planners.plan(request);
    }
    ROUTE9_ASSERT(truck_carriers.size() == snapshot.departures.size());
    Availability willing = *request.availability;
    std::map<std::string, Why> refused;
    TruckConsent consent{request};
    for (std::size_t i = 0; i < truck_carriers.size(); ++i) {
        if (const auto why = consent.refusal_of(truck_carriers[i])) {
            refused.emplace("departure:" + snapshot.departures[i].id, *why);
            willing.rooms[i].kg = WeightKg::of_units(-1); // not even what nobody has weighed
        }
    }
    PlanRequest asked = request;
    asked.availability = &willing;
    std::optional<Snapshot> unasked;
    if (is_unasked(snapshot, request.order->pickup)) {
        unasked = snapshot;
        unasked->carriers.clear();
        asked.snapshot = &*unasked;
    }
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
