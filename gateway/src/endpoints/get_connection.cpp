// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_connection";

platform::task<Result<http::Response>>
handle_get_connection(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault,
                 now = services.clock.business()](Tx& tx) -> Result<Json> {
        const auto connection = find_connection_for(tx, principal, id, vault);
        if (!connection) {
            return Failure{connection.error()};
        }
        Json view = connection_view(tx, *connection, vault, now);
        view["waiting"] = queue_view(queue_of(tx, *connection));
        return view;
    };
    const auto view = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    co_return http::json_response(200, *view);
}

} // namespace

http::Route get_connection(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/connections/{id}",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_connection(services, request); },
    };
}

} // namespace route9::gateway::endpoints
