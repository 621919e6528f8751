// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/timetable.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/timetable_view.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <string>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_timetable_row(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant, id = std::string{request.parameter("id")}](Tx& tx
                ) -> Result<fulfillment::TimetableRow> {
        auto found = fulfillment::timetable::find(tx, tenant, id);
        if (!found) {
            return fail(ErrorCode::not_found);
        }
        return std::move(*found);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    http::Response response = http::json_response(200, timetable_view(*found));
    response.headers.emplace_back("ETag", http::version_etag(found->version));
    co_return response;
}

} // namespace

http::Route get_timetable_row(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/timetable/{id}",
        .name = "get_timetable_row",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_timetable_row(services, request); },
    };
}

} // namespace route9::gateway::endpoints
