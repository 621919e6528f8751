// SPDX-License-Identifier: Apache-2.0
// People of a tenant as the store keeps them. Address and name are sealed (`details`) under the
// person's own key; the address is found by its blind index. `version` counts what an administrator
// or the person changes.
#pragma once

#include "core/crypto.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

enum class UserState : std::uint8_t { invited, active, disabled };

std::string_view name(UserState state) noexcept;
std::optional<UserState> parse_user_state(std::string_view text) noexcept;

/// A seller's, carrier's, marketplace's, broker's or warehouse's person acts for a party; an
/// operator or finance for the tenant.
bool role_needs_party(Role role) noexcept;
/// Roles that two people decide on.
bool is_elevated(Role role) noexcept;

struct UserRecord {
    TenantId tenant;
    UserId id;
    BlindIndex email{};
    Bytes details;
    Role role = Role::seller;
    PartyId party;
    UserState state = UserState::invited;
    std::optional<std::string> password_hash;
    std::int64_t version = 1;
    Instant created_at{};
    std::optional<Instant> joined_at;
    std::optional<Instant> recovered_at;
    std::optional<UserId> recovered_by;
};

/// What the person may do, signed in by `session`.
Principal principal_of(const UserRecord& user, const SessionId& session);

namespace users {

/// With the wrapped key of the person. Errors: already_exists (the address; reference is the user),
/// validation_failed at /party (unknown, of another kind, missing, or not wanted).
Result<UserRecord> create(Tx& tx, const UserRecord& user, ByteView wrapped_person_key);
std::optional<UserRecord> find(Tx& tx, const TenantId& tenant, const UserId& id);
std::optional<UserRecord> find_by_email(Tx& tx, const TenantId& tenant, const BlindIndex& email);
/// Oldest first, after `after`.
std::vector<UserRecord>
page(Tx& tx, const TenantId& tenant, const std::optional<UserId>& after, int limit);
/// Writes role, party, state and what concerns the password, when the row still has `version`;
/// gives the row as it then is. Errors: precondition_failed, and those of the party.
Result<UserRecord> save(Tx& tx, UserRecord user);
/// The same password under other parameters; not a change.
void renew_hash(Tx& tx, const UserRecord& user, const std::string& hash);
std::int64_t active_operators(Tx& tx, const TenantId& tenant);
/// Nullopt when the person was erased.
std::optional<Bytes> wrapped_key(Tx& tx, const TenantId& tenant, const UserId& id);

} // namespace users
} // namespace route9
