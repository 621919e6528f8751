// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_account(Services& services, http::Request& request) {
    const std::string language = page_language(request);
    const std::string token{services.people.origin.session_of(request.headers)};
    const auto live = co_await services.people.sessions.find(token, request.deadline);
    if (!live) {
        co_return Failure{live.error()};
    }
    if (!*live) {
        co_return see_other("/sign-in?lang=" + language);
    }
    auto look = [user = (*live)->user, &vault = services.vault](Tx& tx) -> Result<PersonDetails> {
        return open_details(tx, user, vault);
    };
    const UserRecord& user = (*live)->user;
    const auto details = co_await platform::read(
        services.store, Reach::of(user.tenant), std::move(look), request.deadline
    );
    if (!details) {
        co_return Failure{details.error()};
    }
    co_return services.people.pages.show(
        200,
        "account",
        "account",
        language,
        {{"choose", "1"},
         {"email", details->email},
         {"tenant", user.tenant.text()},
         {"role", std::string{name(user.role)}},
         {"carrier", user.role == Role::carrier ? "1" : ""},
         {"csrf", http::csrf_token(token)}}
    );
}

} // namespace

http::Route get_account(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/account",
        .name = "get_account",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_account(services, request); },
    };
}

} // namespace route9::gateway::endpoints
