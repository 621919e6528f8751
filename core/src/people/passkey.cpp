// SPDX-License-Identifier: Apache-2.0
#include "core/people/passkey.hpp"

#include "core/limits.hpp"

namespace route9::passkeys {
namespace {

constexpr Statement kInsert{
    "passkey.insert",
    "INSERT INTO passkey (tenant_id, passkey_id, user_id, credential_id, cose_key, sign_count,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "passkey.find",
    "SELECT tenant_id, passkey_id, user_id, credential_id, cose_key, sign_count, created_at,"
    " used_at FROM passkey WHERE tenant_id = $1 AND credential_id = $2"
};
constexpr Statement kOfUser{
    "passkey.of_user",
    "SELECT tenant_id, passkey_id, user_id, credential_id, cose_key, sign_count, created_at,"
    " used_at FROM passkey WHERE tenant_id = $1 AND user_id = $2 ORDER BY passkey_id"
};
constexpr Statement kUse{
    "passkey.use",
    "UPDATE passkey SET sign_count = $3, used_at = $4 WHERE tenant_id = $1 AND passkey_id = $2"
    " AND (sign_count < $3 OR (sign_count = 0 AND $3 = 0))"
};
constexpr Statement kRemove{
    "passkey.remove",
    "DELETE FROM passkey WHERE tenant_id = $1 AND user_id = $2 AND passkey_id = $3"
};

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

Passkey passkey_from(const Row& row) {
    return {
        .tenant = row.get<TenantId>(0),
        .id = row.get<PasskeyId>(1),
        .user = row.get<UserId>(2),
        .credential_id = copy(row.get<ByteView>(3)),
        .cose_key = copy(row.get<ByteView>(4)),
        .sign_count = row.get<std::int64_t>(5),
        .created_at = row.get<Instant>(6),
        .used_at = row.get<std::optional<Instant>>(7),
    };
}

} // namespace

Result<Passkey> store(Tx& tx, const Passkey& passkey) {
    if (std::ssize(of_user(tx, passkey.tenant, passkey.user)) >= limits::passkeys_per_user_max) {
        return fail(ErrorCode::state_forbids, "there are ten passkeys already; remove one first");
    }
    const std::int64_t stored = tx.execute(
        kInsert,
        passkey.tenant,
        passkey.id,
        passkey.user,
        ByteView{passkey.credential_id},
        ByteView{passkey.cose_key},
        passkey.sign_count,
        passkey.created_at
    );
    if (stored == 0) {
        return fail(ErrorCode::already_exists, "this passkey is registered already");
    }
    return passkey;
}

std::optional<Passkey> find(Tx& tx, const TenantId& tenant, ByteView credential_id) {
    Rows rows = tx.query(kFind, tenant, credential_id);
    return rows.next() ? std::optional{passkey_from(rows.row())} : std::nullopt;
}

std::vector<Passkey> of_user(Tx& tx, const TenantId& tenant, const UserId& user) {
    std::vector<Passkey> found;
    Rows rows = tx.query(kOfUser, tenant, user);
    while (rows.next()) {
        found.push_back(passkey_from(rows.row()));
    }
    return found;
}

bool use(Tx& tx, const Passkey& passkey, std::int64_t sign_count, Instant now) {
    return tx.execute(kUse, passkey.tenant, passkey.id, sign_count, now) == 1;
}

Result<PasskeyId> remove(Tx& tx, const TenantId& tenant, const UserId& user, const PasskeyId& id) {
    if (tx.execute(kRemove, tenant, user, id) == 0) {
        return fail(ErrorCode::not_found);
    }
    return id;
}

} // namespace route9::passkeys
