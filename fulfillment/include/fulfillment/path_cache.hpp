// SPDX-License-Identifier: Apache-2.0
// Remembers search results within one numbered snapshot: network, gate calendars and queues do not
// change under a number, so a cached front is the searched one; and, beside a path that was taken,
// why each other gate was not. One a thread, beside its search. References stay good until the next
// begin().
#pragma once

#include "fulfillment/path_search.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace route9::fulfillment {

/// Checked at begin(): a plan in the making never loses what it holds.
inline constexpr std::size_t path_cache_entries_max = 20'000;

/// All on which the reasons against other gates depend. `taken` is one of the cache's own paths and
/// stands for where it leads, when it leaves and what it weighs.
struct GateQuery {
    const PathOption* taken = nullptr;
    GateSet known = 0;
    GateSet unknown = 0;
    Policy policy = Policy::promise;
    std::optional<LocalTime> promise;
    bool weighs = false; // else grams decide nothing

    friend bool operator==(const GateQuery&, const GateQuery&) = default;
};

class PathCache {
public:
    /// Call once a plan. Another number than last time empties the cache.
    void begin(std::int64_t snapshot_number);

    const PathFront& find(
        const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
    );
    /// Searched and not remembered.
    PathFront search(
        const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
    ) {
        return search_.run(network, queues, query);
    }

    /// `judge` gives the rejected gates when they are not known yet.
    template <class Judge>
    const std::vector<RejectedOption>& gates(const GateQuery& query, Judge&& judge) {
        if (const auto known = gates_.find(query); known != gates_.end()) {
            return known->second;
        }
        return gates_.emplace(query, judge()).first->second;
    }

    std::size_t size() const noexcept { return fronts_.size(); }
    void clear();

private:
    struct QueryHash {
        std::size_t operator()(const PathQuery& query) const noexcept;
        std::size_t operator()(const GateQuery& query) const noexcept;
    };

    std::optional<std::int64_t> snapshot_number_;
    std::unordered_map<PathQuery, PathFront, QueryHash> fronts_;
    std::unordered_map<GateQuery, std::vector<RejectedOption>, QueryHash> gates_;
    PathSearch search_;
};

} // namespace route9::fulfillment
