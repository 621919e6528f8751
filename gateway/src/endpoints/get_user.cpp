// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/find_user.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>> handle_get_user(Services& services, http::Request& request) {
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) -> Result<http::Response> {
        const auto user = find_user(tx, tenant, id);
        if (!user) {
            return Failure{user.error()};
        }
        return user_response(200, *user, user_view(tx, *user, vault));
    };
    co_return co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
}

} // namespace

http::Route get_user(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/users/{id}",
        .name = "get_user",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_get_user(services, request); },
    };
}

} // namespace route9::gateway::endpoints
