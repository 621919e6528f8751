// SPDX-License-Identifier: Apache-2.0
#include "core/people/user.hpp"

#include "core/tenancy.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9 {
namespace {

constexpr std::array<std::pair<UserState, std::string_view>, 3> kStates{{
    {UserState::invited, "invited"},
    {UserState::active, "active"},
    {UserState::disabled, "disabled"},
}};

constexpr Statement kInsert{
    "user.insert",
    "INSERT INTO user_account (tenant_id, user_id, email_index, details, role, party_id, state,"
    " version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING"
};
constexpr Statement kInsertKey{
    "user.insert_key", "INSERT INTO person_key (tenant_id, person_id, wrapped) VALUES ($1, $2, $3)"
};
constexpr Statement kFindKey{
    "user.find_key", "SELECT wrapped FROM person_key WHERE tenant_id = $1 AND person_id = $2"
};
constexpr Statement kFind{
    "user.find",
    "SELECT tenant_id, user_id, email_index, details, role, party_id, state, password_hash,"
    " version, created_at, joined_at, recovered_at, recovered_by FROM user_account"
    " WHERE tenant_id = $1 AND user_id = $2"
};
constexpr Statement kFindByEmail{
    "user.find_by_email",
    "SELECT tenant_id, user_id, email_index, details, role, party_id, state, password_hash,"
    " version, created_at, joined_at, recovered_at, recovered_by FROM user_account"
    " WHERE tenant_id = $1 AND email_index = $2"
};
constexpr Statement kPage{
    "user.page",
    "SELECT tenant_id, user_id, email_index, details, role, party_id, state, password_hash,"
    " version, created_at, joined_at, recovered_at, recovered_by FROM user_account"
    " WHERE tenant_id = $1 AND user_id > $2 ORDER BY user_id LIMIT $3"
};
constexpr Statement kSave{
    "user.save",
    "UPDATE user_account SET role = $4, party_id = $5, state = $6, password_hash = $7,"
    " joined_at = $8, recovered_at = $9, recovered_by = $10, version = version + 1"
    " WHERE tenant_id = $1 AND user_id = $2 AND version = $3"
};
constexpr Statement kRenewHash{
    "user.renew_hash",
    "UPDATE user_account SET password_hash = $4"
    " WHERE tenant_id = $1 AND user_id = $2 AND password_hash = $3"
};
constexpr Statement kOperators{
    "user.operators",
    "SELECT COUNT(*) FROM user_account WHERE tenant_id = $1 AND role = $2 AND state = $3"
};

UserRecord user_from(const Row& row) {
    UserRecord user;
    user.tenant = row.get<TenantId>(0);
    user.id = row.get<UserId>(1);
    std::ranges::copy(row.get<ByteView>(2), user.email.begin());
    const auto details = row.get<ByteView>(3);
    user.details.assign(details.begin(), details.end());
    user.role = parse_role(row.get<std::string_view>(4)).value_or(Role::seller);
    user.party = row.get<std::optional<PartyId>>(5).value_or(PartyId{});
    user.state = parse_user_state(row.get<std::string_view>(6)).value_or(UserState::disabled);
    user.password_hash = row.get<std::optional<std::string>>(7);
    user.version = row.get<std::int64_t>(8);
    user.created_at = row.get<Instant>(9);
    user.joined_at = row.get<std::optional<Instant>>(10);
    user.recovered_at = row.get<std::optional<Instant>>(11);
    user.recovered_by = row.get<std::optional<UserId>>(12);
    return user;
}

std::optional<UserRecord> first_of(Rows rows) {
    return rows.next() ? std::optional{user_from(rows.row())} : std::nullopt;
}

std::optional<PartyId> party_column(const UserRecord& user) {
    return user.party.empty() ? std::nullopt : std::optional{user.party};
}

Result<void> check_party(Tx& tx, const UserRecord& user) {
    if (!role_needs_party(user.role)) {
        return user.party.empty()
                   ? Result<void>{}
                   : fail_field("/party", "not_wanted", "this role acts for the whole business");
    }
    const auto party = tenancy::find_party(tx, user.tenant, user.party);
    if (!party || name(party->kind) != name(user.role)) {
        return fail_field(
            "/party", "unknown", "give a " + std::string{name(user.role)} + " of this business"
        );
    }
    return {};
}

} // namespace

