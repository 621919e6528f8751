// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/find_user.hpp"
#include "gateway/people/invitation.hpp"
#include "gateway/people/people.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_user_recovery(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    auto look = [tenant = principal.tenant, id = std::string{request.parameter("id")}](Tx& tx) {
        return find_user(tx, tenant, id);
    };
    const auto user = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!user) {
        co_return Failure{user.error()};
    }
    const FreshLink fresh =
        prepare_link(*user, principal, services.entropy, services.clock.business());
    auto unit = [fresh](Tx& tx) { return issue_link(tx, fresh); };
    const auto issued = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!issued) {
        co_return Failure{issued.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    http::Response response = http::json_response(
        200,
        Json{
            {"kind", std::string{name(fresh.link.kind)}},
            {"link", link_text(services.people.origin, fresh.token)},
            {"token", fresh.token},
            {"expires_at", format_utc(fresh.link.expires_at)},
        }
    );
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

} // namespace

http::Route post_user_recovery(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/users/{id}/recovery",
        .name = "post_user_recovery",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_user_recovery(services, request); },
    };
}

} // namespace route9::gateway::endpoints
