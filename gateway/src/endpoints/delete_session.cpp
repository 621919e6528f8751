// SPDX-License-Identifier: Apache-2.0
#include "core/people/user_session.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_delete_session(Services& services, http::Request& request) {
    const Digest256 hash = token_hash(services.people.origin.session_of(request.headers));
    auto unit = [hash](Tx& tx) -> Result<Digest256> {
        sessions::end_by_token(tx, hash);
        return hash;
    };
    const auto ended = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!ended) {
        co_return Failure{ended.error()};
    }
    services.people.sessions.forget(hash);
    http::Response response = http::empty_response(204);
    response.headers.emplace_back("Set-Cookie", services.people.origin.clear_cookie());
    co_return response;
}

} // namespace

http::Route delete_session(Services& services) {
    return {
        .method = http::Method::delete_,
        .pattern = "/v1/session",
        .name = "delete_session",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_delete_session(services, request); },
    };
}

} // namespace route9::gateway::endpoints
