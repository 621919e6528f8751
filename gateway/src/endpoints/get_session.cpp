// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_session(Services& services, http::Request& request) {
    const std::string token{services.people.origin.session_of(request.headers)};
    const auto live = co_await services.people.sessions.find(token, request.deadline);
    if (!live || !*live) {
        co_return live ? fail(ErrorCode::unauthenticated) : Failure{live.error()};
    }
    auto look = [live = *live, token, &vault = services.vault](Tx& tx) -> Result<Json> {
        return Json{
            {"user", user_view(tx, live->user, vault)},
            {"session", session_view(live->session, live->session.id)},
            {"csrf_token", http::csrf_token(token)},
        };
    };
    const auto view = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    http::Response response = http::json_response(200, *view);
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

} // namespace

http::Route get_session(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/session",
        .name = "get_session",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_session(services, request); },
    };
}

} // namespace route9::gateway::endpoints
