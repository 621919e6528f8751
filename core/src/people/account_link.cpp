// SPDX-License-Identifier: Apache-2.0
#include "core/people/account_link.hpp"

#include <algorithm>

namespace route9 {
namespace {

constexpr Statement kPut{
    "account_link.put",
    "INSERT INTO account_link (tenant_id, user_id, token_hash, kind, issued_by, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, user_id) DO UPDATE SET"
    " token_hash = excluded.token_hash, kind = excluded.kind, issued_by = excluded.issued_by,"
    " expires_at = excluded.expires_at"
};
constexpr Statement kFind{
    "account_link.find",
    "SELECT tenant_id, user_id, token_hash, kind, issued_by, expires_at FROM account_link"
    " WHERE token_hash = $1 AND expires_at > $2"
};
constexpr Statement kSpend{
    "account_link.spend",
    "DELETE FROM account_link WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3"
};
constexpr Statement kWithdraw{
    "account_link.withdraw", "DELETE FROM account_link WHERE tenant_id = $1 AND user_id = $2"
};
constexpr Statement kForget{
    "account_link.forget",
    "DELETE FROM account_link WHERE (tenant_id, user_id) IN (SELECT tenant_id, user_id"
    " FROM account_link WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)"
};
constexpr Statement kSpendToken{
    "spent_token.insert",
    "INSERT INTO spent_token (tenant_id, token_hash, expires_at) VALUES ($1, $2, $3)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kForgetTokens{
    "spent_token.forget",
    "DELETE FROM spent_token WHERE (tenant_id, token_hash) IN (SELECT tenant_id, token_hash"
    " FROM spent_token WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)"
};

constexpr std::string_view kInvitation = "invitation";
constexpr std::string_view kRecovery = "recovery";

} // namespace

std::string_view name(LinkKind kind) noexcept {
    return kind == LinkKind::invitation ? kInvitation : kRecovery;
}

namespace account_links {

void put(Tx& tx, const AccountLink& link) {
    tx.execute(
        kPut,
        link.tenant,
        link.user,
        ByteView{link.token_hash},
        name(link.kind),
        link.issued_by,
        link.expires_at
    );
}

std::optional<AccountLink> find(Tx& tx, const Digest256& token_hash, Instant now) {
    Rows rows = tx.query(kFind, ByteView{token_hash}, now);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    AccountLink link;
    link.tenant = row.get<TenantId>(0);
    link.user = row.get<UserId>(1);
    std::ranges::copy(row.get<ByteView>(2), link.token_hash.begin());
    link.kind =
        row.get<std::string_view>(3) == kInvitation ? LinkKind::invitation : LinkKind::recovery;
    link.issued_by = row.get<std::optional<UserId>>(4);
    link.expires_at = row.get<Instant>(5);
    return link;
}

bool spend(Tx& tx, const AccountLink& link) {
    return tx.execute(kSpend, link.tenant, link.user, ByteView{link.token_hash}) == 1;
}

void withdraw(Tx& tx, const TenantId& tenant, const UserId& user) {
    tx.execute(kWithdraw, tenant, user);
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    return tx.execute(kForget, now, limit);
}

} // namespace account_links

namespace spent_tokens {

bool spend(Tx& tx, const TenantId& tenant, const Digest256& token_hash, Instant expires_at) {
    return tx.execute(kSpendToken, tenant, ByteView{token_hash}, expires_at) == 1;
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    return tx.execute(kForgetTokens, now, limit);
}

} // namespace spent_tokens
} // namespace route9
