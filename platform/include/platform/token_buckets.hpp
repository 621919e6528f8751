// SPDX-License-Identifier: Apache-2.0
// Rate limits shared by all workers: one of the three shared states architecture.md §4 allows.
// A bucket is one number (the generic cell rate algorithm: when it will be full again), so a draw
// is a short lock on one of the shards. Bounded: a full shard forgets the bucket that rested
// longest. Machine time. Thread-safe. Where several processes share their limits, each draws here
// and tells the others afterwards what was drawn (take_untold, settle): nobody waits for that.
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
#include <utility>
#include <vector>

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

/// Draws on one bucket that the other processes have not been told of.
struct UntoldDraws {
    std::string key;
    std::int64_t draws = 0;
};

/// `soon`: there are some to tell. `now`: a bucket has as many as a hundredth of its quota.
enum class Telling : std::uint8_t { soon, now };

class TokenBuckets {
public:
    TokenBuckets(RatePolicy policy, std::size_t buckets_max);

    const RatePolicy& policy() const noexcept { return policy_; }
    /// Takes one token, or none when there is none.
    Draw draw(std::string_view key, Tick now);
    std::size_t size() const;

    /// How long one draw takes to come back.
    std::chrono::nanoseconds interval() const noexcept { return interval_; }
    /// From now on draws are remembered until they are taken; `due` hears of it on whatever thread
    /// draws, quick and often. Before the buckets are used by several threads.
    void remember_draws(std::function<void(Telling)> due) { due_ = std::move(due); }
    /// At most `buckets_max` of them; no more than what a bucket still owes.
    std::vector<UntoldDraws> take_untold(std::size_t buckets_max, Tick now);
    /// They could not be told: the next time they will be.
    void put_back(const UntoldDraws& untold);
    /// What all processes together owe to that bucket, without what is untold here.
    void settle(std::string_view key, std::chrono::nanoseconds debt, Tick now);

private:
    static constexpr std::size_t shards = 16;

    struct Bucket {
        std::string key;
        Tick full_at;
        std::int64_t untold = 0;
        std::uint64_t round = 0; // of telling, in which it was used last
    };
    struct Shard {
        mutable std::mutex mutex;
        std::list<Bucket> by_use; // latest first; the map's keys point into it
        std::uint64_t round = 0;  // buckets used in it stand first
        std::unordered_map<std::string_view, std::list<Bucket>::iterator> buckets;
    };

    Shard& shard_of(std::string_view key) noexcept;
    Bucket& touch(Shard& shard, std::string_view key, Tick now);
    bool take_untold(
        Shard& shard, std::size_t buckets_max, Tick now, std::vector<UntoldDraws>& taken
    ) const;

    RatePolicy policy_;
    std::chrono::nanoseconds interval_;
    std::int64_t many_;
    std::function<void(Telling)> due_{};
    std::size_t shard_buckets_max_;
    std::array<Shard, shards> shards_;
};

} // namespace route9::platform
