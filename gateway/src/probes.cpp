// SPDX-License-Identifier: Apache-2.0
#include "gateway/probes.hpp"

#include "gateway/catalogue.hpp"
#include "gateway/http/etag.hpp"
#include "platform/store_counters.hpp"

#include <memory>
#include <utility>

namespace route9::gateway::probes {
namespace {

http::Route probe(std::string pattern, std::string name, http::Handler handler) {
    return {
        .method = http::Method::get,
        .pattern = std::move(pattern),
        .name = std::move(name),
        .access = http::Access::probe,
        .scope = std::nullopt,
        .handler = std::move(handler),
    };
}

Result<http::Response> ready(Services& services, const Condition& condition) {
    if (condition.draining()) {
        return http::text_response(503, "draining\n");
    }
    if (services.store.state() != platform::StoreState::serving) {
        return http::text_response(503, "the store does not take writes\n");
    }
    return http::text_response(
        200, condition.without_redis() ? "ready, slower without Redis\n" : "ready\n"
    );
}

using platform::StoreCounters;

/// Gauges that mirror the store's own counters.
class Mirror {
public:
    explicit Mirror(Services& services) : services_(services) {}

    void operator()(const char* name, const char* help, const StoreCounters::Counter& counter) {
        platform::Gauge gauge = services_.metrics.gauge(name, help);
        services_.metrics.before_rendering([gauge, &counter]() mutable {
            gauge.set(static_cast<std::int64_t>(counter.load(std::memory_order_relaxed)));
        });
    }

private:
    Services& services_;
};

void mirror_server(Mirror& mirror, const StoreCounters& counters) {
    mirror("route9_store_connections", "Connections to the server", counters.connections);
    mirror("route9_store_connections_lost", "Connections lost", counters.connections_lost);
    mirror("route9_store_commits_unknown", "Commits not confirmed", counters.commits_unknown);
    mirror("route9_store_units_repeated", "Units run again", counters.write_units_repeated);
    mirror("route9_journal_numbered", "Journal rows numbered", counters.journal_numbered);
    mirror(
        "route9_journal_unnumbered_units",
        "Committed units that wait for positions",
        counters.unnumbered_units
    );
    mirror(
        "route9_store_announcements_lost",
        "Feeds other processes were not told of",
        counters.announcements_lost
    );
}

void mirror_store(Services& services) {
    const StoreCounters& counters = services.store.counters();
    Mirror mirror{services};
    mirror("route9_store_write_units", "Units committed", counters.write_units);
    mirror("route9_store_write_groups", "Groups committed", counters.write_groups);
    mirror("route9_store_write_queue", "Units waiting to be written", counters.write_queue_depth);
    mirror("route9_store_write_refused", "Units refused", counters.write_refused);
    mirror("route9_store_write_units_slow", "Units that ran too long", counters.write_units_slow);
    mirror(
        "route9_store_write_units_large",
        "Units that wrote too many rows",
        counters.write_units_large
    );
    mirror("route9_store_rows_written", "Rows written", counters.write_rows);
    mirror("route9_store_commit_us", "Duration of the last commit", counters.commit_us_last);
    mirror("route9_store_read_queue", "Units waiting to be read", counters.read_queue_depth);
    if (services.store.engine() == Engine::postgresql) {
        mirror_server(mirror, counters);
    } else {
        mirror("route9_store_wal_pages", "Pages in the write-ahead log", counters.wal_pages);
    }
}

Result<http::Response> description(const Services& services, const http::Request& request) {
    const std::string& text = *services.catalogue.openapi;
    const std::string etag = http::content_etag(text);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        response.status = 200;
        response.content_type = http::json_type;
        response.shared_body = services.catalogue.openapi;
    }
    response.headers.emplace_back("ETag", etag);
    return response;
}

} // namespace

void add(std::vector<http::Route>& routes, Services& services, Condition condition) {
    mirror_store(services);
    routes.push_back(probe("/healthz", "get_health", [](http::Request&) {
        return http::text_response(200, "alive\n");
    }));
    routes.push_back(probe(
        "/readyz",
        "get_readiness",
        [&services, condition = std::move(condition)](http::Request&) {
            return ready(services, condition);
        }
    ));
    routes.push_back(probe("/metrics", "get_metrics", [&services](http::Request&) {
        http::Response response = http::text_response(200, services.metrics.text());
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    }));
    routes.push_back(probe("/openapi.json", "get_description", [&services](http::Request& request) {
        return description(services, request);
    }));
}

} // namespace route9::gateway::probes
