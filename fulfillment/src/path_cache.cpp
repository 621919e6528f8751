// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/path_cache.hpp"

#include <bit>

namespace route9::fulfillment {
namespace {

std::uint64_t word_of(const std::optional<VehicleMassT>& mass) {
    return mass ? static_cast<std::uint64_t>(mass->units()) : ~0ULL;
}

/// FNV-1a, a word at a time.
class WordHash {
public:
    WordHash& mix(std::uint64_t word) noexcept {
        hash_ = (hash_ ^ word) * 1099511628211ULL;
        hash_ ^= hash_ >> 29;
        return *this;
    }
    WordHash& mix(LocalTime at) noexcept {
        return mix(static_cast<std::uint64_t>(at.time_since_epoch().count()));
    }
    std::size_t value() const noexcept { return static_cast<std::size_t>(hash_); }

private:
    std::uint64_t hash_ = 14695981039346656037ULL;
};

} // namespace

void PathCache::begin(std::int64_t snapshot_number) {
    if (snapshot_number_ != snapshot_number || fronts_.size() > path_cache_entries_max ||
        gates_.size() > path_cache_entries_max) {
        clear();
        snapshot_number_ = snapshot_number;
    }
}

/// Together: the gates' keys point at the fronts' paths.
void PathCache::clear() {
    gates_.clear();
    fronts_.clear();
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
    return WordHash{}
        .mix((std::uint64_t{query.origin} << 16) | query.destination)
        .mix(query.departure)
        .mix(word_of(query.vehicle_mass.on(false)))
        .mix(word_of(query.vehicle_mass.on(true)))
        .mix(query.passable)
        .value();
}

std::size_t PathCache::QueryHash::operator()(const GateQuery& query) const noexcept {
    return WordHash{}
        .mix(std::bit_cast<std::uintptr_t>(query.taken))
        .mix(query.known)
        .mix(query.unknown)
        .mix((std::uint64_t{static_cast<std::uint8_t>(query.policy)} << 1) | (query.weighs ? 1 : 0))
        .mix(query.promise.value_or(LocalTime::min()))
        .value();
}

} // namespace route9::fulfillment
