// SPDX-License-Identifier: Apache-2.0
// What several gateways do faster together over one Redis: shared rate limits, stored answers, and
// wake-ups of each other's long polls. All of it may be lost. Has a worker of its own. Owned by the
// composition root; stopped after the workers that use it, and before what it wakes and tells.
#pragma once

#include "core/entropy.hpp"
#include "core/vault.hpp"
#include "gateway/answer_cache.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"
#include "platform/redis_client.hpp"
#include "platform/redis_draws.hpp"
#include "platform/redis_feeds.hpp"
#include "platform/redis_subscription.hpp"
#include "platform/store.hpp"
#include "platform/token_buckets.hpp"
#include "platform/wakeup_board.hpp"

#include <string>

namespace route9::gateway {

class RedisServices {
public:
    struct Dependencies {
        const Vault& vault;
        Entropy& entropy;
        platform::Log& log;
        platform::Metrics& metrics;
        platform::Store& store;
        platform::WakeupBoard& wakeups;
    };

    RedisServices(const platform::RedisOptions& options, const Dependencies& dependencies);
    RedisServices(const RedisServices&) = delete;
    RedisServices& operator=(const RedisServices&) = delete;
    ~RedisServices() { stop(); }

    /// Before start().
    void share(const std::string& name, platform::TokenBuckets& buckets) {
        draws_.share(name, buckets);
    }
    AnswerCache::Place answers();
    /// Returns at once, whether Redis is there or not.
    void start();
    /// Idempotent.
    void stop();
    bool away() const noexcept { return !client_.connected(); }
    /// Wakes the other gateways' long polls; through the store when Redis is away. Thread-safe.
    void announce(std::string_view feed);

private:
    void mirror(platform::Metrics& metrics);

    Secret naming_key_;
    std::string prefix_; // of this deployment: whoever has its master key
    bool several_;       // processes on one store
    platform::Worker worker_;
    platform::RedisClient client_;
    platform::RedisDraws draws_;
    platform::RedisFeeds feeds_;
    platform::RedisSubscription subscription_;
};

} // namespace route9::gateway
