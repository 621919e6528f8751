// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/track_parcels.hpp"

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_tracking_events";

Json result_json(const adapters::TrackingReport& report, const TrackedEvent& event) {
    Json json{
        {"id", report.event_key},
        {"parcel", report.parcel},
        {"result", std::string{name(event.answer)}},
    };
    if (!event.parcel_status.empty()) {
        json["status"] = event.parcel_status;
    }
    if (!event.detail.empty()) {
        json["detail"] = event.detail;
    }
    return json;
}

Result<http::Response> tracked(Tx& tx, const TrackingBatch& batch) {
    const auto events = track_parcels(tx, batch);
    if (!events) {
        return Failure{events.error()};
    }
    Json results = Json::array();
    for (std::size_t i = 0; i < events->size(); ++i) {
        results.push_back(result_json(batch.reports[i], (*events)[i]));
    }
    return http::json_response(200, Json{{"results", std::move(results)}});
}

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto reports = adapters::read_tracking_events(*body);
    if (!reports) {
        co_return Failure{std::move(reports).error()};
    }
    TrackingBatch batch{
        .tenant = principal.tenant,
        .carrier = principal.party,
        .reports = std::move(*reports),
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto work = [batch = std::move(batch)](Tx& tx) { return tracked(tx, batch); };
    // Events have keys of their own; a request key is heeded where it is given.
    auto answer = request.headers.find("Idempotency-Key")
                      ? co_await execute_once(services, request, kName, std::move(work))
                      : co_await platform::write(services.store, std::move(work), request.deadline);
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_tracking_events(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/tracking-events",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
