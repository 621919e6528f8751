// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/pause_connection.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/views/connection_view.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>

namespace route9::gateway {

platform::task<Result<http::Response>>
set_paused(Services& services, const http::Request& request, bool paused) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 paused,
                 &vault = services.vault,
                 now = services.clock.business()](Tx& tx) -> Result<Json> {
        auto connection = find_connection_for(tx, principal, id, vault);
        if (!connection) {
            return Failure{std::move(connection).error()};
        }
        connection->paused = paused;
        if (auto set = connections::set_paused(tx, connection->id, paused); !set) {
            return Failure{std::move(set).error()};
        }
        return connection_view(tx, *connection, vault, now);
    };
    const auto view = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    co_return http::json_response(200, *view);
}

} // namespace route9::gateway
