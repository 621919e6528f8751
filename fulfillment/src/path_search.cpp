// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/path_search.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::uint32_t no_label = ~std::uint32_t{0};

struct Label {
    LocalTime arrival;
    Cost cost;
    DistanceKm km;
    std::chrono::seconds waited{0};
    std::uint32_t parent = no_label;
    VertexIndex vertex = 0;
    bool beyond = false; // the border is behind it, an odd number of times
    bool dropped = false;
};

struct QueueEntry {
    LocalTime arrival;
    Cost cost;
    DistanceKm km;
    std::uint32_t label = 0;

    /// std's heaps put the largest first; the search wants the smallest.
    friend bool operator<(const QueueEntry& left, const QueueEntry& right) {
        return std::tie(right.arrival, right.cost, right.km, right.label) <
               std::tie(left.arrival, left.cost, left.km, left.label);
    }
};

/// At the destination nothing follows: no worse in all three, and equal ones by the lowest ids.
bool ends_better(const PathOption& left, const PathOption& right) {
    if (left.arrival > right.arrival || left.cost() > right.cost() || left.km > right.km) {
        return false;
    }
    const bool is_level =
        left.arrival == right.arrival && left.cost() == right.cost() && left.km == right.km;
    return !is_level || left.nodes <= right.nodes;
}

} // namespace

struct PathSearch::Scratch {
    const Network* network = nullptr;
    std::span<const std::chrono::minutes> queues;
    PathQuery query;
    std::vector<Label> labels;
    std::vector<QueueEntry> queue;
    std::vector<std::vector<std::uint32_t>> kept; // by vertex
    std::vector<VertexIndex> destinations;
    std::vector<NodeIndex> left_nodes;
    std::vector<NodeIndex> right_nodes;

    void
    start(const Network& on, std::span<const std::chrono::minutes> waits, const PathQuery& asked);
    void settle();
    PathFront collect();

    void extend(std::uint32_t from, const Arc& arc);
    bool pass(Label& label, const Arc& arc) const;
    void keep(const Label& label);
    bool is_beaten_at_destination(const Label& label) const;
    bool beats(std::uint32_t left, std::uint32_t right);
    bool visits(std::uint32_t label, VertexIndex vertex) const;
    void nodes_of(std::uint32_t label, std::vector<NodeIndex>& nodes) const;
    PathOption option_of(std::uint32_t label) const;
};

void PathSearch::Scratch::start(
    const Network& on, std::span<const std::chrono::minutes> waits, const PathQuery& asked
) {
    network = &on;
    queues = waits;
    query = asked;
    labels.clear();
    queue.clear();
    kept.resize(on.vertex_count());
    for (auto& each : kept) {
        each.clear();
    }
    destinations = on.destinations_at(asked.destination);
    for (const VertexIndex vertex : on.origins_at(asked.origin)) {
        Label label;
        label.arrival = asked.departure;
        label.vertex = vertex;
        keep(label);
    }
}

void PathSearch::Scratch::settle() {
    while (!queue.empty()) {
        std::pop_heap(queue.begin(), queue.end());
        const std::uint32_t current = queue.back().label;
        queue.pop_back();
        const Label label = labels[current];
        if (label.dropped || is_beaten_at_destination(label)) {
            continue;
        }
        for (const Arc& arc : network->arcs_from(label.vertex)) {
            extend(current, arc);
        }
    }
}

void PathSearch::Scratch::extend(std::uint32_t from, const Arc& arc) {
    const Label& base = labels[from];
    if (!query.vehicle_mass.is_borne(arc.mass_max, base.beyond)) {
        return;
    }
    // Where trucks keep their order, driving in a circle is beaten by not doing so.
    if (!network->is_first_in_first_out() && visits(from, arc.to)) {
        return;
    }
    Label next;
    next.arrival = base.arrival;
    next.waited = base.waited;
    next.beyond = base.beyond != arc.gate.has_value();
    if (!pass(next, arc)) {
        return;
    }
    next.cost = base.cost + arc.cost;
    next.km = base.km + arc.km;
    next.parent = from;
    next.vertex = arc.to;
    if (!is_beaten_at_destination(next)) {
        keep(next);
    }
}

/// Moves the label's time over the arc; false when it cannot be passed.
bool PathSearch::Scratch::pass(Label& label, const Arc& arc) const {
    if (!arc.gate) {
        label.arrival += arc.duration;
        return true;
    }
    if ((query.passable & gate_bit(*arc.gate)) == 0) {
        return false;
    }
    const GateCalendar& calendar = network->gates()[*arc.gate].calendar;
    const LocalTime ready = label.arrival + queues[*arc.gate];
    const auto begins = calendar.work_start(ready);
    if (!begins) {
        return false;
    }
    label.waited += *begins - ready;
    label.arrival = *begins + calendar.work_duration(day_of(*begins));
    return true;
}

