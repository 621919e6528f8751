// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/passkey_sign_in.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_passkeys(Services& services, http::Request& request) {
    auto look = [tenant = request.principal->tenant, user = *request.principal->user](Tx& tx
                ) -> Result<std::vector<Passkey>> { return passkeys::of_user(tx, tenant, user); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    Json items = Json::array();
    for (const Passkey& passkey : *found) {
        items.push_back(passkey_view(passkey));
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_passkeys(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/passkeys",
        .name = "get_passkeys",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_passkeys(services, request); },
    };
}

} // namespace route9::gateway::endpoints
