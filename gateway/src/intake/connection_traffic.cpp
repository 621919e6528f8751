// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_traffic.hpp"

namespace route9::gateway::connection_traffic {
namespace {

constexpr Statement kAdd{
    "connection_traffic.add",
    "INSERT INTO connection_traffic (tenant_id, connection_id, slot, received, repeated, refused,"
    " set_aside, settled, lag_ms, lag_ms_max) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (tenant_id, connection_id, slot) DO UPDATE SET"
    " received = connection_traffic.received + excluded.received,"
    " repeated = connection_traffic.repeated + excluded.repeated,"
    " refused = connection_traffic.refused + excluded.refused,"
    " set_aside = connection_traffic.set_aside + excluded.set_aside,"
    " settled = connection_traffic.settled + excluded.settled,"
    " lag_ms = connection_traffic.lag_ms + excluded.lag_ms,"
    " lag_ms_max = CASE WHEN excluded.lag_ms_max > connection_traffic.lag_ms_max"
    " THEN excluded.lag_ms_max ELSE connection_traffic.lag_ms_max END"
};
constexpr Statement kHeard{
    "connection_traffic.heard",
    "INSERT INTO connection_heard (tenant_id, connection_id, last_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (tenant_id, connection_id) DO UPDATE SET last_at = excluded.last_at"
    " WHERE excluded.last_at > connection_heard.last_at"
};
constexpr Statement kSum{
    "connection_traffic.sum",
    "SELECT CAST(COALESCE(SUM(received), 0) AS bigint), CAST(COALESCE(SUM(repeated), 0) AS bigint),"
    " CAST(COALESCE(SUM(refused), 0) AS bigint), CAST(COALESCE(SUM(set_aside), 0) AS bigint),"
    " CAST(COALESCE(SUM(settled), 0) AS bigint), CAST(COALESCE(SUM(lag_ms), 0) AS bigint),"
    " COALESCE(MAX(lag_ms_max), 0) FROM connection_traffic"
    " WHERE tenant_id = $1 AND connection_id = $2 AND slot BETWEEN $3 AND $4"
};
constexpr Statement kLast{
    "connection_traffic.last",
    "SELECT last_at FROM connection_heard WHERE tenant_id = $1 AND connection_id = $2"
};
constexpr Statement kForget{
    "connection_traffic.forget",
    "DELETE FROM connection_traffic WHERE (tenant_id, connection_id, slot) IN"
    " (SELECT tenant_id, connection_id, slot FROM connection_traffic WHERE slot < $1"
    " ORDER BY slot LIMIT $2)"
};

} // namespace

void add(Tx& tx, std::span<const HeardSlot> slots) {
    for (const HeardSlot& slot : slots) {
        tx.execute(
            kAdd,
            slot.tenant,
            slot.connection,
            slot.slot,
            slot.received,
            slot.repeated,
            slot.refused,
            slot.set_aside,
            slot.settled,
            slot.lag_ms,
            slot.lag_ms_max
        );
        if (slot.last_at) {
            tx.execute(kHeard, slot.tenant, slot.connection, *slot.last_at);
        }
    }
}

HeardSlot
sum(Tx& tx,
    const TenantId& tenant,
    const ConnectionId& connection,
    std::int64_t first,
    std::int64_t last) {
    HeardSlot all;
    all.tenant = tenant;
    all.connection = connection;
    Rows rows = tx.query(kSum, tenant, connection, first, last);
    if (rows.next()) {
        const Row row = rows.row();
        all.received = row.get<std::int64_t>(0);
        all.repeated = row.get<std::int64_t>(1);
        all.refused = row.get<std::int64_t>(2);
        all.set_aside = row.get<std::int64_t>(3);
        all.settled = row.get<std::int64_t>(4);
        all.lag_ms = row.get<std::int64_t>(5);
        all.lag_ms_max = row.get<std::int64_t>(6);
    }
    return all;
}

std::optional<Instant> last_heard(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    Rows rows = tx.query(kLast, tenant, connection);
    return rows.next() ? std::optional{rows.row().get<Instant>(0)} : std::nullopt;
}

std::int64_t forget_old(Tx& tx, std::int64_t before, int limit) {
    return tx.execute(kForget, before, limit);
}

} // namespace route9::gateway::connection_traffic
