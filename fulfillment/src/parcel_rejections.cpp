// SPDX-License-Identifier: Apache-2.0
// Why a parcel takes no other way: departures, paths and gates beside those of ParcelRouting.
#include "parcel_routing.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {

std::vector<RejectedOption> ParcelRouting::rejected_departures(
    const ParcelShare& share,
    const Attempt& attempt,
    std::vector<Room> rooms,
    std::optional<std::size_t> taken
) {
    std::vector<RejectedOption> rejected;
    const Warehouse& warehouse = snapshot_.warehouses[share.warehouse];
    std::optional<RoutedParcel> best;
    if (taken) {
        best = ride(*taken, share, attempt);
    }
    for (std::size_t i = 0; i < snapshot_.departures.size(); ++i) {
        const Departure& departure = snapshot_.departures[i];
        if (!serves(departure, warehouse) || i == taken) {
            continue;
        }
        Why why = Why::no_path;
        if (const auto found = obstacle(departure, share, attempt, rooms[i])) {
            why = *found;
        } else if (const auto other = ride(i, share, attempt); other && best) {
            const bool is_level = other->score.eta == best->score.eta;
            why = !is_level                              ? Why::later
                  : other->score.cost > best->score.cost ? Why::dearer
                                                         : Why::higher_id;
        } else if (!other && way_of(departure).mass) {
            Attempt light = attempt;
            light.any_mass = true;
            why = ride(i, share, light) ? Why::too_heavy : Why::no_path;
        }
        rejected.push_back({"departure:" + departure.id, why});
    }
    return rejected;
}

std::vector<RejectedOption> ParcelRouting::rejected_paths(
    const ParcelShare& share, const Attempt& attempt, const RoutedParcel& taken
) {
    std::vector<RejectedOption> rejected;
    for (const PathOption& path : front(share.warehouse, taken.leaves, attempt, way_of(taken))) {
        if (&path == taken.path) {
            continue;
        }
        std::string option = "path:";
        for (const NodeIndex node : path.nodes) {
            option.append(option.ends_with(':') ? "" : ">")
                .append(snapshot_.network->node_id(node));
        }
        const Why why = compare(score(path, share), score(*taken.path, share), ranking()).why;
        rejected.push_back({std::move(option), why});
    }
    return rejected;
}

const std::vector<RejectedOption>&
ParcelRouting::rejected_gates(const ParcelShare& share, const RoutedParcel& taken) {
    const GateQuery query{
        .taken = taken.path,
        .known = known_,
        .unknown = unknown_,
        .policy = settings_.policy,
        .promise = order_.promise,
        .weighs = share.ranking_kg > WeightKg{},
    };
    return paths_.gates(query, [&] { return judge_gates(share, taken); });
}

std::vector<RejectedOption>
ParcelRouting::judge_gates(const ParcelShare& share, const RoutedParcel& taken) {
    std::vector<RejectedOption> rejected;
    const std::vector<GateIndex>& crossed = taken.path->crossings;
    for (std::size_t i = 0; i < conditions_.size() && !crossed.empty(); ++i) {
        const auto gate = static_cast<GateIndex>(i);
        if (std::ranges::find(crossed, gate) == crossed.end()) {
            rejected.push_back(
                {"gate:" + snapshot_.network->gates()[i].id, why_not_gate(gate, share, taken)}
            );
        }
    }
    return rejected;
}

/// What the best path is that could cross this gate alone.
Why ParcelRouting::why_not_gate(
    GateIndex gate, const ParcelShare& share, const RoutedParcel& taken
) {
    if (conditions_[gate] == GateCondition::closed) {
        return Why::gate_closed;
    }
    if (conditions_[gate] == GateCondition::unknown) {
        return Why::gate_state_unknown;
    }
    const Network& network = *snapshot_.network;
    PathQuery alone = query(share.warehouse, taken.leaves, {gate_bit(gate), way_of(taken).mass});
    const PathFront front = paths_.search(network, snapshot_.queues, alone);
    if (const PathOption* path = pick(front, share)) {
        const Comparison found = compare(score(*path, share), score(*taken.path, share), ranking());
        // Nothing else keeps a parcel from the better gate.
        if (found.order < 0 || (found.order == 0 && path->nodes < taken.path->nodes)) {
            return Why::other_gate;
        }
        const bool waiting_decides =
            found.why == Why::later && path->arrival - path->waited <= taken.path->arrival;
        return waiting_decides ? Why::outside_hours : found.why;
    }
    if (alone.vehicle_mass) {
        alone.vehicle_mass.reset();
        return paths_.search(network, snapshot_.queues, alone).empty() ? Why::no_path
                                                                       : Why::too_heavy;
    }
    return Why::no_path;
}

} // namespace route9::fulfillment
