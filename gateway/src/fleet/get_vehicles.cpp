// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/vehicle.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/vehicle_view.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_vehicles(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto unit = [tenant = principal.tenant](Tx& tx) -> Result<std::vector<fulfillment::Vehicle>> {
        return fulfillment::vehicles::all(tx, tenant);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    Json items = Json::array();
    for (const fulfillment::Vehicle& each : *found) {
        items.push_back(vehicle_view(each));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_vehicles(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/vehicles",
        .name = "get_vehicles",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_vehicles(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
