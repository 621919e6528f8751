// SPDX-License-Identifier: Apache-2.0
// Sessions of people. The token is 32 random bytes in base64url, known to the browser alone; the
// store keeps its SHA-256. A session ends limits::session_idle_max after its last use and
// limits::session_age_max after it began, whatever comes first.
#pragma once

#include "core/people/user.hpp"

namespace route9 {

enum class SignInMethod : std::uint8_t { password, password_totp, passkey };

std::string_view name(SignInMethod method) noexcept;

struct UserSession {
    TenantId tenant;
    SessionId id;
    UserId user;
    Digest256 token_hash{};
    SignInMethod method = SignInMethod::password;
    Instant created_at{};
    Instant seen_at{};
    Instant expires_at{};
    Instant ends_at{};
};

struct NewSession {
    UserSession record;
    std::string token;
};

struct LiveSession {
    UserSession session;
    UserRecord user;
};

/// 32 random bytes in base64url: what sessions and account links are proved by.
std::string make_token(Entropy& entropy);
Digest256 token_hash(std::string_view token);

namespace sessions {

NewSession prepare(
    const TenantId& tenant, const UserId& user, SignInMethod method, Entropy& entropy, Instant now
);
/// Ends the oldest ones beyond limits::sessions_per_user_max.
void store(Tx& tx, const UserSession& session);
/// Of an active user and not over at `now`.
std::optional<LiveSession> find_live(Tx& tx, const Digest256& token_hash, Instant now);
/// When it would end if it were used at `now`.
Instant expiry_after_use(const UserSession& session, Instant now);
void touch(Tx& tx, const UserSession& session, Instant now);
std::vector<UserSession> of_user(Tx& tx, const TenantId& tenant, const UserId& user, Instant now);
/// Error: not_found, also for a session of another user.
Result<SessionId> end(Tx& tx, const TenantId& tenant, const UserId& user, const SessionId& id);
void end_by_token(Tx& tx, const Digest256& token_hash);
/// All of the user, but `kept`.
std::int64_t
end_all(Tx& tx, const TenantId& tenant, const UserId& user, const std::optional<SessionId>& kept);
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace sessions
} // namespace route9
