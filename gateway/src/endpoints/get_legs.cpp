// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/views/leg_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::LegReport;

platform::task<Result<http::Response>> handle_get_legs(Services& services, http::Request& request) {
    auto unit = [tenant = request.principal->tenant](Tx& tx) -> Result<std::vector<LegReport>> {
        return fulfillment::leg_reports::all(tx, tenant);
    };
    const auto reports = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!reports) {
        co_return Failure{reports.error()};
    }
    const Instant now = services.clock.business();
    Json items = Json::array();
    for (const fulfillment::CorridorLeg& leg : services.catalogue.corridor.legs) {
        items.push_back(leg_view(leg, *reports, now));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_legs(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/legs",
        .name = "get_legs",
        .access = http::Access::key,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_legs(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
