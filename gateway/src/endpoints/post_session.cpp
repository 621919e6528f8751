// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/password_policy.hpp"
#include "core/text.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"

#include <utility>
#include <variant>

namespace route9::gateway::endpoints {
namespace {

Result<PasswordSignIn> read_attempt(const Json& body, SignInSource source) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    const auto word = [&reader](std::string_view name, std::size_t bytes_max) {
        return reader.text(name, Need::required, bytes_max).value_or("");
    };
    PasswordSignIn attempt{
        .tenant = TenantId{word("tenant", limits::foreign_id_bytes_max)},
        .email = read_email(word("email", limits::text_bytes_max)).value_or(""),
        .password = normalised_password(word("password", password_bytes_max)),
        .source = std::move(source),
    };
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return attempt;
}

platform::task<Result<http::Response>>
handle_post_session(Services& services, http::Request& request) {
    if (auto ours = refuse_foreign(services, request); !ours) {
        co_return Failure{std::move(ours).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto attempt = read_attempt(*body, source_of(services, request));
    if (!attempt) {
        co_return Failure{std::move(attempt).error()};
    }
    auto outcome = co_await sign_in_by_password(services, std::move(*attempt));
    if (!outcome) {
        co_return refusal_answer(outcome.error(), request);
    }
    if (const auto* wanted = std::get_if<CodeWanted>(&*outcome)) {
        http::Response response =
            http::json_response(200, Json{{"next", "code"}, {"ticket", wanted->ticket}});
        response.headers.emplace_back("Cache-Control", "no-store");
        co_return response;
    }
    auto& signed_in = std::get<SignedIn>(*outcome);
    co_return co_await session_answer(services, std::move(signed_in), request.deadline);
}

} // namespace

http::Route post_session(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/session",
        .name = "post_session",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_session(services, request); },
    };
}

} // namespace route9::gateway::endpoints
