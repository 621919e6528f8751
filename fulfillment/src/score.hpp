// SPDX-License-Identifier: Apache-2.0
// How a policy orders options: a tuple of whole numbers compared from the left, so that ties are
// exact. Lowest ids decide after this. Source: logistics conventions, "Policy".
#pragma once

#include "core/rounding.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

#include <compare>

namespace route9::fulfillment {

struct Score {
    bool misses_promise = false;
    Int128 grams = 0; // kg × km × percent, in units of the three
    Cost cost;
    LocalTime eta;
    DistanceKm km;
};

struct Ranking {
    Policy policy = Policy::promise;
    bool has_promise = false;
};

struct Comparison {
    std::strong_ordering order = std::strong_ordering::equal;
    Why why = Why::higher_id; // what the worse one is
};

Comparison compare(const Score& left, const Score& right, Ranking ranking);

} // namespace route9::fulfillment
