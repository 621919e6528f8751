// SPDX-License-Identifier: Apache-2.0
// From the address to a connection that may be used: the Sentinels' word on who is master, the
// account, the database, and whether it is the master indeed.
#pragma once

#include "platform/log.hpp"
#include "platform/redis_options.hpp"
#include "redis/link.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <random>

namespace route9::platform::redis {

/// An open link, or why there is none.
using Opened = std::expected<std::shared_ptr<Link>, Word>;

/// `options` stay until then.
task<Opened> open_link(const RedisOptions& options);

/// How long to wait before the next attempt.
class Backoff {
public:
    explicit Backoff(const RedisOptions& options)
        : min_(options.pause_min), max_(options.pause_max), next_(options.pause_min),
          chance_(std::random_device{}()) {}

    Milliseconds next();
    void reset() noexcept { next_ = min_; }

private:
    Milliseconds min_;
    Milliseconds max_;
    Milliseconds next_;
    std::minstd_rand chance_;
};

} // namespace route9::platform::redis
