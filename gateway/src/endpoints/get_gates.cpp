// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/views/gate_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::GateReport;

platform::task<Result<http::Response>>
handle_get_gates(Services& services, http::Request& request) {
    auto unit = [tenant = request.principal->tenant](Tx& tx) -> Result<std::vector<GateReport>> {
        return fulfillment::gate_reports::all(tx, tenant);
    };
    const auto reports = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!reports) {
        co_return Failure{reports.error()};
    }
    const Instant now = services.clock.business();
    Json items = Json::array();
    for (const fulfillment::CorridorGate& gate : services.catalogue.corridor.gates) {
        items.push_back(gate_view(gate, *reports, now));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_gates(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/gates",
        .name = "get_gates",
        .access = http::Access::key,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_gates(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
