// SPDX-License-Identifier: Apache-2.0
#include "order_planning.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

std::vector<std::string> ids_of(const Network& network, const std::vector<NodeIndex>& nodes) {
    std::vector<std::string> ids;
    ids.reserve(nodes.size());
    for (const NodeIndex node : nodes) {
        ids.push_back(network.node_id(node));
    }
    return ids;
}

std::string joined(std::string option, const std::vector<std::string>& ids, char between) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) {
            option += between;
        }
        option += ids[i];
    }
    return option;
}

/// Score::grams is in millionths of a kilogram × thousandths of a kilometre × percent.
Decimal co2e_hundredths(Int128 grams, std::int64_t grams_per_tkm) {
    static_assert(WeightKg::decimals == 6 && DistanceKm::decimals == 3);
    // kg / 1000 × km × factor × percent / 100, in hundredths: 10^6 × 10^3 × 10^3 remain below.
    const Int128 hundredths = divide(grams * grams_per_tkm, power_of_ten(12), Round::half_up);
    return Decimal{static_cast<std::int64_t>(hundredths), 2};
}

} // namespace

Plan OrderPlanning::blank() const {
    Plan plan;
    plan.order = order_.id;
    plan.snapshot_number = snapshot_.number;
    return plan;
}

Plan OrderPlanning::unaddressed() {
    Plan plan = blank();
    plan.reason = order_.destination.fit == AddressFit::ambiguous ? PlanReason::address_ambiguous
                                                                  : PlanReason::address_unknown;
    for (const std::string& code : order_.destination.candidates) {
        plan.explanation.rejected.push_back({"address:" + code, Why::ambiguous});
    }
    return plan;
}

Plan OrderPlanning::backordered() {
    Plan plan = blank();
    plan.decision = Decision::backordered;
    plan.reason = PlanReason::no_stock;
    for (const Warehouse& warehouse : snapshot_.warehouses) {
        plan.explanation.rejected.push_back({"warehouse:" + warehouse.id, Why::no_stock});
    }
    return plan;
}

Plan OrderPlanning::held(PlanReason reason) {
    Plan plan = blank();
    plan.reason = reason;
    std::vector<Considered> considered = std::exchange(considered_, {});
    if (const auto candidate = as_if_without(reason)) {
        for (const ParcelShare& share : candidate->allocation) {
            PlannedParcel parcel;
            parcel.warehouse = snapshot_.warehouses[share.warehouse].id;
            parcel.lines = share.lines;
            for (const ParcelLine& line : share.lines) {
                plan.reserved[line.sku] += line.quantity;
            }
            plan.parcels.push_back(std::move(parcel));
        }
        plan.warehouse = plan.parcels.front().warehouse;
        if (reason == PlanReason::no_capacity) {
            const Attempt attempt{.gates = GateMode::with_unknown};
            plan.explanation.rejected = routing_.rejected_departures(
                candidate->allocation.front(), attempt, request_.availability->rooms, std::nullopt
            );
        }
    }
    considered_ = std::move(considered);
    explain_warehouses(plan, nullptr);
    explain_gates(plan);
    if (carrier_dangerous_.reason) {
        std::ranges::copy(
            carrier_dangerous_.rejected, std::back_inserter(plan.explanation.rejected)
        );
    }
    return plan;
}

PlannedParcel OrderPlanning::parcel_of(const ParcelShare& share, const RoutedParcel& routed) const {
    PlannedParcel parcel;
    parcel.warehouse = snapshot_.warehouses[share.warehouse].id;
    parcel.lines = share.lines;
    if (routed.departure) {
        parcel.departure = snapshot_.departures[*routed.departure].id;
        parcel.return_leg = snapshot_.departures[*routed.departure].return_leg;
    }
    parcel.path = ids_of(*snapshot_.network, routed.path->nodes);
    for (const GateIndex gate : routed.path->crossings) {
        parcel.crossings.push_back(snapshot_.network->gates()[gate].id);
    }
    parcel.leaves = routed.leaves;
    parcel.eta = routed.score.eta;
    parcel.cost = routed.score.cost + request_.settings->per_parcel_fixed_cost;
    parcel.km = routed.score.km;
    if (const Carrier* carrier = carrier_for(share).carrier) {
        parcel.carrier = carrier->id;
        parcel.delivery = delivery_kind(*carrier, order_);
        parcel.cost += carrier->fee;
    }
    return parcel;
}

Plan OrderPlanning::routed(const Candidate& candidate, const Attempt& attempt) {
    Plan plan = blank();
    plan.decision = Decision::routed;
    for (std::size_t i = 0; i < candidate.allocation.size(); ++i) {
        plan.parcels.push_back(parcel_of(candidate.allocation[i], candidate.parcels[i]));
        for (const ParcelLine& line : candidate.allocation[i].lines) {
            plan.reserved[line.sku] += line.quantity;
        }
    }
    const PlannedParcel& first = plan.parcels.front();
    plan.warehouse = first.warehouse;
    plan.path = first.path;
    for (const NodeIndex node : candidate.parcels.front().path->nodes) {
        if (const auto gate = snapshot_.network->gate_at(node); gate && !plan.gate) {
            plan.gate = snapshot_.network->gates()[*gate].id;
        }
    }
    add_warnings(plan, candidate);
    add_totals(plan, candidate);
    explain_routed(plan, candidate, attempt);
    return plan;
}

