// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/binary_member.hpp"
#include "gateway/people/passkey_sign_in.hpp"
#include "gateway/people/session_answer.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<PasskeySignIn> read_attempt(const Json& body, SignInSource source) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    PasskeySignIn attempt{
        .challenge = reader.text("challenge", Need::required, binary_text_max).value_or(""),
        .credential_id = read_binary(reader, "id"),
        .client_data = text_of(read_binary(reader, "client_data")),
        .authenticator_data = read_binary(reader, "authenticator_data"),
        .signature = read_binary(reader, "signature"),
        .source = std::move(source),
    };
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return attempt;
}

platform::task<Result<http::Response>>
handle_post_session_passkey(Services& services, http::Request& request) {
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
    auto signed_in = co_await sign_in_by_passkey(services, std::move(*attempt));
    if (!signed_in) {
        co_return refusal_answer(signed_in.error(), request);
    }
    co_return co_await session_answer(services, std::move(*signed_in), request.deadline);
}

} // namespace

http::Route post_session_passkey(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/session/passkey",
        .name = "post_session_passkey",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_session_passkey(services, request); },
    };
}

} // namespace route9::gateway::endpoints
