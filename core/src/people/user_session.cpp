// SPDX-License-Identifier: Apache-2.0
#include "core/people/user_session.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9 {
namespace {

constexpr std::size_t kTokenBytes = 32;

constexpr std::array<std::pair<SignInMethod, std::string_view>, 3> kMethods{{
    {SignInMethod::password, "password"},
    {SignInMethod::password_totp, "password+totp"},
    {SignInMethod::passkey, "passkey"},
}};

constexpr Statement kInsert{
    "user_session.insert",
    "INSERT INTO user_session (tenant_id, session_id, user_id, token_hash, method, created_at,"
    " seen_at, expires_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
constexpr Statement kFind{
    "user_session.find",
    "SELECT tenant_id, session_id, user_id, token_hash, method, created_at, seen_at, expires_at,"
    " ends_at FROM user_session WHERE token_hash = $1 AND expires_at > $2"
};
constexpr Statement kTouch{
    "user_session.touch",
    "UPDATE user_session SET seen_at = $3, expires_at = $4"
    " WHERE tenant_id = $1 AND session_id = $2"
};
constexpr Statement kOfUser{
    "user_session.of_user",
    "SELECT tenant_id, session_id, user_id, token_hash, method, created_at, seen_at, expires_at,"
    " ends_at FROM user_session WHERE tenant_id = $1 AND user_id = $2 AND expires_at > $3"
    " ORDER BY session_id DESC"
};
constexpr Statement kEnd{
    "user_session.end",
    "DELETE FROM user_session WHERE tenant_id = $1 AND user_id = $2 AND session_id = $3"
};
constexpr Statement kEndByToken{
    "user_session.end_by_token", "DELETE FROM user_session WHERE token_hash = $1"
};
constexpr Statement kEndAll{
    "user_session.end_all",
    "DELETE FROM user_session WHERE tenant_id = $1 AND user_id = $2 AND session_id <> $3"
};
constexpr Statement kEndOldest{
    "user_session.end_oldest",
    "DELETE FROM user_session WHERE tenant_id = $1 AND session_id IN"
    " (SELECT session_id FROM user_session WHERE tenant_id = $1 AND user_id = $2"
    " ORDER BY session_id DESC LIMIT 1000 OFFSET $3)"
};
constexpr Statement kForget{
    "user_session.forget",
    "DELETE FROM user_session WHERE (tenant_id, session_id) IN (SELECT tenant_id, session_id"
    " FROM user_session WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)"
};

UserSession session_from(const Row& row) {
    UserSession session;
    session.tenant = row.get<TenantId>(0);
    session.id = row.get<SessionId>(1);
    session.user = row.get<UserId>(2);
    std::ranges::copy(row.get<ByteView>(3), session.token_hash.begin());
    const auto method = row.get<std::string_view>(4);
    for (const auto& [known, word] : kMethods) {
        session.method = word == method ? known : session.method;
    }
    session.created_at = row.get<Instant>(5);
    session.seen_at = row.get<Instant>(6);
    session.expires_at = row.get<Instant>(7);
    session.ends_at = row.get<Instant>(8);
    return session;
}

} // namespace

std::string_view name(SignInMethod method) noexcept {
    return std::ranges::find(kMethods, method, &std::pair<SignInMethod, std::string_view>::first)
        ->second;
}

std::string make_token(Entropy& entropy) {
    std::array<std::byte, kTokenBytes> random{};
    entropy.fill(random);
    return base64url(random);
}

Digest256 token_hash(std::string_view token) {
    return sha256(as_byte_view(token));
}

namespace sessions {

NewSession prepare(
    const TenantId& tenant, const UserId& user, SignInMethod method, Entropy& entropy, Instant now
) {
    NewSession made;
    made.token = make_token(entropy);
    made.record = UserSession{
        .tenant = tenant,
        .id = SessionId::make(now, entropy),
        .user = user,
        .token_hash = token_hash(made.token),
        .method = method,
        .created_at = now,
        .seen_at = now,
        .expires_at = now + limits::session_idle_max,
        .ends_at = now + limits::session_age_max,
    };
    return made;
}

void store(Tx& tx, const UserSession& session) {
    tx.execute(
        kInsert,
        session.tenant,
        session.id,
        session.user,
        ByteView{session.token_hash},
        name(session.method),
        session.created_at,
        session.seen_at,
        session.expires_at,
        session.ends_at
    );
    tx.execute(kEndOldest, session.tenant, session.user, limits::sessions_per_user_max);
}

std::optional<LiveSession> find_live(Tx& tx, const Digest256& token_hash, Instant now) {
    std::optional<UserSession> session;
    {
        Rows rows = tx.query(kFind, ByteView{token_hash}, now);
        if (rows.next()) {
            session = session_from(rows.row());
        }
    }
    if (!session) {
        return std::nullopt;
    }
    auto user = users::find(tx, session->tenant, session->user);
    if (!user || user->state != UserState::active) {
        return std::nullopt;
    }
    return LiveSession{std::move(*session), std::move(*user)};
}

Instant expiry_after_use(const UserSession& session, Instant now) {
    return std::min<Instant>(session.ends_at, now + limits::session_idle_max);
}

void touch(Tx& tx, const UserSession& session, Instant now) {
    tx.execute(kTouch, session.tenant, session.id, now, expiry_after_use(session, now));
}

std::vector<UserSession> of_user(Tx& tx, const TenantId& tenant, const UserId& user, Instant now) {
    std::vector<UserSession> found;
    Rows rows = tx.query(kOfUser, tenant, user, now);
    while (rows.next()) {
        found.push_back(session_from(rows.row()));
    }
    return found;
}

Result<SessionId> end(Tx& tx, const TenantId& tenant, const UserId& user, const SessionId& id) {
    if (tx.execute(kEnd, tenant, user, id) == 0) {
        return fail(ErrorCode::not_found);
    }
    return id;
}

void end_by_token(Tx& tx, const Digest256& token_hash) {
    tx.execute(kEndByToken, ByteView{token_hash});
}

std::int64_t
end_all(Tx& tx, const TenantId& tenant, const UserId& user, const std::optional<SessionId>& kept) {
    return tx.execute(kEndAll, tenant, user, kept.value_or(SessionId{}));
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    return tx.execute(kForget, now, limit);
}

} // namespace sessions
} // namespace route9
