// SPDX-License-Identifier: Apache-2.0
// Rate limits shared by all workers: one of the three shared states architecture.md §4 allows.
// A bucket is one number (the generic cell rate algorithm: when it will be full again), so a draw
// is a short lock on one of the shards. Bounded: a full shard forgets the bucket that rested
// longest. Machine time. Thread-safe.
#pragma once

#include "core/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace route9::platform {

/// `quota` draws per `window`, all of which may come at once. Both positive.
struct RatePolicy {
    std::int64_t quota = 100;
    std::chrono::seconds window{60};
};

/// `remaining` draws are left; the bucket is full again after `full_in`; a refused draw may be
/// repeated after `retry_in`. Times are rounded up to seconds.
struct Draw {
    bool allowed = true;
    std::int64_t remaining = 0;
    std::chrono::seconds full_in{0};
    std::chrono::seconds retry_in{0};
};

class TokenBuckets {
public:
    TokenBuckets(RatePolicy policy, std::size_t buckets_max);

    const RatePolicy& policy() const noexcept { return policy_; }
    /// Takes one token, or none when there is none.
    Draw draw(std::string_view key, Tick now);
    std::size_t size() const;

private:
    static constexpr std::size_t shards = 16;

    struct Bucket {
        std::string key;
        Tick full_at;
    };
    struct Shard {
        mutable std::mutex mutex;
        std::list<Bucket> by_use; // latest first; the map's keys point into it
        std::unordered_map<std::string_view, std::list<Bucket>::iterator> buckets;
    };

    Bucket& touch(Shard& shard, std::string_view key, Tick now);

    RatePolicy policy_;
    std::chrono::nanoseconds interval_;
    std::size_t shard_buckets_max_;
    std::array<Shard, shards> shards_;
};

} // namespace route9::platform