std::string_view name(UserState state) noexcept {
    return std::ranges::find(kStates, state, &std::pair<UserState, std::string_view>::first)
        ->second;
}

std::optional<UserState> parse_user_state(std::string_view text) noexcept {
    for (const auto& [state, word] : kStates) {
        if (word == text) {
            return state;
        }
    }
    return std::nullopt;
}

bool role_needs_party(Role role) noexcept {
    return role != Role::operator_ && role != Role::finance;
}

bool is_elevated(Role role) noexcept {
    return role == Role::operator_ || role == Role::finance;
}

Principal principal_of(const UserRecord& user, const SessionId& session) {
    Principal principal;
    principal.tenant = user.tenant;
    principal.role = user.role;
    principal.party = user.party;
    principal.scopes = scopes_of(user.role);
    principal.user = user.id;
    principal.session = session;
    return principal;
}

namespace users {

Result<UserRecord> create(Tx& tx, const UserRecord& user, ByteView wrapped_person_key) {
    if (auto fits = check_party(tx, user); !fits) {
        return Failure{std::move(fits).error()};
    }
    const std::int64_t created = tx.execute(
        kInsert,
        user.tenant,
        user.id,
        ByteView{user.email},
        ByteView{user.details},
        name(user.role),
        party_column(user),
        name(user.state),
        user.version,
        user.created_at
    );
    if (created == 0) {
        const auto there = find_by_email(tx, user.tenant, user.email);
        Error error{.code = ErrorCode::already_exists, .detail = "a user has this address"};
        error.reference = there ? there->id.text() : "";
        return Failure{std::move(error)};
    }
    tx.execute(kInsertKey, user.tenant, user.id, wrapped_person_key);
    return user;
}

std::optional<UserRecord> find(Tx& tx, const TenantId& tenant, const UserId& id) {
    return first_of(tx.query(kFind, tenant, id));
}

std::optional<UserRecord> find_by_email(Tx& tx, const TenantId& tenant, const BlindIndex& email) {
    return first_of(tx.query(kFindByEmail, tenant, ByteView{email}));
}

std::vector<UserRecord>
page(Tx& tx, const TenantId& tenant, const std::optional<UserId>& after, int limit) {
    std::vector<UserRecord> found;
    Rows rows = tx.query(kPage, tenant, after.value_or(UserId{}), limit);
    while (rows.next()) {
        found.push_back(user_from(rows.row()));
    }
    return found;
}

Result<UserRecord> save(Tx& tx, UserRecord user) {
    if (auto fits = check_party(tx, user); !fits) {
        return Failure{std::move(fits).error()};
    }
    const std::int64_t saved = tx.execute(
        kSave,
        user.tenant,
        user.id,
        user.version,
        name(user.role),
        party_column(user),
        name(user.state),
        user.password_hash,
        user.joined_at,
        user.recovered_at,
        user.recovered_by
    );
    if (saved == 0) {
        return fail(ErrorCode::precondition_failed, "somebody changed this user meanwhile");
    }
    ++user.version;
    return user;
}

void renew_hash(Tx& tx, const UserRecord& user, const std::string& hash) {
    tx.execute(kRenewHash, user.tenant, user.id, user.password_hash, hash);
}

std::int64_t active_operators(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kOperators, tenant, name(Role::operator_), name(UserState::active));
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::optional<Bytes> wrapped_key(Tx& tx, const TenantId& tenant, const UserId& id) {
    Rows rows = tx.query(kFindKey, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    const auto bytes = rows.row().get<ByteView>(0);
    return Bytes{bytes.begin(), bytes.end()};
}

} // namespace users
} // namespace route9
