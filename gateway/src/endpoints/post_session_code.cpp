// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/recovery_code.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_session_code(Services& services, http::Request& request) {
    if (auto ours = refuse_foreign(services, request); !ours) {
        co_return Failure{std::move(ours).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    CodeSignIn attempt{.ticket = {}, .code = {}, .source = source_of(services, request)};
    attempt.ticket = reader.text("ticket", Need::required, limits::text_bytes_max).value_or("");
    attempt.code = reader.text("code", Need::required, recovery_code_bytes_max).value_or("");
    reader.finish();
    if (!errors.empty()) {
        co_return fail_fields(std::move(errors));
    }
    auto signed_in = co_await sign_in_by_code(services, std::move(attempt));
    if (!signed_in) {
        co_return refusal_answer(signed_in.error(), request);
    }
    co_return co_await session_answer(services, std::move(*signed_in), request.deadline);
}

} // namespace

http::Route post_session_code(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/session/code",
        .name = "post_session_code",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_session_code(services, request); },
    };
}

} // namespace route9::gateway::endpoints
