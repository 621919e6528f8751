// SPDX-License-Identifier: Apache-2.0
// What happens to a request between its header and its answer, without sockets: routing, keys,
// rate limits, refusals that need no body, the handler. One per process, shared by the sessions of
// all workers; its own state is atomic or behind short locks.
#pragma once

#include "gateway/http/rate_limits.hpp"
#include "gateway/http/response.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/server.hpp"
#include "http/connection_quota.hpp"
#include "http/exchange.hpp"
#include "http/http_metrics.hpp"
#include "http/request_places.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

class Edge {
public:
    Edge(
        const ServerOptions& server_options,
        std::vector<Route> routes,
        const ServerDependencies& dependencies
    );

    /// The answer when the header alone decides against the request, before any body is read.
    platform::task<std::optional<Response>> admit(Exchange& exchange);
    /// Runs the handler of an admitted request; whatever it throws is logged and becomes a 500.
    platform::task<Response> handle(Exchange& exchange);
    Response refuse(const Exchange& exchange, const Error& error) const;
    /// Of a body over the limit of its route.
    Response too_large(const Exchange& exchange) const;
    /// Counts, logs and adds what every answer of this exchange carries.
    void complete(const Exchange& exchange, Response& response) const;
    void record(const Exchange& exchange, const Response& response);

    /// Room for a body that is still to arrive; false when all bodies together are too much.
    bool reserve_body(std::size_t bytes) noexcept;
    void release_body(std::size_t bytes) noexcept { body_bytes_.fetch_sub(bytes); }

    bool draining() const noexcept { return draining_.load(std::memory_order_relaxed); }
    void start_draining() noexcept { draining_.store(true); }

    const Router& router() const noexcept { return router_; }

    const ServerOptions options;
    const Clock& clock;
    Entropy& entropy;
    platform::Log& log;
    HttpMetrics metrics;
    ConnectionQuota quota;

private:
    std::optional<Response> unrouted(Exchange& exchange, MethodSet allow);
    platform::task<std::optional<Response>> authorize(Exchange& exchange);
    platform::task<std::optional<Response>> authenticate(Exchange& exchange);
    /// What the principal may not do here.
    std::optional<Response> judge(Exchange& exchange, std::string_view session_token);
    std::optional<Response> draw_network(Exchange& exchange);
    std::optional<Response> check_body(const Exchange& exchange) const;
    platform::task<Result<Response>> call(Exchange& exchange);
    /// Gzip where the reader wants it and there is room to make it; else the answer as it is.
    platform::task<void> code_content(const Exchange& exchange, Response& response);

    Authenticator& authenticator_;
    platform::ComputePool& compute_;
    Router router_;
    RateLimits rates_;
    RequestPlaces places_;
    std::atomic<std::size_t> body_bytes_{0};
    std::atomic<bool> draining_{false};
};

} // namespace route9::gateway::http