void OrderPlanning::add_warnings(Plan& plan, const Candidate& candidate) const {
    bool is_restricted = false;
    bool is_unknown = false;
    for (const RoutedParcel& parcel : candidate.parcels) {
        for (const GateIndex gate : parcel.path->crossings) {
            const GateCondition condition = routing_.condition(gate);
            is_restricted = is_restricted || condition == GateCondition::restricted;
            is_unknown = is_unknown || condition == GateCondition::unknown ||
                         snapshot_.gate_states[gate].silent;
        }
    }
    if (is_restricted) {
        plan.warnings.push_back(PlanWarning::gate_restricted);
    }
    if (is_unknown) {
        plan.warnings.push_back(PlanWarning::gate_state_unknown);
    }
    if (candidate.score.misses_promise) {
        plan.warnings.push_back(PlanWarning::promise_missed);
    }
}

void OrderPlanning::add_totals(Plan& plan, const Candidate& candidate) const {
    plan.eta = candidate.score.eta;
    plan.cost = candidate.score.cost;
    plan.km = candidate.score.km;
    const bool is_weighed =
        std::ranges::all_of(order_.lines, [](const PlanLine& line) { return line.kg.has_value(); });
    if (is_weighed) {
        plan.co2e_g = co2e_hundredths(candidate.score.grams, snapshot_.emission.grams_per_tkm);
    }
}

void OrderPlanning::explain_routed(Plan& plan, const Candidate& candidate, const Attempt& attempt) {
    PlanExplanation& explanation = plan.explanation;
    explain_warehouses(plan, &candidate.score);
    for (std::size_t i = 0; i < plan.parcels.size(); ++i) {
        const PlannedParcel& parcel = plan.parcels[i];
        const ParcelShare& share = candidate.allocation[i];
        explanation.chosen.push_back("warehouse:" + parcel.warehouse);
        explanation.chosen.push_back(joined("path:", parcel.path, '>'));
        for (const std::string& gate : parcel.crossings) {
            explanation.chosen.push_back("gate:" + gate);
        }
        if (parcel.departure) {
            explanation.chosen.push_back("departure:" + *parcel.departure);
        }
        if (parcel.carrier) {
            explanation.chosen.push_back("carrier:" + *parcel.carrier);
        }
        const auto add = [&, is_first = i == 0](const std::vector<RejectedOption>& options) {
            for (const RejectedOption& option : options) {
                // One parcel's options differ; another one's may be the same again.
                if (is_first ||
                    std::ranges::find(explanation.rejected, option) == explanation.rejected.end()) {
                    explanation.rejected.push_back(option);
                }
            }
        };
        add(routing_.rejected_paths(share, attempt, candidate.parcels[i]));
        add(routing_.rejected_gates(share, candidate.parcels[i]));
        auto departures = routing_.rejected_departures(
            share, attempt, request_.availability->rooms, candidate.parcels[i].departure
        );
        if (!parcel.departure) {
            // Those of other ways are no news to a parcel that rides none.
            std::erase_if(departures, [](const RejectedOption& option) {
                return option.why == Why::other_destination;
            });
        }
        add(departures);
        add(carrier_for(share).rejected);
    }
}

void OrderPlanning::explain_warehouses(Plan& plan, const Score* taken) const {
    const std::size_t parcels = plan.parcels.size();
    for (const Considered& each : considered_) {
        std::vector<std::string> ids;
        ids.reserve(each.warehouses.size());
        for (const std::size_t index : each.warehouses) {
            ids.push_back(snapshot_.warehouses[index].id);
        }
        const bool is_taken =
            taken != nullptr && ids.size() == parcels &&
            std::ranges::equal(ids, plan.parcels, {}, {}, &PlannedParcel::warehouse);
        if (is_taken) {
            continue;
        }
        Why why = each.why;
        if (each.score && taken != nullptr) {
            why = compare(*each.score, *taken, routing_.ranking()).why;
        }
        plan.explanation.rejected.push_back({joined("warehouse:", ids, '+'), why});
    }
}

void OrderPlanning::explain_gates(Plan& plan) const {
    if (plan.reason != PlanReason::no_open_gate) {
        return;
    }
    for (std::size_t i = 0; i < snapshot_.gate_states.size(); ++i) {
        const auto gate = static_cast<GateIndex>(i);
        if (routing_.condition(gate) == GateCondition::closed) {
            plan.explanation.rejected.push_back(
                {"gate:" + snapshot_.network->gates()[i].id, Why::gate_closed}
            );
        }
    }
}

} // namespace route9::fulfillment
