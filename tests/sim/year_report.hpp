// SPDX-License-Identifier: Apache-2.0
// The same year under every policy: ours with trucks by all gates, and each gate alone.
#pragma once

#include "simulated_year.hpp"

#include <vector>

namespace route9::tests {

struct YearReport {
    YearPlan plan;
    std::size_t closures = 0;
    std::vector<YearResult> results; // ours first

    const YearResult& ours() const { return results.front(); }
    const YearResult& best_single() const;
    /// Seed, weather and a line for each policy.
    void print() const;
};

YearReport run_policies(const YearPlan& plan);

} // namespace route9::tests
