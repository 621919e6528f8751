// SPDX-License-Identifier: Apache-2.0
// Wake-ups between processes over one Redis channel: what one announces wakes the long polls of the
// others. A hint: it may be lost, and whoever has not heard for a while looks for itself. What
// cannot be published is told in another way. Owned by the composition root; outlives its worker.
#pragma once

#include "core/time.hpp"
#include "platform/redis_client.hpp"
#include "platform/redis_subscription.hpp"
#include "platform/wakeup_board.hpp"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace route9::platform {

struct RedisFeedsOptions {
    std::string channel;
    std::string self; // tells this process apart from the others
    Milliseconds deaf_look{5'000};
    std::size_t feeds_max = 1'024; // that wait to be published
};

class RedisFeeds {
public:
    /// `otherwise` is told of a feed that Redis does not take; thread-safe, quick.
    RedisFeeds(
        RedisClient& client,
        WakeupBoard& board,
        RedisFeedsOptions options,
        std::function<void(std::string_view feed)> otherwise
    );
    RedisFeeds(const RedisFeeds&) = delete;
    RedisFeeds& operator=(const RedisFeeds&) = delete;

    /// From any thread, never blocks. Equal feeds are published once.
    void announce(std::string_view feed);
    /// For the subscription of the channel.
    RedisListener listener();

private:
    void publish();
    void hear(std::string_view message);
    void hear_gap(bool hears);

    RedisClient& client_;
    WakeupBoard& board_;
    RedisFeedsOptions options_;
    std::function<void(std::string_view feed)> otherwise_;
    Tick looked_{}; // on the worker only
    std::mutex mutex_;
    std::set<std::string, std::less<>> waiting_;
};

} // namespace route9::platform
