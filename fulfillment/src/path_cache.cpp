// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/path_cache.hpp"

namespace route9::fulfillment {

void PathCache::begin(std::int64_t snapshot_number) {
    if (snapshot_number_ != snapshot_number || fronts_.size() > path_cache_entries_max) {
        fronts_.clear();
        snapshot_number_ = snapshot_number;
    }
}

const PathFront& PathCache::find(
    const Network& network, std::span<const std::chrono::minutes> queues, const PathQuery& query
) {
    if (const auto known = fronts_.find(query); known != fronts_.end()) {
        return known->second;
    }
    return fronts_.emplace(query, search_.run(network, queues, query)).first->second;
}

std::size_t PathCache::QueryHash::operator()(const PathQuery& query) const noexcept {
    // FNV-1a over the members, a word at a time.
    std::uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * 1099511628211ULL;
        hash ^= hash >> 29;
    };
    mix((std::uint64_t{query.origin} << 16) | query.destination);
    mix(static_cast<std::uint64_t>(query.departure.time_since_epoch().count()));
    mix(query.vehicle_mass ? static_cast<std::uint64_t>(query.vehicle_mass->units()) : ~0ULL);
    mix(query.passable);
    return static_cast<std::size_t>(hash);
}

} // namespace route9::fulfillment
