// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 server: one SO_REUSEPORT listener and its sessions per worker, one request at a time
// per connection, everything bounded (core/limits.hpp). Handlers, keys and limits come in through
// the constructor. Order of use: construct, listen, start workers, start; drain, stop workers,
// destroy. Owned by the composition root; the dependencies outlive it.
#pragma once

#include "core/entropy.hpp"
#include "core/limits.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "gateway/http/authenticator.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/http/rate_limits.hpp"
#include "gateway/http/route.hpp"
#include "gateway/http/trusted_proxies.hpp"
#include "platform/compute_pool.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"
#include "platform/worker.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace route9::gateway::http {

/// How long a connection may stay in each phase. A phase has one deadline from its start: bytes
/// that trickle in do not move it.
struct Budgets {
    Milliseconds idle = limits::idle_budget;
    Milliseconds header = limits::header_budget;
    Milliseconds body = limits::body_budget;
    Milliseconds write = limits::write_budget;
    Milliseconds linger = limits::linger_budget;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0 lets the system choose
    Budgets budgets{};
    RateLimitOptions rates{};
    PublicOrigin origin{};
    TrustedProxies proxies{};
    std::size_t connections_max = limits::connections_max;
    std::size_t connections_per_network_max = limits::connections_per_network_max;
    std::size_t requests_in_flight_max = limits::requests_in_flight_max;
    std::uint32_t requests_per_connection_max = limits::requests_per_connection_max;
    std::size_t body_bytes_in_flight_max = limits::body_bytes_in_flight_max;
    bool access_log = false; // one line a request
};

struct ServerDependencies {
    const Clock& clock;
    Entropy& entropy;
    platform::Log& log;
    platform::Metrics& metrics;
    Authenticator& authenticator;
    platform::ComputePool& compute; // for long answers in gzip
};

class Server {
public:
    /// Throws std::invalid_argument for a routing table that contradicts itself.
    Server(
        const ServerOptions& options,
        std::vector<Route> routes,
        const ServerDependencies& dependencies,
        std::vector<std::reference_wrapper<platform::Worker>> workers
    );
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Only after the workers have stopped.
    ~Server();

    /// Binds and listens. Error: overloaded with the system's reason (address in use, not ours).
    Result<void> listen();
    /// Begins to accept; the workers run already.
    void start();
    std::uint16_t port() const noexcept;
    const std::vector<Route>& routes() const noexcept;

    /// Stops accepting, closes idle connections, lets requests in flight finish with
    /// Connection: close. Returns at once; Worker::stop waits for the rest. From any thread.
    void drain();
    /// For readiness: true from the first drain() on.
    bool draining() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace route9::gateway::http
