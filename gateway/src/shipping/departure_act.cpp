// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/departure_act.hpp"

#include "fulfillment/declaration_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/http/bodiless.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

struct After {
    std::vector<fulfillment::Parcel> aboard;
    // Of a truck that waits to leave, or just has.
    std::vector<std::string> held;
    std::vector<std::string> not_loaded;
};

Result<After> read_after(Tx& tx, const TenantId& tenant, const fulfillment::DepartureRecord& now) {
    using fulfillment::DepartureState;
    After after{fulfillment::parcels::of_departure(tx, tenant, now.id), {}, {}};
    if (now.state == DepartureState::closed || now.state == DepartureState::departed) {
        after.held = fulfillment::declaration_rows::held(tx, tenant, now.id);
        after.not_loaded = fulfillment::loaded_parcels::missing(tx, tenant, now.id);
    }
    return after;
}

platform::task<Result<http::Response>>
handle_departure_act(Services& services, http::Request& request, ActBody body, DepartureAct act) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (body == ActBody::none) {
        if (auto bare = http::require_no_members(request); !bare) {
            co_return Failure{std::move(bare).error()};
        }
    }
    const auto departure = DepartureId::parse(request.parameter("id"));
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    std::vector<std::string> out_of_bag;
    DepartureCall call{request, principal.tenant, *departure, out_of_bag};
    const auto changed = co_await act(services, std::move(call));
    if (!changed) {
        co_return Failure{changed.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    auto unit = [tenant = principal.tenant, now = *changed](Tx& tx) {
        return read_after(tx, tenant, now);
    };
    const auto after = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!after) {
        co_return Failure{after.error()};
    }
    co_return departure_answer(
        200, *changed, after->aboard, {after->held, after->not_loaded, out_of_bag}
    );
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
                   ) { return handle_departure_act(services, request, body, act); },
    };
}

} // namespace route9::gateway
