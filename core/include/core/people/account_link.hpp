// SPDX-License-Identifier: Apache-2.0
// Links by which a person sets a password: to join (invitation) or to come back (recovery). Shown
// once to whoever issues them, stored hashed, good once and until they expire. A person has one: a
// new one voids the one before. Beside them the tokens of a sign-in's steps that were used.
#pragma once

#include "core/people/user.hpp"

namespace route9 {

enum class LinkKind : std::uint8_t { invitation, recovery };

std::string_view name(LinkKind kind) noexcept;

struct AccountLink {
    TenantId tenant;
    UserId user;
    Digest256 token_hash{};
    LinkKind kind = LinkKind::invitation;
    std::optional<UserId> issued_by;
    Instant expires_at{};
};

namespace account_links {

void put(Tx& tx, const AccountLink& link);
/// Not expired at `now`.
std::optional<AccountLink> find(Tx& tx, const Digest256& token_hash, Instant now);
/// False when somebody else was faster.
bool spend(Tx& tx, const AccountLink& link);
/// Voids the link of a user, if there is one.
void withdraw(Tx& tx, const TenantId& tenant, const UserId& user);
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace account_links

namespace spent_tokens {

/// True the first time. `expires_at` is when the token dies of age.
bool spend(Tx& tx, const TenantId& tenant, const Digest256& token_hash, Instant expires_at);
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace spent_tokens
} // namespace route9
