// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/wave_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/wave_view.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>> handle_get_wave(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto id = WaveId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [tenant = principal.tenant, id = *id, now = services.clock.business()](Tx& tx
                ) -> Result<http::Response> {
        const auto wave = waves::find(tx, tenant, id);
        if (!wave) {
            return fail(ErrorCode::not_found);
        }
        return http::json_response(200, wave_view(tx, *wave, day_of(to_local(now))));
    };
    co_return co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
}

} // namespace

http::Route get_wave(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/waves/{id}",
        .name = "get_wave",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_wave(services, request); },
    };
}

} // namespace route9::gateway::endpoints
