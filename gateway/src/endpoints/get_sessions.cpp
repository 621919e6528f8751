// SPDX-License-Identifier: Apache-2.0
#include "core/people/user_session.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_sessions(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    auto look =
        [tenant = principal.tenant, user = *principal.user, now = services.clock.business()](Tx& tx
        ) -> Result<std::vector<UserSession>> { return sessions::of_user(tx, tenant, user, now); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    Json items = Json::array();
    for (const UserSession& session : *found) {
        items.push_back(session_view(session, principal.session));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_sessions(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/sessions",
        .name = "get_sessions",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_sessions(services, request); },
    };
}

} // namespace route9::gateway::endpoints
