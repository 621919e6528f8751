// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/passkey_sign_in.hpp"

#include "core/limits.hpp"
#include "core/people/account_link.hpp"
#include "gateway/people/people.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

struct Known {
    Passkey passkey;
    UserRecord user;
};

Result<std::optional<Known>>
find_known(Tx& tx, const TenantId& tenant, const Bytes& credential_id) {
    auto passkey = passkeys::find(tx, tenant, credential_id);
    auto user = passkey ? users::find(tx, tenant, passkey->user) : std::nullopt;
    if (!user || user->state != UserState::active) {
        return std::nullopt;
    }
    return Known{std::move(*passkey), std::move(*user)};
}

std::unexpected<SignInRefusal> refused(People& people) {
    people.metrics.passkey_refused.add();
    return refuse_sign_in(ErrorCode::unauthenticated, "This passkey does not sign you in.");
}

/// Uses up the challenge, and writes the authenticator's count down.
std::function<bool(Tx&)>
proof_of(const Passkey& passkey, std::int64_t count, const Ticket& ticket, Digest256 challenge) {
    return [passkey, count, ticket, challenge](Tx& tx) {
        return spent_tokens::spend(tx, ticket.tenant, challenge, ticket.expires_at) &&
               passkeys::use(tx, passkey, count, ticket.expires_at - limits::sign_in_step_max);
    };
}

} // namespace

platform::task<SignInResult<SignedIn>>
sign_in_by_passkey(Services& services, PasskeySignIn attempt) {
    People& people = services.people;
    const Tick deadline = attempt.source.deadline;
    const auto ceremony = passkey_ceremony(people.origin, attempt.challenge);
    if (!ceremony) {
        co_return std::unexpected{SignInRefusal{.error = ceremony.error()}};
    }
    const std::string network = "network/" + attempt.source.network;
    const Seconds wait =
        people.throttle.begin(network, limits::network_failures_free, services.clock.machine());
    if (wait > Seconds{0}) {
        people.metrics.throttled.add();
        co_return std::unexpected{SignInRefusal{
            .error =
                {.code = ErrorCode::rate_limited,
                 .detail = "Too many attempts that failed; wait a little."},
            .retry_after = wait,
        }};
    }
    const Instant now = services.clock.business();
    const auto ticket = people.tickets.read(TicketPurpose::passkey_get, attempt.challenge, now);
    if (!ticket) {
        co_return refused(people);
    }
    auto look = [tenant = ticket->tenant, id = attempt.credential_id](Tx& tx) {
        return find_known(tx, tenant, id);
    };
    auto known = co_await platform::read(
        services.store, Reach::of(ticket->tenant), std::move(look), deadline
    );
    if (!known) {
        co_return std::unexpected{SignInRefusal{.error = std::move(known).error()}};
    }
    if (!*known) {
        co_return refused(people);
    }
    const auto count = adapters::verify_assertion(
        {attempt.client_data, attempt.authenticator_data, attempt.signature},
        {.cose_key = (*known)->passkey.cose_key, .sign_count = (*known)->passkey.sign_count},
        *ceremony
    );
    if (!count) {
        co_return refused(people);
    }
    SessionStart start{
        .user = std::move((*known)->user),
        .method = SignInMethod::passkey,
        .renewed_hash = {},
        .use_proof = proof_of((*known)->passkey, *count, *ticket, token_hash(attempt.challenge)),
        .source = std::move(attempt.source),
    };
    auto signed_in = co_await start_session(services, std::move(start));
    if (signed_in) {
        people.throttle.take_back(network);
    } else if (signed_in.error().error.code == ErrorCode::unauthenticated) {
        co_return refused(people);
    }
    co_return signed_in;
}

Result<adapters::PasskeyCeremony>
passkey_ceremony(const http::PublicOrigin& origin, std::string challenge) {
    if (!origin.known()) {
        return fail(
            ErrorCode::state_forbids, "passkeys are bound to --public-url, which is not set"
        );
    }
    return adapters::PasskeyCeremony{std::move(challenge), origin.text(), origin.host()};
}

Json passkey_view(const Passkey& passkey) {
    Json view{{"id", passkey.id.text()}, {"created_at", format_utc(passkey.created_at)}};
    if (passkey.used_at) {
        view["used_at"] = format_utc(*passkey.used_at);
    }
    return view;
}

} // namespace route9::gateway
