// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection_resume";

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault,
                 now = services.clock.business()](Tx& tx) -> Result<Json> {
        auto connection = find_connection_for(tx, principal, id, vault);
        if (!connection) {
            return Failure{std::move(connection).error()};
        }
        connection->paused = false;
        if (auto set = connections::set_paused(tx, connection->id, connection->paused); !set) {
            return Failure{std::move(set).error()};
        }
        return connection_view(*connection, health_of(tx, *connection, vault, now), now);
    };
    const auto view = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    co_return http::json_response(200, *view);
}

} // namespace

http::Route post_connection_resume(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/resume",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
