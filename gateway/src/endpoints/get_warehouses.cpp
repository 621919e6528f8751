// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/warehouse_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/views/warehouse_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_warehouses(Services& services, http::Request& request) {
    auto unit = [tenant =
                     request.principal->tenant](Tx& tx) -> Result<std::vector<WarehouseRecord>> {
        return warehouses::read_all(warehouses::ask_all(tx, tenant));
    };
    const auto named = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!named) {
        co_return Failure{named.error()};
    }
    Json items = Json::array();
    for (const WarehouseRecord& warehouse : *named) {
        items.push_back(view(warehouse, services.clock.business()));
    }
    if (named->empty()) {
        for (const Warehouse& hub : services.snapshots.warehouses()) {
            items.push_back(hub_view(hub));
        }
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_warehouses(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/warehouses",
        .name = "get_warehouses",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_warehouses(services, request); },
    };
}

} // namespace route9::gateway::endpoints
