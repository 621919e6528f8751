// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/shipping/close_departure.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto departure = DepartureId::parse(request.parameter("id"));
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    const auto closed =
        co_await close_truck(services, principal.tenant, *departure, request.deadline);
    if (!closed) {
        co_return Failure{closed.error()};
    }
    co_return departure_answer(200, *closed);
}

} // namespace

http::Route post_departure_close(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/departures/{id}/close",
        .name = "post_departure_close",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
