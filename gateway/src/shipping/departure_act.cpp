// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/departure_act.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using Parcels = std::vector<fulfillment::Parcel>;

Result<void> require_no_members(const http::Request& request) {
    if (request.body.empty()) {
        return {};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader{*body, "", errors}.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

platform::task<Result<http::Response>>
handle(Services& services, http::Request& request, ActBody body, DepartureAct act) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (body == ActBody::none) {
        if (auto bare = require_no_members(request); !bare) {
            co_return Failure{std::move(bare).error()};
        }
    }
    const auto departure = DepartureId::parse(request.parameter("id"));
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    DepartureCall call{request, principal.tenant, *departure};
    const auto after = co_await act(services, std::move(call));
    if (!after) {
        co_return Failure{after.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    auto unit = [tenant = principal.tenant, id = *departure](Tx& tx) -> Result<Parcels> {
        return fulfillment::parcels::of_departure(tx, tenant, id);
    };
    const auto aboard = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!aboard) {
        co_return Failure{aboard.error()};
    }
    co_return departure_answer(200, *after, *aboard);
}

} // namespace

http::Route
departure_act(Services& services, std::string_view word, ActBody body, DepartureAct act) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/departures/{id}/" + std::string{word},
        .name = "post_departure_" + std::string{word},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services, body, act](http::Request& request
                   ) { return handle(services, request, body, act); },
    };
}

} // namespace route9::gateway
