// SPDX-License-Identifier: Apache-2.0
// How empty trucks cross each gate in each direction: empty tonne-kilometres of all that could have
// been carried. A truck that leaves twice in the same direction came back in between without us;
// that return counts as empty. Pure. Source: logistics conventions, §8.6.
#pragma once

#include "core/rounding.hpp"
#include "fulfillment/gate_report.hpp"
#include "fulfillment/quantity.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct TruckRun {
    std::string plate;
    std::string gate;
    CrossingDirection direction = CrossingDirection::vn_la;
    Instant leaves{};
    DistanceKm km;
    std::int64_t capacity_g = 0;
    std::int64_t load_g = 0;
};

struct EmptyRuns {
    std::string gate;
    CrossingDirection direction = CrossingDirection::vn_la;
    std::int64_t runs = 0;           // that were ours
    std::int64_t returns_unseen = 0; // counted as empty
    Int128 capacity_gm = 0;          // gram-metres
    Int128 loaded_gm = 0;

    /// Tonne-kilometres to three decimals, rounded half up.
    std::string capacity_tkm() const;
    std::string loaded_tkm() const;
    std::string empty_tkm() const;
    /// Of a hundred, to one decimal, rounded half up; 0 where nothing could be carried.
    std::string empty_percent() const;
};

/// By gate and direction, of runs that crossed one. A load above the capacity counts as full.
std::vector<EmptyRuns> empty_runs(std::span<const TruckRun> runs);

} // namespace route9::fulfillment
