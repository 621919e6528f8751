// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/truck_way.hpp"

#include "fulfillment/path_search.hpp"

#include <algorithm>
#include <vector>

namespace route9::fulfillment {
namespace {

class Search {
public:
    Search(const Network& network, const TruckTrip& trip)
        : network_(network), trip_(trip), queues_(network.gates().size()) {}

    PathFront run(NodeIndex to, GateSet passable) {
        const PathQuery query{
            .origin = *network_.find_node(trip_.from),
            .destination = to,
            .departure = trip_.leaves,
            .vehicle_mass = trip_.mass,
            .passable = passable,
        };
        return search_.run(network_, queues_, query);
    }

private:
    const Network& network_;
    const TruckTrip& trip_;
    std::vector<std::chrono::minutes> queues_; // none: what stands there is not known days ahead
    PathSearch search_;
};

/// Whether a leg joins the two that bears the mass.
bool joins(
    const Network& network,
    const std::string& from,
    const std::string& to,
    const TruckMass& mass,
    bool beyond
) {
    const auto start = network.find_node(from);
    const auto end = network.find_node(to);
    if (!start || !end) {
        return false;
    }
    const auto leads = [&](const Arc& arc) {
        const bool bears = mass.is_borne(arc.mass_max, beyond);
        return !arc.gate && network.node_of(arc.to) == *end && bears;
    };
    return std::ranges::any_of(network.origins_at(*start), [&](VertexIndex vertex) {
        return std::ranges::any_of(network.arcs_from(vertex), leads);
    });
}

} // namespace

bool is_cut(
    const Network& map,
    const Network& now,
    std::span<const std::string> path,
    const TruckMass& mass,
    std::string_view gate
) {
    bool beyond = false;
    for (std::size_t i = 1; i < path.size(); ++i) {
        beyond = beyond || path[i - 1] == gate;
        if (!joins(now, path[i - 1], path[i], mass, beyond) &&
            joins(map, path[i - 1], path[i], {}, beyond)) {
            return true;
        }
    }
    return false;
}

TruckWay truck_way(const Network& network, const TruckTrip& trip) {
    const auto from = network.find_node(trip.from);
    const auto to = network.find_node(trip.to);
    const auto named = network.find_gate(trip.gate);
    if (!from || !to || (!trip.gate.empty() && !named)) {
        return {};
    }
    Search search{network, trip};
    const PathFront front = search.run(*to, named ? gate_bit(*named) : ~GateSet{});
    const auto path = std::ranges::find_if(front, [&named](const PathOption& option) {
        return !named || std::ranges::find(option.crossings, *named) != option.crossings.end();
    });
    if (path == front.end()) {
        return {};
    }
    TruckWay way{.exists = true, .crossing = std::nullopt};
    for (const NodeIndex node : path->nodes) {
        way.path.push_back(network.node_id(node));
    }
    way.km = path->km;
    way.cost = path->cost();
    way.arrival = path->arrival;
    if (path->crossings.empty()) {
        return way;
    }
    const NetworkGate& gate = network.gates()[path->crossings.front()];
    const auto node = network.find_node(gate.id);
    const PathFront there = node ? search.run(*node, 0) : PathFront{};
    const LocalTime reached = there.empty() ? trip.leaves : there.front().arrival;
    way.crossing = Crossing{gate.id, reached, gate.calendar.work_start(reached).value_or(reached)};
    return way;
}

} // namespace route9::fulfillment
