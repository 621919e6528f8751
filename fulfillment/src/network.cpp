// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/network.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace route9::fulfillment {

Network::Network(std::span<const NetworkLeg> legs, std::vector<NetworkGate> gates, GateWork work)
    : work_(work), gates_(std::move(gates)) {
    ROUTE9_ASSERT(legs.size() <= network_legs_max);
    ROUTE9_ASSERT(gates_.size() <= network_gates_max);
    std::ranges::sort(gates_, {}, &NetworkGate::id);
    for (const NetworkGate& gate : gates_) {
        first_in_first_out_ = first_in_first_out_ && gate.calendar.is_first_in_first_out();
    }
    number_nodes(legs);
    place_vertices();
    place_arcs(legs);
}

void Network::number_nodes(std::span<const NetworkLeg> legs) {
    for (const NetworkLeg& leg : legs) {
        nodes_.push_back(leg.from);
        nodes_.push_back(leg.to);
    }
    for (const NetworkGate& gate : gates_) {
        nodes_.push_back(gate.id);
    }
    std::ranges::sort(nodes_);
    const auto repeated = std::ranges::unique(nodes_);
    nodes_.erase(repeated.begin(), repeated.end());
    ROUTE9_ASSERT(nodes_.size() <= network_nodes_max);
    node_gates_.reserve(nodes_.size());
    for (const std::string& id : nodes_) {
        node_gates_.push_back(find_gate(id));
    }
}

void Network::place_vertices() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        first_vertices_.push_back(static_cast<VertexIndex>(vertex_nodes_.size()));
        vertex_nodes_.push_back(static_cast<NodeIndex>(i));
        if (node_gates_[i]) {
            vertex_nodes_.push_back(static_cast<NodeIndex>(i));
        }
    }
}

VertexIndex Network::side_vertex(NodeIndex node, LegSide side, bool arriving) const {
    const VertexIndex first = first_vertices_[node];
    if (!node_gates_[node]) {
        return first;
    }
    const bool second = work_ == GateWork::every_visit ? !arriving : side == LegSide::laos;
    return static_cast<VertexIndex>(first + (second ? 1 : 0));
}

void Network::place_arcs(std::span<const NetworkLeg> legs) {
    std::vector<PlacedArc> placed;
    const auto place = [&](const NetworkLeg& leg, NodeIndex from, NodeIndex to) {
        Arc arc;
        arc.to = side_vertex(to, leg.side, true);
        arc.duration = leg.duration;
        arc.cost = leg.cost;
        arc.km = leg.km;
        arc.mass_max = leg.mass_max;
        placed.push_back({side_vertex(from, leg.side, false), arc});
    };
    for (const NetworkLeg& leg : legs) {
        if (leg.closed) {
            continue;
        }
        const auto from = find_node(leg.from);
        const auto to = find_node(leg.to);
        ROUTE9_ASSERT(from && to);
        place(leg, *from, *to);
        if (!leg.one_way) {
            place(leg, *to, *from);
        }
    }
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
        if (!node_gates_[node]) {
            continue;
        }
        const VertexIndex first = first_vertices_[node];
        Arc work;
        work.to = static_cast<VertexIndex>(first + 1);
        work.gate = node_gates_[node];
        work.cost = gates_[*work.gate].fee;
        placed.push_back({first, work});
        if (work_ == GateWork::country_change) {
            const VertexIndex second = std::exchange(work.to, first);
            placed.push_back({second, work});
        }
    }
    index_arcs(placed);
}

void Network::index_arcs(const std::vector<PlacedArc>& placed) {
    first_arcs_.assign(vertex_nodes_.size() + 1, 0);
    for (const PlacedArc& each : placed) {
        ++first_arcs_[each.from + 1U];
    }
    std::partial_sum(first_arcs_.begin(), first_arcs_.end(), first_arcs_.begin());
    std::vector<std::uint32_t> next{first_arcs_.begin(), first_arcs_.end() - 1};
    arcs_.resize(placed.size());
    for (const PlacedArc& each : placed) {
        arcs_[next[each.from]++] = each.arc;
    }
}

std::optional<NodeIndex> Network::find_node(std::string_view id) const {
    const auto found = std::ranges::lower_bound(nodes_, id);
    if (found == nodes_.end() || *found != id) {
        return std::nullopt;
    }
    return static_cast<NodeIndex>(found - nodes_.begin());
}

std::optional<GateIndex> Network::find_gate(std::string_view id) const {
    const auto found = std::ranges::lower_bound(gates_, id, {}, &NetworkGate::id);
    if (found == gates_.end() || found->id != id) {
        return std::nullopt;
    }
    return static_cast<GateIndex>(found - gates_.begin());
}

std::span<const Arc> Network::arcs_from(VertexIndex vertex) const {
    const std::span<const Arc> all{arcs_};
    const std::size_t first = first_arcs_[vertex];
    return all.subspan(first, first_arcs_[vertex + 1U] - first);
}

std::vector<VertexIndex> Network::origins_at(NodeIndex node) const {
    const VertexIndex first = first_vertices_[node];
    if (node_gates_[node] && work_ == GateWork::country_change) {
        return {first, static_cast<VertexIndex>(first + 1)};
    }
    return {first};
}

std::vector<VertexIndex> Network::destinations_at(NodeIndex node) const {
    const VertexIndex first = first_vertices_[node];
    if (!node_gates_[node]) {
        return {first};
    }
    const auto second = static_cast<VertexIndex>(first + 1);
    if (work_ == GateWork::country_change) {
        return {first, second};
    }
    return {second};
}

} // namespace route9::fulfillment
