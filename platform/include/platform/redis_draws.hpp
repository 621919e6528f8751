// SPDX-License-Identifier: Apache-2.0
// Rate limits of several processes as one: each process draws from its own buckets and tells Redis
// afterwards, where one script adds the draws and says what all processes owe together. No request
// waits for it. What processes may draw together beyond a quota is what each draws between two
// rounds of telling (10 ms, or a hundredth of the quota where that is sooner, and a round trip); it
// is charged afterwards, so that the quota holds over time. Without Redis each process has the
// whole quota for itself. Lives on the client's worker; owned by the composition root.
#pragma once

#include "core/secret.hpp"
#include "platform/redis_client.hpp"
#include "platform/timer.hpp"
#include "platform/token_buckets.hpp"

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace route9::platform {

class RedisDraws {
public:
    /// `prefix` stands before every name; names are digests under `naming_key`, for addresses of
    /// clients are among them.
    RedisDraws(RedisClient& client, std::string prefix, Secret naming_key);
    RedisDraws(const RedisDraws&) = delete;
    RedisDraws& operator=(const RedisDraws&) = delete;

    /// Before start() and before anybody draws. The buckets outlive the client's worker.
    void share(const std::string& name, TokenBuckets& buckets);
    /// The client's worker runs; stopping it ends the telling.
    void start();

private:
    struct Shared {
        std::string prefix;
        TokenBuckets* buckets;
    };

    void hear_due(Telling telling);
    task<void> run();
    task<void> wait(Milliseconds pause, const std::atomic<bool>* flag);
    /// The number of buckets told about.
    std::size_t tell(const Shared& shared);
    void tell(const Shared& shared, UntoldDraws untold, bool by_digest);
    void take(const Shared& shared, const UntoldDraws& untold, bool by_digest, RedisAnswer answer);
    void learn_digest();

    RedisClient& client_;
    std::string prefix_;
    Secret naming_key_;
    std::vector<Shared> shared_;
    Timer bell_;
    std::atomic<bool> some_{false};
    std::atomic<bool> many_{false};
    std::atomic<bool> answered_{true}; // all that was told in this round
    std::size_t open_ = 0;             // tellings without an answer
    std::string digest_;               // of the script; empty until Redis has said it
    bool digest_asked_ = false;
};

} // namespace route9::platform
