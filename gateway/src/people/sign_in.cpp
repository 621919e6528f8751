// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/sign_in.hpp"

#include "adapters/sign_in/totp.hpp"
#include "core/limits.hpp"
#include "core/people/password_hash.hpp"
#include "core/people/second_factor.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/totp_seal.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kWrong = "The business, the address or the password is not right.";

struct Known {
    UserRecord user;
    bool totp = false;
};

struct Verdict {
    bool good = false;
    std::optional<std::string> renewed_hash;
};

std::string key_of(const char* kind, ByteView id) {
    return kind + hex(id);
}

std::unexpected<SignInRefusal> throttled(People& people, Seconds wait) {
    people.metrics.throttled.add();
    return std::unexpected{SignInRefusal{
        .error =
            {.code = ErrorCode::rate_limited,
             .detail = "Too many attempts that failed; wait a little."},
        .retry_after = wait,
    }};
}

/// On the pool: Argon2id takes its time and its memory.
platform::task<Result<Verdict>>
judge_password(Services& services, Secret password, std::string stored, Tick deadline) {
    auto work = [password = std::move(password),
                 stored = std::move(stored),
                 salt = make_password_salt(services.entropy),
                 cost = services.people.cost]() -> Result<Verdict> {
        Verdict verdict{.good = verify_password(password, stored), .renewed_hash = {}};
        if (verdict.good && is_outdated_hash(stored, cost)) {
            verdict.renewed_hash = hash_password(password, salt, cost);
        }
        return verdict;
    };
    co_return co_await services.compute.run(std::move(work), deadline);
}

Result<std::optional<Known>> find_known(Tx& tx, const TenantId& tenant, const BlindIndex& email) {
    auto user = users::find_by_email(tx, tenant, email);
    if (!user) {
        return std::nullopt;
    }
    const auto totp = second_factors::find(tx, tenant, user->id);
    return Known{std::move(*user), totp && totp->confirmed};
}

platform::task<SignInResult<PasswordOutcome>>
go_on(Services& services, Known known, Verdict verdict, SignInSource source) {
    if (known.totp) {
        const Ticket ticket{
            .tenant = known.user.tenant,
            .user = known.user.id,
            .user_version = known.user.version,
            .expires_at = services.clock.business() + limits::sign_in_step_max,
        };
        co_return CodeWanted{
            services.people.tickets.issue(TicketPurpose::second_factor, ticket, services.entropy)
        };
    }
    SessionStart start{
        .user = std::move(known.user),
        .method = SignInMethod::password,
        .renewed_hash = std::move(verdict.renewed_hash),
        .use_proof = {},
        .source = std::move(source),
    };
    auto signed_in = co_await start_session(services, std::move(start));
    if (!signed_in) {
        co_return std::unexpected{std::move(signed_in).error()};
    }
    co_return std::move(*signed_in);
}

struct CodeFacts {
    UserRecord user;
    TotpRecord totp;
    Secret person_key;
};

Result<std::optional<CodeFacts>> find_code_facts(Tx& tx, const Ticket& ticket, const Vault& vault) {
    auto user = users::find(tx, ticket.tenant, *ticket.user);
    if (!user || user->version != ticket.user_version || user->state != UserState::active) {
        return std::nullopt;
    }
    auto totp = second_factors::find(tx, ticket.tenant, *ticket.user);
    auto key = person_key(tx, ticket.tenant, *ticket.user, vault);
    if (!totp || !totp->confirmed || !key) {
        return std::nullopt;
    }
    return CodeFacts{std::move(*user), std::move(*totp), std::move(*key)};
}

std::unexpected<SignInRefusal> failed(Error error) {
    return std::unexpected{SignInRefusal{.error = std::move(error)}};
}

} // namespace

platform::task<SignInResult<PasswordOutcome>>
sign_in_by_password(Services& services, PasswordSignIn attempt) {
    People& people = services.people;
    const Tick deadline = attempt.source.deadline;
    const auto keys = co_await services.keyring.tenant(attempt.tenant, deadline);
    if (!keys && keys.error().code != ErrorCode::not_found) {
        co_return failed(keys.error());
    }
    const BlindIndex index =
        email_index(keys ? (*keys)->index : people.decoy_index_key, attempt.email);
    const std::string person = key_of("password/", index);
    const std::string network = "network/" + attempt.source.network;
    const Tick now = services.clock.machine();
    Seconds wait = people.throttle.begin(network, limits::network_failures_free, now);
    if (wait == Seconds{0}) {
        wait = people.throttle.begin(person, limits::sign_in_failures_free, now);
    }
    if (wait > Seconds{0}) {
        co_return throttled(people, wait);
    }
    auto look = [tenant = attempt.tenant, index](Tx& tx) { return find_known(tx, tenant, index); };
    auto known = co_await platform::read(
        services.store, Reach::of(attempt.tenant), std::move(look), deadline
    );
    if (!known) {
        co_return failed(std::move(known).error());
    }
    const bool usable = *known && (*known)->user.state == UserState::active;
    std::string stored = people.decoy_hash;
    if (usable) {
        stored = (*known)->user.password_hash.value_or(stored);
    }
    auto verdict = co_await judge_password(services, attempt.password, std::move(stored), deadline);
    if (!verdict) {
        co_return failed(std::move(verdict).error());
    }
    if (!verdict->good || !usable) {
        people.metrics.refused.add();
        co_return refuse_sign_in(ErrorCode::unauthenticated, kWrong);
    }
    people.throttle.succeeded(person);
    people.throttle.take_back(network);
    co_return co_await go_on(
        services, std::move(**known), std::move(*verdict), std::move(attempt.source)
    );
}

