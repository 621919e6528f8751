// SPDX-License-Identifier: Apache-2.0
#include "core/people/user_session.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_delete_sessions_id(Services& services, http::Request& request) {
    const auto id = SessionId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    const Principal& principal = *request.principal;
    auto unit = [tenant = principal.tenant, user = *principal.user, id = *id](Tx& tx) {
        return sessions::end(tx, tenant, user, id);
    };
    const auto ended = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!ended) {
        co_return Failure{ended.error()};
    }
    co_return http::empty_response(204);
}

} // namespace

http::Route delete_sessions_id(Services& services) {
    return {
        .method = http::Method::delete_,
        .pattern = "/v1/sessions/{id}",
        .name = "delete_sessions_id",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_delete_sessions_id(services, request); },
    };
}

} // namespace route9::gateway::endpoints
