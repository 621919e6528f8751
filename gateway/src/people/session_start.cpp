// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/session_start.hpp"

#include "gateway/people/people.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

struct Unit {
    SessionStart start;
    NewSession session;
    UserEvent event;

    Result<UserRecord> operator()(Tx& tx) const {
        const auto user = users::find(tx, start.user.tenant, start.user.id);
        const bool same = user && user->state == UserState::active &&
                          user->password_hash == start.user.password_hash;
        if (!same || (start.use_proof && !start.use_proof(tx))) {
            return fail(ErrorCode::unauthenticated, "The proof is not good (any more).");
        }
        if (start.renewed_hash) {
            users::renew_hash(tx, *user, *start.renewed_hash);
        }
        if (!start.source.old_token.empty()) {
            sessions::end_by_token(tx, token_hash(start.source.old_token));
        }
        sessions::store(tx, session.record);
        tell(tx, event);
        return *user;
    }
};

} // namespace

std::unexpected<SignInRefusal> refuse_sign_in(ErrorCode code, std::string detail) {
    return std::unexpected{SignInRefusal{.error = {.code = code, .detail = std::move(detail)}}};
}

platform::task<SignInResult<SignedIn>> start_session(Services& services, SessionStart start) {
    const Instant now = services.clock.business();
    const TenantId tenant = start.user.tenant;
    NewSession session =
        sessions::prepare(tenant, start.user.id, start.method, services.entropy, now);
    UserEvent event{
        .tenant = tenant,
        .subject = start.user.id.text(),
        .type = "user.signed_in",
        .data = Json{{"method", std::string{name(start.method)}}},
        .at = now,
        .id = EventId::make(now, services.entropy),
    };
    const Tick deadline = start.source.deadline;
    const std::string old_token = start.source.old_token;
    Unit unit{std::move(start), session, std::move(event)};
    auto user =
        co_await platform::write(services.store, Reach::of(tenant), std::move(unit), deadline);
    if (!user) {
        co_return std::unexpected{SignInRefusal{.error = std::move(user).error()}};
    }
    if (!old_token.empty()) {
        services.people.sessions.forget(token_hash(old_token));
    }
    services.people.metrics.signed_in.add();
    services.wakeups.notify(journal_feed(tenant));
    co_return SignedIn{std::move(*user), std::move(session)};
}

} // namespace route9::gateway
