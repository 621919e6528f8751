// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/warehouse_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/views/warehouse_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>>
handle_get_warehouse(Services& services, http::Request& request) {
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")}](Tx& tx) -> Result<WarehouseRecord> {
        auto warehouse = warehouses::find(tx, tenant, id);
        if (!warehouse) {
            return fail(ErrorCode::not_found);
        }
        return std::move(*warehouse);
    };
    const auto warehouse = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!warehouse) {
        co_return Failure{warehouse.error()};
    }
    http::Response response = http::json_response(200, view(*warehouse, services.clock.business()));
    response.headers.emplace_back("ETag", http::version_etag(warehouse->version));
    co_return response;
}

} // namespace

http::Route get_warehouse(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/warehouses/{id}",
        .name = "get_warehouse",
        .access = http::Access::key,
        .scope = Scope::stock_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_warehouse(services, request); },
    };
}

} // namespace route9::gateway::endpoints
