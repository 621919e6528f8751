// SPDX-License-Identifier: Apache-2.0
// Remembers search results within one numbered snapshot: network, gate calendars and queues do not
// change under a number, so a cached front is the searched one. One a thread, beside its search.
// References stay good until the next begin().
#pragma once

#include "fulfillment/path_search.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>

namespace route9::fulfillment {

/// Checked at begin(): a plan in the making never loses what it holds.
inline constexpr std::size_t path_cache_entries_max = 20'000;

class PathCache {
public:
    /// Call once a plan. Another number than last time empties the cache.
    void begin(std::int64_t snapshot_number);

    const PathFront& find(
        const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
    );

    std::size_t size() const noexcept { return fronts_.size(); }
    void clear() { fronts_.clear(); }

private:
    struct QueryHash {
        std::size_t operator()(const PathQuery& query) const noexcept;
    };

    std::optional<std::int64_t> snapshot_number_;
    std::unordered_map<PathQuery, PathFront, QueryHash> fronts_;
    PathSearch search_;
};

} // namespace route9::fulfillment
