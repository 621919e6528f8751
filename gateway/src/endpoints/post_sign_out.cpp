// SPDX-License-Identifier: Apache-2.0
#include "core/people/user_session.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/form_body.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_sign_out(Services& services, http::Request& request) {
    const std::string language = page_language(request);
    const auto form = read_form(request);
    if (!form) {
        co_return Failure{form.error()};
    }
    const http::PublicOrigin& origin = services.people.origin;
    const std::string token{origin.session_of(request.headers)};
    const bool ours = origin.is_ours(request.headers) &&
                      http::is_csrf_token(form_field(*form, "csrf_token"), token);
    if (!ours) {
        co_return fail(ErrorCode::cross_site, "Sign out on our own page.");
    }
    const auto live = co_await services.people.sessions.find(token, request.deadline);
    if (!live) {
        co_return Failure{live.error()};
    }
    http::Response response = see_other("/sign-in?lang=" + language);
    response.headers.emplace_back("Set-Cookie", origin.clear_cookie());
    if (!*live) {
        co_return response;
    }
    auto unit = [hash = token_hash(token)](Tx& tx) -> Result<Digest256> {
        sessions::end_by_token(tx, hash);
        return hash;
    };
    const auto ended = co_await platform::write(
        services.store, Reach::of((*live)->user.tenant), std::move(unit), request.deadline
    );
    if (!ended) {
        co_return Failure{ended.error()};
    }
    services.people.sessions.forget(*ended);
    co_return response;
}

} // namespace

http::Route post_sign_out(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/sign-out",
        .name = "post_sign_out",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_sign_out(services, request); },
    };
}

} // namespace route9::gateway::endpoints
