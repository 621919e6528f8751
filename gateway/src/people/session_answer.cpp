// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/session_answer.hpp"

#include "gateway/http/problem.hpp"
#include "gateway/people/people.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

SignInSource source_of(const Services& services, const http::Request& request) {
    return {
        .network = std::string{request.network},
        .old_token = std::string{services.people.origin.session_of(request.headers)},
        .deadline = request.deadline,
    };
}

platform::task<Result<http::Response>>
session_answer(Services& services, SignedIn signed_in, Tick deadline) {
    auto look = [user = signed_in.user, &vault = services.vault](Tx& tx) -> Result<Json> {
        return user_view(tx, user, vault);
    };
    auto user = co_await platform::read(
        services.store, Reach::of(signed_in.user.tenant), std::move(look), deadline
    );
    if (!user) {
        co_return Failure{std::move(user).error()};
    }
    const NewSession& session = signed_in.session;
    http::Response response = http::json_response(
        200,
        Json{
            {"user", std::move(*user)},
            {"session", session_view(session.record, session.record.id)},
            {"csrf_token", http::csrf_token(session.token)},
        }
    );
    response.headers.emplace_back("Set-Cookie", services.people.origin.set_cookie(session.token));
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

http::Response refusal_answer(const SignInRefusal& refusal, const http::Request& request) {
    return http::problem(refusal.error, request.id, refusal.retry_after);
}

Result<void> refuse_foreign(const Services& services, const http::Request& request) {
    if (services.people.origin.is_foreign(request.headers)) {
        return fail(ErrorCode::cross_site, "Sign in on our own page.");
    }
    return {};
}

} // namespace route9::gateway