std::optional<std::function<bool(Tx&)>> judge_code(
    const UserRecord& user,
    const Secret& totp_key,
    const Secret& index_key,
    std::int64_t used_step,
    std::string_view code,
    Instant now
) {
    if (const auto step = adapters::match_totp(totp_key, code, now, used_step)) {
        return [tenant = user.tenant, id = user.id, step = *step](Tx& tx) {
            return second_factors::use_step(tx, tenant, id, step);
        };
    }
    if (code.size() < recovery_code_bytes_min || code.size() > recovery_code_bytes_max) {
        return std::nullopt;
    }
    return [tenant = user.tenant,
            id = user.id,
            index = recovery_code_index(index_key, user.id, code)](Tx& tx) {
        return second_factors::use_recovery_code(tx, tenant, id, index);
    };
}

platform::task<SignInResult<SignedIn>> sign_in_by_code(Services& services, CodeSignIn attempt) {
    People& people = services.people;
    const Tick deadline = attempt.source.deadline;
    const Instant now = services.clock.business();
    const auto ticket = people.tickets.read(TicketPurpose::second_factor, attempt.ticket, now);
    if (!ticket || !ticket->user) {
        co_return refuse_sign_in(
            ErrorCode::unauthenticated, "This sign-in took too long; begin again."
        );
    }
    const std::string person = key_of("code/", ticket->user->bytes());
    const Seconds wait =
        people.throttle.begin(person, limits::sign_in_failures_free, services.clock.machine());
    if (wait > Seconds{0}) {
        co_return throttled(people, wait);
    }
    const auto keys = co_await services.keyring.tenant(ticket->tenant, deadline);
    if (!keys) {
        co_return failed(keys.error());
    }
    auto look = [ticket = *ticket, &vault = services.vault](Tx& tx) {
        return find_code_facts(tx, ticket, vault);
    };
    auto facts = co_await platform::read(
        services.store, Reach::of(ticket->tenant), std::move(look), deadline
    );
    if (!facts) {
        co_return failed(std::move(facts).error());
    }
    std::optional<std::function<bool(Tx&)>> proof;
    if (*facts) {
        const auto key = open_totp_key((*facts)->totp, (*facts)->user.id, (*facts)->person_key);
        proof = judge_code(
            (*facts)->user, key, (*keys)->index, (*facts)->totp.used_step, attempt.code, now
        );
    }
    if (!proof) {
        people.metrics.code_refused.add();
        co_return refuse_sign_in(ErrorCode::unauthenticated, "The code is not right.");
    }
    SessionStart start{
        .user = std::move((*facts)->user),
        .method = SignInMethod::password_totp,
        .renewed_hash = {},
        .use_proof = std::move(*proof),
        .source = std::move(attempt.source),
    };
    auto signed_in = co_await start_session(services, std::move(start));
    if (signed_in) {
        people.throttle.succeeded(person);
    } else if (signed_in.error().error.code == ErrorCode::unauthenticated) {
        people.metrics.code_refused.add();
        signed_in.error().error.detail = "The code is not right, or was used before.";
    }
    co_return signed_in;
}

platform::task<SignInResult<UserRecord>>
confirm_password(Services& services, const Principal& principal, Secret password, Tick deadline) {
    People& people = services.people;
    const std::string person = key_of("confirm/", principal.user->bytes());
    const Seconds wait =
        people.throttle.begin(person, limits::sign_in_failures_free, services.clock.machine());
    if (wait > Seconds{0}) {
        co_return throttled(people, wait);
    }
    auto look = [tenant = principal.tenant, id = *principal.user](Tx& tx
                ) -> Result<std::optional<UserRecord>> { return users::find(tx, tenant, id); };
    auto user = co_await platform::read(
        services.store, Reach::of(principal.tenant), std::move(look), deadline
    );
    if (!user) {
        co_return failed(std::move(user).error());
    }
    std::string stored = people.decoy_hash;
    if (*user) {
        stored = (*user)->password_hash.value_or(stored);
    }
    const auto verdict =
        co_await judge_password(services, std::move(password), std::move(stored), deadline);
    if (!verdict) {
        co_return failed(verdict.error());
    }
    if (!verdict->good || !*user) {
        people.metrics.refused.add();
        co_return failed(
            fail_field("/password", "wrong", "this is not your present password").error()
        );
    }
    people.throttle.succeeded(person);
    co_return std::move(**user);
}

} // namespace route9::gateway
