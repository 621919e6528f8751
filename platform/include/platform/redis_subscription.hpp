// SPDX-License-Identifier: Apache-2.0
// Hears what is published on one channel, over a connection of its own that mends itself. While
// there is none nothing is heard, and nobody says it again: whoever listens is told of that gap and
// looks for itself. Lives on its worker; owned by the composition root.
#pragma once

#include "platform/log.hpp"
#include "platform/redis_options.hpp"
#include "platform/worker.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace route9::platform {

/// Called on the worker; quick.
struct RedisListener {
    std::function<void(std::string_view message)> on_message;
    /// Something may have been said that was not heard: with true when it hears again, with false
    /// after every attempt that failed.
    std::function<void(bool hears)> on_gap;
};

class RedisSubscription {
public:
    RedisSubscription(
        Worker& worker,
        const RedisOptions& options,
        std::string channel,
        RedisListener listener,
        Log& log
    );
    RedisSubscription(const RedisSubscription&) = delete;
    RedisSubscription& operator=(const RedisSubscription&) = delete;
    /// After its worker has stopped.
    ~RedisSubscription();

    /// Begins to connect. The worker runs; stopping it ends the connection.
    void start();
    /// Whether it hears. From any thread.
    bool connected() const noexcept;
    const RedisCounters& counters() const noexcept;

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace route9::platform
