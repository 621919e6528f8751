// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/passkey_sign_in.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/session_answer.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<http::Response>
handle_post_session_passkey_options(Services& services, http::Request& request) {
    if (auto ours = refuse_foreign(services, request); !ours) {
        return Failure{std::move(ours).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    const auto tenant = reader.text("tenant", Need::required, limits::foreign_id_bytes_max);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    const Ticket ticket{
        .tenant = TenantId{*tenant},
        .user = std::nullopt,
        .expires_at = services.clock.business() + limits::sign_in_step_max,
    };
    const auto ceremony = passkey_ceremony(
        services.people.origin,
        services.people.tickets.issue(TicketPurpose::passkey_get, ticket, services.entropy)
    );
    if (!ceremony) {
        return Failure{ceremony.error()};
    }
    Json options{
        {"challenge", ceremony->challenge},
        {"rpId", ceremony->rp_id},
        {"userVerification", "required"},
        {"allowCredentials", Json::array()},
        {"timeout", Milliseconds{limits::sign_in_step_max}.count()},
    };
    http::Response response = http::json_response(200, Json{{"publicKey", std::move(options)}});
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace

http::Route post_session_passkey_options(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/session/passkey-options",
        .name = "post_session_passkey_options",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_session_passkey_options(services, request); },
    };
}

} // namespace route9::gateway::endpoints
