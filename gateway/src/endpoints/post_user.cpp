// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/invitation.hpp"
#include "gateway/people/people.hpp"
#include "gateway/views/user_view.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_user";

Result<InvitationRequest> read_invitation(const Json& body, const Principal& by) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    InvitationRequest invitation{.tenant = by.tenant, .details = {}, .party = {}, .by = by};
    if (const auto text = reader.text("email", Need::required, limits::text_bytes_max)) {
        const auto email = read_email(*text);
        invitation.details.email = email.value_or("");
        if (!email) {
            reader.refuse("email", "bad_value", "give one address like bunmi@example.la");
        }
    }
    invitation.details.name = read_human_text(reader, "name", Need::required).value_or("");
    if (const auto word = reader.text("role", Need::required, limits::foreign_id_bytes_max)) {
        const auto role = parse_role(*word);
        invitation.role = role.value_or(Role::seller);
        if (!role) {
            reader.refuse(
                "role",
                "unknown_value",
                "give seller, carrier, marketplace, broker, warehouse, finance or operator"
            );
        }
    }
    invitation.party =
        PartyId{reader.text("party", Need::optional, limits::foreign_id_bytes_max).value_or("")};
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return invitation;
}

Result<http::Response>
answer(Tx& tx, const Invitation& invitation, const http::PublicOrigin& origin, const Vault& vault) {
    const auto invited = invite(tx, invitation);
    if (!invited) {
        return Failure{invited.error()};
    }
    Json view = user_view(tx, invited->user, vault);
    view["invitation"] = {
        {"link", link_text(origin, invitation.token)},
        {"token", invitation.token},
        {"expires_at", format_utc(invitation.link.expires_at)},
    };
    if (invited->approval) {
        view["approval"] = approval_view(*invited->approval, invitation.user.created_at);
    }
    http::Response response = user_response(201, invited->user, std::move(view));
    response.headers.emplace_back("Location", "/v1/users/" + invited->user.id.text());
    return response;
}

platform::task<Result<http::Response>>
handle_post_user(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto wanted = read_invitation(*body, *request.principal);
    if (!wanted) {
        co_return Failure{wanted.error()};
    }
    const TenantId tenant = request.principal->tenant;
    const auto keys = co_await services.keyring.tenant(tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    auto work =
        [invitation = prepare_invitation(
             *wanted, (*keys)->index, services.vault, services.entropy, services.clock.business()
         ),
         &origin = services.people.origin,
         &vault = services.vault](Tx& tx) { return answer(tx, invitation, origin, vault); };
    auto response = co_await execute_once(services, request, kName, std::move(work));
    if (response) {
        services.wakeups.notify(journal_feed(tenant));
    }
    co_return response;
}

} // namespace

http::Route post_user(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/users",
        .name = "post_user",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_user(services, request); },
    };
}

} // namespace route9::gateway::endpoints
