// SPDX-License-Identifier: Apache-2.0
#include "http/http_metrics.hpp"

#include <algorithm>
#include <string>

namespace route9::gateway::http {
namespace {

constexpr std::string_view phase_name(Phase phase) {
    switch (phase) {
    case Phase::idle:
        return "idle";
    case Phase::header:
        return "header";
    case Phase::body:
        return "body";
    case Phase::handling:
        return "handling";
    case Phase::writing:
        return "writing";
    case Phase::lingering:
        return "lingering";
    }
    return "idle";
}

} // namespace

HttpMetrics::HttpMetrics(platform::Metrics& metrics, const std::vector<Route>& routes)
    : open_(metrics.gauge("route9_http_connections", "Open connections")),
      in_flight_(metrics.gauge("route9_http_requests_in_flight", "Requests being answered")),
      accepted_(metrics.counter("route9_http_accepted_total", "Connections accepted")),
      refused_total_(metrics.counter(
          "route9_http_refused_total", "Connections refused over a cap", {{"cap", "total"}}
      )),
      refused_network_(metrics.counter(
          "route9_http_refused_total", "Connections refused over a cap", {{"cap", "network"}}
      )),
      accept_failures_(metrics.counter("route9_http_accept_failures_total", "Failed accepts")) {
    for (std::size_t i = 0; i < guard_rules; ++i) {
        const std::string rule{name(static_cast<GuardRule>(i))};
        guard_.push_back(metrics.counter(
            "route9_http_guard_refusals_total", "Requests refused by the guard", {{"rule", rule}}
        ));
    }
    for (std::size_t i = 0; i < phases; ++i) {
        const std::string phase{phase_name(static_cast<Phase>(i))};
        timeouts_.push_back(metrics.counter(
            "route9_http_timeouts_total", "Budgets that ran out", {{"phase", phase}}
        ));
    }
    for (std::size_t i = 0; i <= routes.size(); ++i) {
        const std::string route = i < routes.size() ? routes[i].name : "none";
        RouteSeries series{
            .by_class = {},
            .duration = metrics.histogram(
                "route9_http_request_seconds",
                "From the complete header to the last byte of the answer",
                {{"route", route}}
            ),
        };
        for (std::size_t class_ = 1; class_ <= status_classes; ++class_) {
            series.by_class.push_back(metrics.counter(
                "route9_http_requests_total",
                "Requests answered",
                {{"route", route}, {"status", std::to_string(class_) + "xx"}}
            ));
        }
        routes_.push_back(std::move(series));
    }
}

void HttpMetrics::connection_opened() noexcept {
    accepted_.add();
    open_.add(1);
}

void HttpMetrics::connection_refused(ConnectionQuota::Refusal reason) noexcept {
    (reason == ConnectionQuota::Refusal::total ? refused_total_ : refused_network_).add();
}

void HttpMetrics::guard_refused(GuardRule rule) noexcept {
    guard_[static_cast<std::size_t>(rule)].add();
}

void HttpMetrics::timed_out(Phase phase) noexcept {
    timeouts_[static_cast<std::size_t>(phase)].add();
}

void HttpMetrics::request_ended(
    std::size_t route, int status, std::chrono::nanoseconds duration
) noexcept {
    const auto class_ = static_cast<std::size_t>(std::clamp(status / 100, 1, 5)) - 1;
    in_flight_.add(-1);
    routes_[route].by_class[class_].add();
    routes_[route].duration.observe(duration);
}

} // namespace route9::gateway::http
