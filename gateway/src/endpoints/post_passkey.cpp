// SPDX-License-Identifier: Apache-2.0
#include "core/people/account_link.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/binary_member.hpp"
#include "gateway/people/passkey_sign_in.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Registration {
    std::string challenge;
    std::string client_data;
    Bytes attestation_object;
};

Result<Registration> read_registration(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Registration given;
    given.challenge = reader.text("challenge", Need::required, binary_text_max).value_or("");
    read_binary(reader, "id");
    given.client_data = text_of(read_binary(reader, "client_data"));
    given.attestation_object = read_binary(reader, "attestation_object");
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return given;
}

struct Unit {
    Passkey passkey;
    Digest256 challenge{};
    Instant challenge_expires_at{};
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        if (!spent_tokens::spend(tx, passkey.tenant, challenge, challenge_expires_at)) {
            return fail_field("/challenge", "used", "ask for new options");
        }
        const auto stored = passkeys::store(tx, passkey);
        if (!stored) {
            return Failure{stored.error()};
        }
        tell(
            tx,
            {passkey.tenant,
             passkey.user.text(),
             "user.passkey_added",
             {{"passkey", passkey.id.text()}},
             passkey.created_at,
             event}
        );
        return http::json_response(200, passkey_view(*stored));
    }
};

platform::task<Result<http::Response>>
handle_post_passkey(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto given = read_registration(*body);
    if (!given) {
        co_return Failure{std::move(given).error()};
    }
    const Principal& principal = *request.principal;
    const Instant now = services.clock.business();
    const auto ticket =
        services.people.tickets.read(TicketPurpose::passkey_create, given->challenge, now);
    if (!ticket || ticket->user != principal.user) {
        co_return fail_field("/challenge", "unknown", "ask for new options");
    }
    const auto ceremony = passkey_ceremony(services.people.origin, given->challenge);
    if (!ceremony) {
        co_return Failure{ceremony.error()};
    }
    auto made =
        adapters::verify_registration(given->client_data, given->attestation_object, *ceremony);
    if (!made) {
        co_return fail_field("/attestation_object", "bad_value", made.error());
    }
    Unit unit{
        .passkey =
            {.tenant = principal.tenant,
             .id = PasskeyId::make(now, services.entropy),
             .user = *principal.user,
             .credential_id = std::move(made->credential_id),
             .cose_key = std::move(made->cose_key),
             .sign_count = made->sign_count,
             .created_at = now,
             .used_at = {}},
        .challenge = token_hash(given->challenge),
        .challenge_expires_at = ticket->expires_at,
        .event = EventId::make(now, services.entropy),
    };
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_passkey(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/passkeys",
        .name = "post_passkey",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_passkey(services, request); },
    };
}

} // namespace route9::gateway::endpoints
