// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::PickupPoint;

platform::task<Result<http::Response>>
handle_get_pickup_point(Services& services, http::Request& request) {
    const auto carrier = carrier_to_read(request);
    if (!carrier) {
        co_return Failure{carrier.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 carrier = *carrier,
                 id = std::string{request.parameter("point")}](Tx& tx) -> Result<PickupPoint> {
        auto found = fulfillment::pickup_points::find(tx, tenant, carrier, id);
        if (!found) {
            return fail(ErrorCode::not_found);
        }
        return std::move(*found);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const Day today = corridor_day(services.clock.business());
    http::Response response = http::json_response(200, view(*found, today));
    response.headers.emplace_back("ETag", http::version_etag(found->version));
    co_return response;
}

} // namespace

http::Route get_pickup_point(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/carriers/{id}/pickup-points/{point}",
        .name = "get_pickup_point",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_pickup_point(services, request); },
    };
}

} // namespace route9::gateway::endpoints
