// SPDX-License-Identifier: Apache-2.0
// Exact time-dependent search from one node to another: every path that no other path beats in
// arrival, cost and kilometres at once (grams are kilometres times a weight). The policy chooses
// among them later. Deterministic: of equal paths the one with the lowest node ids stays.
// A PathSearch owns scratch memory: one a thread. Source: logistics conventions, §8.3 and §8.8.
#pragma once

#include "fulfillment/network.hpp"
#include "fulfillment/truck_mass.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace route9::fulfillment {

/// One bit a gate, by GateIndex.
using GateSet = std::uint64_t;

constexpr GateSet gate_bit(GateIndex gate) {
    return GateSet{1} << gate;
}

struct PathQuery {
    NodeIndex origin = 0;
    NodeIndex destination = 0;
    LocalTime departure;
    TruckMass vehicle_mass;
    GateSet passable = 0;

    friend bool operator==(const PathQuery&, const PathQuery&) = default;
};

struct PathOption {
    LocalTime arrival;
    Cost legs_cost;
    Cost gate_fees;
    DistanceKm km;
    std::chrono::seconds waited{0}; // at gates for them to open
    std::vector<NodeIndex> nodes;
    std::vector<GateIndex> crossings; // gates whose work was done, in order

    Cost cost() const { return legs_cost + gate_fees; }
    friend bool operator==(const PathOption&, const PathOption&) = default;
};

/// Sorted by arrival, cost, kilometres, nodes. Empty: there is no path.
using PathFront = std::vector<PathOption>;

/// A search that would keep more labels than this throws std::length_error.
inline constexpr std::size_t search_labels_max = 2'000'000;

class PathSearch {
public:
    PathSearch();
    ~PathSearch();
    PathSearch(PathSearch&&) noexcept;
    PathSearch& operator=(PathSearch&&) noexcept;

    /// `queues`: the wait before work begins, by GateIndex.
    PathFront
    run(const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
    );

private:
    struct Scratch;
    std::unique_ptr<Scratch> scratch_;
};

} // namespace route9::fulfillment