void PathSearch::Scratch::keep(const Label& label) {
    if (labels.size() >= search_labels_max) {
        throw std::length_error("path search: more equally good paths than the search may keep");
    }
    const auto index = static_cast<std::uint32_t>(labels.size());
    labels.push_back(label);
    auto& rivals = kept[label.vertex];
    for (const std::uint32_t rival : rivals) {
        if (beats(rival, index)) {
            labels.pop_back();
            return;
        }
    }
    std::erase_if(rivals, [&](std::uint32_t rival) {
        labels[rival].dropped = beats(index, rival);
        return labels[rival].dropped;
    });
    rivals.push_back(index);
    queue.push_back({label.arrival, label.cost, label.km, index});
    std::push_heap(queue.begin(), queue.end());
}

bool PathSearch::Scratch::is_beaten_at_destination(const Label& label) const {
    for (const VertexIndex vertex : destinations) {
        for (const std::uint32_t index : kept[vertex]) {
            const Label& end = labels[index];
            // Strictly, because an equal one may still win by lower ids.
            if (end.arrival <= label.arrival && end.cost <= label.cost && end.km <= label.km &&
                (end.cost < label.cost || end.km < label.km)) {
                return true;
            }
        }
    }
    return false;
}

/// Whether no continuation of `right` can be chosen before the same continuation of `left`. With
/// equal cost and kilometres a wait at a gate may level the arrivals; then the ids decide.
bool PathSearch::Scratch::beats(std::uint32_t left, std::uint32_t right) {
    const Label& a = labels[left];
    const Label& b = labels[right];
    if (a.arrival > b.arrival || a.cost > b.cost || a.km > b.km) {
        return false;
    }
    if (!network->is_first_in_first_out() && a.arrival != b.arrival) {
        return false;
    }
    if (a.cost < b.cost || a.km < b.km) {
        return true;
    }
    nodes_of(left, left_nodes);
    nodes_of(right, right_nodes);
    return left_nodes <= right_nodes;
}

bool PathSearch::Scratch::visits(std::uint32_t label, VertexIndex vertex) const {
    for (std::uint32_t i = label; i != no_label; i = labels[i].parent) {
        if (labels[i].vertex == vertex) {
            return true;
        }
    }
    return false;
}

void PathSearch::Scratch::nodes_of(std::uint32_t label, std::vector<NodeIndex>& nodes) const {
    nodes.clear();
    for (std::uint32_t i = label; i != no_label; i = labels[i].parent) {
        const NodeIndex node = network->node_of(labels[i].vertex);
        if (nodes.empty() || nodes.back() != node) {
            nodes.push_back(node);
        }
    }
    std::ranges::reverse(nodes);
}

PathOption PathSearch::Scratch::option_of(std::uint32_t label) const {
    PathOption option;
    option.arrival = labels[label].arrival;
    option.km = labels[label].km;
    option.waited = labels[label].waited;
    nodes_of(label, option.nodes);
    for (std::uint32_t i = label; labels[i].parent != no_label; i = labels[i].parent) {
        const NodeIndex node = network->node_of(labels[i].vertex);
        if (node != network->node_of(labels[labels[i].parent].vertex)) {
            continue;
        }
        const auto gate = network->gate_at(node);
        if (gate) {
            option.crossings.push_back(*gate);
            option.gate_fees += network->gates()[*gate].fee;
        }
    }
    std::ranges::reverse(option.crossings);
    option.legs_cost = labels[label].cost - option.gate_fees;
    return option;
}

PathFront PathSearch::Scratch::collect() {
    PathFront front;
    for (const VertexIndex vertex : destinations) {
        for (const std::uint32_t index : kept[vertex]) {
            PathOption option = option_of(index);
            if (std::ranges::none_of(front, [&](const PathOption& other) {
                    return ends_better(other, option);
                })) {
                std::erase_if(front, [&](const PathOption& other) {
                    return ends_better(option, other);
                });
                front.push_back(std::move(option));
            }
        }
    }
    std::ranges::sort(front, [](const PathOption& left, const PathOption& right) {
        return std::tuple{left.arrival, left.cost(), left.km} <
               std::tuple{right.arrival, right.cost(), right.km};
    });
    return front;
}

PathSearch::PathSearch() : scratch_(std::make_unique<Scratch>()) {}
PathSearch::~PathSearch() = default;
PathSearch::PathSearch(PathSearch&&) noexcept = default;
PathSearch& PathSearch::operator=(PathSearch&&) noexcept = default;

PathFront PathSearch::run(
    const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
) {
    scratch_->start(network, queues, query);
    scratch_->settle();
    return scratch_->collect();
}

} // namespace route9::fulfillment
