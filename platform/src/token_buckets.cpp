// SPDX-License-Identifier: Apache-2.0
#include "platform/token_buckets.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace route9::platform {

using std::chrono::nanoseconds;

TokenBuckets::TokenBuckets(RatePolicy policy, std::size_t buckets_max)
    : policy_(policy),
      interval_(nanoseconds{policy.window} / std::max<std::int64_t>(policy.quota, 1)),
      shard_buckets_max_(std::max<std::size_t>(buckets_max / shards, 1)) {
    ROUTE9_ASSERT(policy.quota > 0 && policy.window.count() > 0 && interval_.count() > 0);
}

Draw TokenBuckets::draw(std::string_view key, Tick now) {
    Shard& shard = shards_[std::hash<std::string_view>{}(key) % shards];
    const std::lock_guard lock{shard.mutex};
    Bucket& bucket = touch(shard, key, now);
    const Tick after = std::max(bucket.full_at, now) + interval_;
    // Not the window itself: quota times the rounded interval, so that exactly quota draws fit.
    const nanoseconds span = interval_ * policy_.quota;
    Draw draw{};
    if (after - now > span) {
        draw.allowed = false;
        draw.retry_in = std::chrono::ceil<std::chrono::seconds>(after - now - span);
    } else {
        bucket.full_at = after;
    }
    const nanoseconds debt = bucket.full_at - now;
    draw.remaining = (span - debt) / interval_;
    draw.full_in = std::chrono::ceil<std::chrono::seconds>(debt);
    return draw;
}

std::size_t TokenBuckets::size() const {
    std::size_t sum = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock{shard.mutex};
        sum += shard.buckets.size();
    }
    return sum;
}

TokenBuckets::Bucket& TokenBuckets::touch(Shard& shard, std::string_view key, Tick now) {
    if (const auto found = shard.buckets.find(key); found != shard.buckets.end()) {
        shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
        return *found->second;
    }
    if (shard.buckets.size() >= shard_buckets_max_) {
        shard.buckets.erase(shard.by_use.back().key);
        shard.by_use.pop_back();
    }
    shard.by_use.push_front({std::string{key}, now});
    shard.buckets.emplace(shard.by_use.front().key, shard.by_use.begin());
    return shard.by_use.front();
}

} // namespace route9::platform
