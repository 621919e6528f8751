// SPDX-License-Identifier: Apache-2.0
// The road network as a compact, immutable graph for the path search. Nodes and gates are numbered
// in the order of their ids, so that the lowest id is the lowest number. A gate is two vertices
// joined by its work: in a document's own network an entry and an exit (every visit counts), in the
// corridor a Vietnamese and a Lao side (only a change of country counts). Shared between threads.
// Source: logistics conventions, "Gate" and "Legs".
#pragma once

#include "core/result.hpp"
#include "fulfillment/gate_calendar.hpp"
#include "fulfillment/quantity.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

using NodeIndex = std::uint16_t;
using GateIndex = std::uint8_t;
using VertexIndex = std::uint16_t;

inline constexpr std::size_t network_legs_max = 4'000;
inline constexpr std::size_t network_nodes_max = 1'000;
/// Passable gates are a set of 64 bits.
inline constexpr std::size_t network_gates_max = 64;

/// On which side of the border a leg runs; only asked for where country_change counts.
enum class LegSide : std::uint8_t { viet_nam, laos };
enum class GateWork : std::uint8_t { every_visit, country_change };

struct NetworkLeg {
    std::string from;
    std::string to;
    DistanceKm km;
    std::chrono::minutes duration{0};
    Cost cost;
    std::optional<VehicleMassT> mass_max;
    LegSide side = LegSide::viet_nam;
    bool one_way = false;
    bool closed = false;
};

struct NetworkGate {
    std::string id;
    GateCalendar calendar;
    Cost fee;
};

/// One direction of a leg, or the work of a gate (then the rest is zero).
struct Arc {
    VertexIndex to = 0;
    std::optional<GateIndex> gate;
    std::chrono::seconds duration{0};
    Cost cost;
    DistanceKm km;
    std::optional<VehicleMassT> mass_max;
};

class Network {
public:
    Network() = default;

    /// Preconditions: gate ids are unique, the limits above hold.
    Network(std::span<const NetworkLeg> legs, std::vector<NetworkGate> gates, GateWork work);

    std::size_t node_count() const noexcept { return nodes_.size(); }
    std::size_t vertex_count() const noexcept { return vertex_nodes_.size(); }
    const std::string& node_id(NodeIndex node) const { return nodes_[node]; }
    std::optional<NodeIndex> find_node(std::string_view id) const;

    const std::vector<NetworkGate>& gates() const noexcept { return gates_; }
    std::optional<GateIndex> find_gate(std::string_view id) const;
    std::optional<GateIndex> gate_at(NodeIndex node) const { return node_gates_[node]; }

    NodeIndex node_of(VertexIndex vertex) const { return vertex_nodes_[vertex]; }
    std::span<const Arc> arcs_from(VertexIndex vertex) const;
    /// Where a path may begin or end at this node: one vertex or both sides of a gate.
    std::vector<VertexIndex> origins_at(NodeIndex node) const;
    std::vector<VertexIndex> destinations_at(NodeIndex node) const;

    /// A later arrival never overtakes an earlier one on the same road.
    bool is_first_in_first_out() const noexcept { return first_in_first_out_; }

private:
    struct PlacedArc {
        VertexIndex from = 0;
        Arc arc;
    };

    void number_nodes(std::span<const NetworkLeg> legs);
    void place_vertices();
    VertexIndex side_vertex(NodeIndex node, LegSide side, bool arriving) const;
    void place_arcs(std::span<const NetworkLeg> legs);
    void index_arcs(const std::vector<PlacedArc>& placed);

    GateWork work_ = GateWork::every_visit;
    bool first_in_first_out_ = true;
    std::vector<std::string> nodes_;                   // sorted
    std::vector<NetworkGate> gates_;                   // sorted by id
    std::vector<std::optional<GateIndex>> node_gates_; // by node
    std::vector<VertexIndex> first_vertices_;          // by node; a gate has two in a row
    std::vector<NodeIndex> vertex_nodes_;              // by vertex
    std::vector<std::uint32_t> first_arcs_;            // by vertex, one more at the end
    std::vector<Arc> arcs_;
};

} // namespace route9::fulfillment
