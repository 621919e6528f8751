// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/passkey_sign_in.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

// RFC 9053: ES256, EdDSA, RS256.
constexpr std::array kAlgorithms{-7, -8, -257};

struct Facts {
    PersonDetails details;
    std::vector<Passkey> passkeys;
};

Json options(const adapters::PasskeyCeremony& ceremony, const Facts& facts, const UserId& user) {
    Json algorithms = Json::array();
    for (const int algorithm : kAlgorithms) {
        algorithms.push_back({{"type", "public-key"}, {"alg", algorithm}});
    }
    Json known = Json::array();
    for (const Passkey& passkey : facts.passkeys) {
        known.push_back({{"type", "public-key"}, {"id", base64url(passkey.credential_id)}});
    }
    return {
        {"challenge", ceremony.challenge},
        {"rp", {{"id", ceremony.rp_id}, {"name", "route9"}}},
        {"user",
         {{"id", base64url(user.bytes())},
          {"name", facts.details.email},
          {"displayName", facts.details.name}}},
        {"pubKeyCredParams", std::move(algorithms)},
        {"excludeCredentials", std::move(known)},
        {"authenticatorSelection", {{"residentKey", "required"}, {"userVerification", "required"}}},
        {"attestation", "none"},
        {"timeout", Milliseconds{limits::sign_in_step_max}.count()},
    };
}

platform::task<Result<http::Response>>
handle_post_passkey_options(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    const Ticket ticket{
        .tenant = principal.tenant,
        .user = principal.user,
        .expires_at = services.clock.business() + limits::sign_in_step_max,
    };
    auto ceremony = passkey_ceremony(
        services.people.origin,
        services.people.tickets.issue(TicketPurpose::passkey_create, ticket, services.entropy)
    );
    if (!ceremony) {
        co_return Failure{std::move(ceremony).error()};
    }
    auto look = [tenant = principal.tenant, id = *principal.user, &vault = services.vault](Tx& tx
                ) -> Result<Facts> {
        const auto user = users::find(tx, tenant, id);
        if (!user) {
            return fail(ErrorCode::not_found);
        }
        return Facts{open_details(tx, *user, vault), passkeys::of_user(tx, tenant, id)};
    };
    const auto facts = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!facts) {
        co_return Failure{facts.error()};
    }
    http::Response response =
        http::json_response(200, Json{{"publicKey", options(*ceremony, *facts, *principal.user)}});
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

} // namespace

http::Route post_passkey_options(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/passkeys/options",
        .name = "post_passkey_options",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_passkey_options(services, request); },
    };
}

} // namespace route9::gateway::endpoints
