// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/channels/write_backs.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/orders/load_order.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using Results = std::vector<WriteBackResult>;

Json page_of(const Results& results) {
    Json items = Json::array();
    for (const WriteBackResult& one : results) {
        Json item{
            {"connection", one.connection.text()},
            {"action", one.action},
            {"state", one.state},
            {"happened_at", format_utc(one.happened_at)},
        };
        if (!one.result.empty()) {
            item["result"] = one.result;
        }
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)}, {"next", nullptr}};
}

platform::task<Result<http::Response>>
handle_get_order_write_backs(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")}](Tx& tx) -> Result<Results> {
        const auto record = find_order_for(tx, principal, id);
        if (!record) {
            return Failure{record.error()};
        }
        return write_backs::of_order(tx, record->tenant, record->id);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return http::json_response(200, page_of(*found));
}

} // namespace

http::Route get_order_write_backs(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/orders/{id}/write-backs",
        .name = "get_order_write_backs",
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_order_write_backs(services, request); },
    };
}

} // namespace route9::gateway::endpoints
