// SPDX-License-Identifier: Apache-2.0
#include "platform/token_buckets.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <utility>

namespace route9::platform {

using std::chrono::nanoseconds;

namespace {

constexpr std::int64_t kManyShare = 100; // of a quota

} // namespace

TokenBuckets::TokenBuckets(RatePolicy policy, std::size_t buckets_max)
    : policy_(policy),
      interval_(nanoseconds{policy.window} / std::max<std::int64_t>(policy.quota, 1)),
      many_(std::max<std::int64_t>(policy.quota / kManyShare, 1)),
      shard_buckets_max_(std::max<std::size_t>(buckets_max / shards, 1)) {
    ROUTE9_ASSERT(policy.quota > 0 && policy.window.count() > 0 && interval_.count() > 0);
}

Draw TokenBuckets::draw(std::string_view key, Tick now) {
    Shard& shard = shard_of(key);
    std::unique_lock lock{shard.mutex};
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
    draw.remaining = std::max<std::int64_t>((span - debt) / interval_, 0);
    draw.full_in = std::chrono::ceil<std::chrono::seconds>(debt);
    if (draw.allowed && due_) {
        const std::int64_t untold = ++bucket.untold;
        lock.unlock();
        if (untold == 1 || untold == many_) {
            due_(untold == many_ ? Telling::now : Telling::soon);
        }
    }
    return draw;
}

std::vector<UntoldDraws> TokenBuckets::take_untold(std::size_t buckets_max, Tick now) {
    std::vector<UntoldDraws> taken;
    for (Shard& shard : shards_) {
        if (!take_untold(shard, buckets_max, now, taken)) {
            break;
        }
    }
    return taken;
}

/// False when there was no room for all of them.
bool TokenBuckets::take_untold(
    Shard& shard, std::size_t buckets_max, Tick now, std::vector<UntoldDraws>& taken
) const {
    const std::lock_guard lock{shard.mutex};
    for (Bucket& bucket : shard.by_use) {
        if (bucket.round != shard.round) {
            break; // it and all behind it were not used since
        }
        if (bucket.untold == 0) {
            continue;
        }
        if (taken.size() >= buckets_max) {
            return false;
        }
        // What has come back since owes nothing any more.
        const std::int64_t owed = (bucket.full_at - now + interval_ - nanoseconds{1}) / interval_;
        const std::int64_t draws = std::min(std::exchange(bucket.untold, 0), owed);
        if (draws > 0) {
            taken.push_back({bucket.key, draws});
        }
    }
    ++shard.round;
    return true;
}

void TokenBuckets::put_back(const UntoldDraws& untold) {
    Shard& shard = shard_of(untold.key);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.buckets.find(untold.key);
    if (found != shard.buckets.end()) {
        shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
        found->second->round = shard.round;
        found->second->untold += untold.draws;
    }
}

void TokenBuckets::settle(std::string_view key, nanoseconds debt, Tick now) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.buckets.find(key);
    if (found != shard.buckets.end()) {
        Bucket& bucket = *found->second;
        // Never earlier than what is known here: the others may have lost their memory.
        bucket.full_at = std::max(bucket.full_at, now + debt + interval_ * bucket.untold);
    }
}

std::size_t TokenBuckets::size() const {
    std::size_t sum = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock{shard.mutex};
        sum += shard.buckets.size();
    }
    return sum;
}

TokenBuckets::Shard& TokenBuckets::shard_of(std::string_view key) noexcept {
    return shards_[std::hash<std::string_view>{}(key) % shards];
}

TokenBuckets::Bucket& TokenBuckets::touch(Shard& shard, std::string_view key, Tick now) {
    if (const auto found = shard.buckets.find(key); found != shard.buckets.end()) {
        shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
        found->second->round = shard.round;
        return *found->second;
    }
    if (shard.buckets.size() >= shard_buckets_max_) {
        shard.buckets.erase(shard.by_use.back().key);
        shard.by_use.pop_back();
    }
    shard.by_use.push_front({.key = std::string{key}, .full_at = now, .round = shard.round});
    shard.buckets.emplace(shard.by_use.front().key, shard.by_use.begin());
    return shard.by_use.front();
}

} // namespace route9::platform
