// SPDX-License-Identifier: Apache-2.0
// How a process talks to Redis, and what its connections have done, as plain counters for metrics
// and tests.
#pragma once

#include "core/time.hpp"
#include "platform/redis_url.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace route9::platform {

struct RedisOptions {
    RedisUrl url;
    std::string name = "route9";        // for CLIENT LIST
    Milliseconds connect_budget{1'000}; // per host, and again for the first words
    Milliseconds answer_budget{1'000};  // without a reply for so long, a connection is given up
    Milliseconds stall{50};             // and no further command is sent
    Milliseconds idle{5'000};           // a connection that says nothing is asked
    Milliseconds pause_min{50};         // between attempts to connect, doubled each time,
    Milliseconds pause_max{2'000};      // up to this, and shortened by chance up to a half
    std::size_t commands_max = 4'096;   // that wait for their replies
    std::size_t bytes_max = 8 * 1024 * 1024;
};

/// Counters only grow; the gauge says so. Written on the client's worker, read from any thread.
struct RedisCounters {
    using Counter = std::atomic<std::uint64_t>;

    Counter connected{0}; // gauge: connections in use
    Counter connects{0};  // successful ones
    Counter connects_failed{0};
    Counter commands{0};        // with a reply
    Counter commands_failed{0}; // the reply was an error
    Counter commands_away{0};   // not sent: no connection, or a slow one
    Counter commands_full{0};   // not sent: too many wait
    Counter commands_lost{0};   // the connection ended before the reply
    Counter messages{0};        // heard by subscription
};

} // namespace route9::platform
