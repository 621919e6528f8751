// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/move_departure.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

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
    DepartureMove move{
        .tenant = principal.tenant,
        .departure = *departure,
        .to = fulfillment::DepartureState::departed,
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [move = std::move(move)](Tx& tx) { return move_departure(tx, move); };
    const auto moved = co_await platform::write(services.store, std::move(unit), request.deadline);
    if (!moved) {
        co_return Failure{moved.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return departure_answer(200, *moved);
}

} // namespace

http::Route post_departure_depart(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/departures/{id}/depart",
        .name = "post_departure_depart",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
