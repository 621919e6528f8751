// SPDX-License-Identifier: Apache-2.0
// The series of the HTTP server, registered once. Labels are closed sets: route names, status
// classes, guard rules, phases; never paths, keys or addresses.
#pragma once

#include "gateway/http/request_guard.hpp"
#include "gateway/http/route.hpp"
#include "http/connection_quota.hpp"
#include "platform/metrics.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace route9::gateway::http {

/// What a connection is doing; each but `handling` has a budget.
enum class Phase : std::uint8_t { idle, header, body, handling, writing, lingering };
inline constexpr std::size_t phases = 6;

class HttpMetrics {
public:
    HttpMetrics(platform::Metrics& metrics, const std::vector<Route>& routes);

    void connection_opened() noexcept;
    void connection_closed() noexcept { open_.add(-1); }
    void connection_refused(ConnectionQuota::Refusal reason) noexcept;
    void accept_failed() noexcept { accept_failures_.add(); }
    void guard_refused(GuardRule rule) noexcept;
    void timed_out(Phase phase) noexcept;
    void request_began() noexcept { in_flight_.add(1); }
    /// `route` is an index into the routes, or their number for requests that met none.
    void request_ended(std::size_t route, int status, std::chrono::nanoseconds duration) noexcept;

private:
    static constexpr std::size_t status_classes = 5;

    struct RouteSeries {
        std::vector<platform::Counter> by_class;
        platform::Histogram duration;
    };

    platform::Gauge open_;
    platform::Gauge in_flight_;
    platform::Counter accepted_;
    platform::Counter refused_total_;
    platform::Counter refused_network_;
    platform::Counter accept_failures_;
    std::vector<platform::Counter> guard_;
    std::vector<platform::Counter> timeouts_;
    std::vector<RouteSeries> routes_;
};

} // namespace route9::gateway::http
