// SPDX-License-Identifier: Apache-2.0
#include "core/people/second_factor.hpp"

namespace route9::second_factors {
namespace {

constexpr Statement kFind{
    "user_totp.find",
    "SELECT sealed_key, confirmed, used_step FROM user_totp WHERE tenant_id = $1 AND user_id = $2"
};
constexpr Statement kBegin{
    "user_totp.begin",
    "INSERT INTO user_totp (tenant_id, user_id, sealed_key, confirmed, used_step)"
    " VALUES ($1, $2, $3, 0, 0) ON CONFLICT (tenant_id, user_id)"
    " DO UPDATE SET sealed_key = excluded.sealed_key, used_step = 0 WHERE user_totp.confirmed = 0"
};
constexpr Statement kConfirm{
    "user_totp.confirm",
    "UPDATE user_totp SET confirmed = 1, used_step = $3"
    " WHERE tenant_id = $1 AND user_id = $2 AND confirmed = 0"
};
constexpr Statement kUseStep{
    "user_totp.use_step",
    "UPDATE user_totp SET used_step = $3"
    " WHERE tenant_id = $1 AND user_id = $2 AND confirmed = 1 AND used_step < $3"
};
constexpr Statement kRemove{
    "user_totp.remove", "DELETE FROM user_totp WHERE tenant_id = $1 AND user_id = $2"
};
constexpr Statement kInsertCode{
    "user_recovery_code.insert",
    "INSERT INTO user_recovery_code (tenant_id, user_id, code_index) VALUES ($1, $2, $3)"
};
constexpr Statement kUseCode{
    "user_recovery_code.use",
    "DELETE FROM user_recovery_code WHERE tenant_id = $1 AND user_id = $2 AND code_index = $3"
};
constexpr Statement kCountCodes{
    "user_recovery_code.count",
    "SELECT COUNT(*) FROM user_recovery_code WHERE tenant_id = $1 AND user_id = $2"
};
constexpr Statement kRemoveCodes{
    "user_recovery_code.remove",
    "DELETE FROM user_recovery_code WHERE tenant_id = $1 AND user_id = $2"
};

} // namespace

std::optional<TotpRecord> find(Tx& tx, const TenantId& tenant, const UserId& user) {
    Rows rows = tx.query(kFind, tenant, user);
    if (!rows.next()) {
        return std::nullopt;
    }
    const auto key = rows.row().get<ByteView>(0);
    return TotpRecord{
        .sealed_key = {key.begin(), key.end()},
        .confirmed = rows.row().get<std::int64_t>(1) != 0,
        .used_step = rows.row().get<std::int64_t>(2),
    };
}

Result<void> begin(Tx& tx, const TenantId& tenant, const UserId& user, ByteView sealed_key) {
    if (tx.execute(kBegin, tenant, user, sealed_key) == 0) {
        return fail(ErrorCode::state_forbids, "an authenticator app is in force; remove it first");
    }
    return {};
}

bool confirm(
    Tx& tx,
    const TenantId& tenant,
    const UserId& user,
    std::int64_t step,
    std::span<const BlindIndex> codes
) {
    if (tx.execute(kConfirm, tenant, user, step) == 0) {
        return false;
    }
    tx.execute(kRemoveCodes, tenant, user);
    for (const BlindIndex& code : codes) {
        tx.execute(kInsertCode, tenant, user, ByteView{code});
    }
    return true;
}

bool use_step(Tx& tx, const TenantId& tenant, const UserId& user, std::int64_t step) {
    return tx.execute(kUseStep, tenant, user, step) == 1;
}

bool use_recovery_code(Tx& tx, const TenantId& tenant, const UserId& user, const BlindIndex& code) {
    return tx.execute(kUseCode, tenant, user, ByteView{code}) == 1;
}

std::int64_t recovery_codes_left(Tx& tx, const TenantId& tenant, const UserId& user) {
    Rows rows = tx.query(kCountCodes, tenant, user);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

bool remove(Tx& tx, const TenantId& tenant, const UserId& user) {
    tx.execute(kRemoveCodes, tenant, user);
    return tx.execute(kRemove, tenant, user) == 1;
}

} // namespace route9::second_factors
