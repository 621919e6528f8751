// SPDX-License-Identifier: Apache-2.0
// One connection to Redis that mends itself: commands go out in one pipeline, replies come back in
// order. Redis only speeds up what may be lost, so nobody waits for it longer than its own
// deadline, and while it is away or slow commands are answered `away` at once. Nothing is repeated.
// Lives on a worker of its own; call() and post() from any thread. Owned by the composition root.
#pragma once

#include "platform/log.hpp"
#include "platform/net.hpp"
#include "platform/redis_options.hpp"
#include "platform/redis_reply.hpp"
#include "platform/worker.hpp"

#include <functional>
#include <memory>

namespace route9::platform {

class RedisClient {
public:
    using Complete = std::move_only_function<void(RedisAnswer)>;

    RedisClient(Worker& worker, const RedisOptions& options, Log& log);
    RedisClient(const RedisClient&) = delete;
    RedisClient& operator=(const RedisClient&) = delete;
    /// After its worker has stopped.
    ~RedisClient();

    /// Begins to connect. The worker runs; stopping it ends the connection.
    void start();
    /// From any thread.
    bool connected() const noexcept;
    /// The reply, or why there is none by `deadline`. From any worker.
    task<RedisAnswer> call(RedisCommand command, Tick deadline);
    /// Nobody waits for it. From any thread.
    void post(RedisCommand command);
    /// On the client's worker only; `complete` is called there, now or later.
    void submit(const RedisCommand& command, Complete complete);

    Worker& worker() noexcept;
    const RedisCounters& counters() const noexcept;

private:
    class State;
    std::shared_ptr<State> state_;
};

} // namespace route9::platform
