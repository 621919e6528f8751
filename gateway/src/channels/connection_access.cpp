// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/connection_access.hpp"

#include "core/json.hpp"

#include <array>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 3> kStates{"good", "code", "lost"};

constexpr Statement kFind{
    "connection_access.find",
    "SELECT tenant_id, state, reason, tokens, access_until, refresh_until, version, changed_at"
    " FROM connection_access WHERE connection_id = $1"
};
#define ROUTE9_INSERT_ACCESS                                                                       \
    "INSERT INTO connection_access (tenant_id, connection_id, state, reason, tokens, "             \
    "access_until,"                                                                                \
    " refresh_until, version, leased_until, changed_at)"                                           \
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9) ON CONFLICT (tenant_id, connection_id) DO"

constexpr Statement kPut{
    "connection_access.put",
    ROUTE9_INSERT_ACCESS
    " UPDATE SET state = excluded.state, reason = excluded.reason, tokens = excluded.tokens,"
    " access_until = excluded.access_until, refresh_until = excluded.refresh_until,"
    " version = connection_access.version + 1, leased_until = 0, changed_at = excluded.changed_at"
};
constexpr Statement kBegin{"connection_access.begin", ROUTE9_INSERT_ACCESS " NOTHING"};

#undef ROUTE9_INSERT_ACCESS

constexpr Statement kLease{
    "connection_access.lease",
    "UPDATE connection_access SET leased_until = $5"
    " WHERE tenant_id = $1 AND connection_id = $2 AND version = $3 AND leased_until <= $4"
};
constexpr Statement kRenew{
    "connection_access.renew",
    "UPDATE connection_access SET state = $3, reason = $4, tokens = $5, access_until = $6,"
    " refresh_until = $7, version = version + 1, leased_until = 0, changed_at = $9"
    " WHERE tenant_id = $1 AND connection_id = $2 AND version = $8"
};
constexpr Statement kEndLease{
    "connection_access.end_lease",
    "UPDATE connection_access SET leased_until = 0"
    " WHERE tenant_id = $1 AND connection_id = $2 AND version = $3"
};
constexpr Statement kRetryLost{
    "connection_access.retry_lost",
    "UPDATE connection_access SET state = 'good', reason = '', version = version + 1,"
    " leased_until = 0 WHERE state = 'lost' AND (connection_id = $1 OR connection_id IN"
    " (SELECT connection_id FROM connection WHERE app_id = $1))"
};
constexpr Statement kVoidLeases{
    "connection_access.void_leases", "UPDATE connection_access SET leased_until = 0"
};

constexpr std::string_view kSealLabel = "connection-access";

std::string context_of(const ConnectionId& id) {
    return "connection-access/" + id.text();
}

Bytes seal_tokens(const ConnectionAccess& access, const Vault& vault, const SealNonce& nonce) {
    Json tokens{
        {"a", base64(access.tokens.access.reveal())},
        {"r", base64(access.tokens.refresh.reveal())},
    };
    if (!access.code.empty()) {
        tokens["c"] = base64(access.code.reveal());
    }
    const std::string text = tokens.dump();
    return seal(
        vault.derive(kSealLabel),
        nonce,
        as_byte_view(text),
        as_byte_view(context_of(access.connection))
    );
}

void open_tokens(ConnectionAccess& access, ByteView sealed, const Vault& vault) {
    const auto plain =
        unseal(vault.derive(kSealLabel), sealed, as_byte_view(context_of(access.connection)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "the tokens of a connection do not open"};
    }
    const auto* text = reinterpret_cast<const char*>(plain->data());
    const Json tokens = Json::parse(text, text + plain->size());
    access.tokens.access = Secret{*from_base64(tokens.at("a").get<std::string>())};
    access.tokens.refresh = Secret{*from_base64(tokens.at("r").get<std::string>())};
    if (tokens.contains("c")) {
        access.code = Secret{*from_base64(tokens.at("c").get<std::string>())};
    } else if (access.state == AccessState::code) { // as an earlier build has stored it
        access.code = std::exchange(access.tokens.refresh, Secret{});
    }
}

std::int64_t write(
    Tx& tx,
    const Statement& statement,
    const ConnectionAccess& access,
    const Vault& vault,
    const SealNonce& nonce
) {
    const Bytes sealed = seal_tokens(access, vault, nonce);
    return tx.execute(
        statement,
        access.tenant,
        access.connection,
        name(access.state),
        access.reason,
        ByteView{sealed},
        access.tokens.access_until,
        access.tokens.refresh_until,
        access.version,
        access.changed_at
    );
}

} // namespace

std::string_view name(AccessState state) noexcept {
    return kStates.at(static_cast<std::size_t>(state));
}

namespace accesses {

std::optional<ConnectionAccess> find(Tx& tx, const ConnectionId& connection, const Vault& vault) {
    Rows rows = tx.query(kFind, connection);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    ConnectionAccess access;
    access.tenant = row.get<TenantId>(0);
    access.connection = connection;
    const auto state = row.get<std::string_view>(1);
    access.state = state == "good"   ? AccessState::good
                   : state == "code" ? AccessState::code
                                     : AccessState::lost;
    access.reason = row.get<std::string>(2);
    open_tokens(access, row.get<ByteView>(3), vault);
    access.tokens.access_until = row.get<std::optional<Instant>>(4);
    access.tokens.refresh_until = row.get<std::optional<Instant>>(5);
    access.version = row.get<std::int64_t>(6);
    access.changed_at = row.get<Instant>(7);
    return access;
}

void put(Tx& tx, const ConnectionAccess& access, const Vault& vault, const SealNonce& nonce) {
    write(tx, kPut, access, vault, nonce);
}

bool lease(
    Tx& tx,
    const ConnectionAccess& access,
    const Vault& vault,
    const SealNonce& nonce,
    std::int64_t now_ms,
    std::int64_t until_ms
) {
    if (access.version == 0) {
        write(tx, kBegin, access, vault, nonce);
    }
    return tx.execute(kLease, access.tenant, access.connection, access.version, now_ms, until_ms) ==
           1;
}

bool renew(Tx& tx, const ConnectionAccess& access, const Vault& vault, const SealNonce& nonce) {
    return write(tx, kRenew, access, vault, nonce) == 1;
}

void end_lease(Tx& tx, const ConnectionAccess& access) {
    tx.execute(kEndLease, access.tenant, access.connection, access.version);
}

void retry_lost(Tx& tx, const ConnectionId& connection) {
    tx.execute(kRetryLost, connection);
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace accesses
} // namespace route9::gateway
