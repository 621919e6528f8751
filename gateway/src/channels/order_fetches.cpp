// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/order_fetches.hpp"

namespace route9::gateway::order_fetches {
namespace {

constexpr Statement kAsk{
    "order_fetch.ask",
    "INSERT INTO order_fetch (tenant_id, connection_id, external_id, shop, round, attempt,"
    " leased_until, parked, reason, asked_at) VALUES ($1, $2, $3, $4, 1, 0, 0, 0, '', $5)"
    " ON CONFLICT (tenant_id, connection_id, external_id) DO UPDATE SET"
    " round = order_fetch.round + 1, shop = excluded.shop,"
    " leased_until = CASE WHEN order_fetch.parked = 1 THEN 0 ELSE order_fetch.leased_until END,"
    " attempt = CASE WHEN order_fetch.parked = 1 THEN 0 ELSE order_fetch.attempt END,"
    " parked = 0, reason = ''"
};
// From one connection to the next by the index, however many orders each waits for.
constexpr Statement kWaiting{
    "order_fetch.waiting",
    "WITH RECURSIVE waiting (connection_id) AS ("
    "SELECT MIN(connection_id) FROM order_fetch WHERE parked = 0 UNION ALL"
    " SELECT (SELECT MIN(f.connection_id) FROM order_fetch f WHERE f.parked = 0"
    " AND f.connection_id > w.connection_id) FROM waiting w WHERE w.connection_id IS NOT NULL)"
    " SELECT connection_id FROM waiting WHERE connection_id IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM order_fetch f WHERE f.parked = 0 AND f.connection_id = waiting.connection_id"
    " AND f.leased_until <= $1) LIMIT $2"
};
#define ROUTE9_CLAIM_FETCHES(lock)                                                                 \
    "UPDATE order_fetch SET attempt = attempt + 1, leased_until = $3"                              \
    " WHERE (tenant_id, connection_id, external_id) IN"                                            \
    " (SELECT tenant_id, connection_id, external_id FROM order_fetch WHERE connection_id = $1"     \
    " AND parked = 0 AND leased_until <= $2 ORDER BY leased_until, external_id LIMIT $4" lock ")"  \
    " RETURNING tenant_id, connection_id, external_id, shop, round, attempt, asked_at"

constexpr Statement kClaim{"order_fetch.claim", ROUTE9_CLAIM_FETCHES("")};
constexpr Statement kClaimUnlocked{
    "order_fetch.claim", ROUTE9_CLAIM_FETCHES(" FOR UPDATE SKIP LOCKED")
};

#undef ROUTE9_CLAIM_FETCHES

#define ROUTE9_THIS_FETCH                                                                          \
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3 AND leased_until = $4"

constexpr Statement kSettle{
    "order_fetch.settle", "DELETE FROM order_fetch" ROUTE9_THIS_FETCH " AND round = $5"
};
constexpr Statement kPutBack{
    "order_fetch.put_back",
    "UPDATE order_fetch SET leased_until = $5, attempt = $6, reason = $7" ROUTE9_THIS_FETCH
};
constexpr Statement kAskedAgain{
    "order_fetch.asked_again",
    "UPDATE order_fetch SET leased_until = 0, attempt = 0, reason = ''" ROUTE9_THIS_FETCH
};
constexpr Statement kPark{
    "order_fetch.park", "UPDATE order_fetch SET parked = 1, reason = $5" ROUTE9_THIS_FETCH
};

#undef ROUTE9_THIS_FETCH

constexpr Statement kParked{
    "order_fetch.parked",
    "SELECT connection_id, external_id, reason, asked_at FROM order_fetch"
    " WHERE tenant_id = $1 AND parked = 1 ORDER BY asked_at DESC LIMIT $2"
};
constexpr Statement kWake{
    "order_fetch.wake",
    "UPDATE order_fetch SET leased_until = 0, attempt = 0, parked = 0, reason = ''"
    " WHERE reason <> '' AND connection_id IN"
    " (SELECT connection_id FROM connection WHERE connection_id = $1 OR app_id = $1)"
};
constexpr Statement kCount{
    "order_fetch.count",
    "SELECT COUNT(*), CAST(COALESCE(SUM(parked), 0) AS bigint) FROM order_fetch"
    " WHERE tenant_id = $1 AND connection_id = $2"
};
constexpr Statement kVoidLeases{
    "order_fetch.void_leases", "UPDATE order_fetch SET leased_until = 0 WHERE parked = 0"
};

} // namespace

void ask(Tx& tx, const OrderFetch& fetch) {
    tx.execute(kAsk, fetch.tenant, fetch.connection, fetch.external_id, fetch.shop, fetch.asked_at);
}

std::vector<ConnectionId> waiting(Tx& tx, std::int64_t now_ms, int limit) {
    std::vector<ConnectionId> found;
    Rows rows = tx.query(kWaiting, now_ms, limit);
    while (rows.next()) {
        found.push_back(rows.row().get<ConnectionId>(0));
    }
    return found;
}

std::vector<OrderFetch> claim(
    Tx& tx,
    const ConnectionId& connection,
    std::int64_t now_ms,
    std::int64_t lease_until_ms,
    int limit
) {
    std::vector<OrderFetch> claimed;
    const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
    Rows rows = tx.query(statement, connection, now_ms, lease_until_ms, limit);
    while (rows.next()) {
        const Row row = rows.row();
        OrderFetch fetch;
        fetch.tenant = row.get<TenantId>(0);
        fetch.connection = row.get<ConnectionId>(1);
        fetch.external_id = row.get<std::string>(2);
        fetch.shop = row.get<std::string>(3);
        fetch.round = row.get<std::int64_t>(4);
        fetch.attempt = row.get<std::int64_t>(5);
        fetch.lease = lease_until_ms;
        fetch.asked_at = row.get<Instant>(6);
        claimed.push_back(std::move(fetch));
    }
    return claimed;
}

bool settle(Tx& tx, const OrderFetch& fetch) {
    if (tx.execute(
            kSettle, fetch.tenant, fetch.connection, fetch.external_id, fetch.lease, fetch.round
        ) == 1) {
        return true;
    }
    return tx.execute(
               kAskedAgain, fetch.tenant, fetch.connection, fetch.external_id, fetch.lease
           ) == 1;
}

bool put_back(Tx& tx, const OrderFetch& fetch, std::int64_t until_ms, std::string_view reason) {
    return tx.execute(
               kPutBack,
               fetch.tenant,
               fetch.connection,
               fetch.external_id,
               fetch.lease,
               until_ms,
               fetch.attempt,
               reason
           ) == 1;
}

bool park(Tx& tx, const OrderFetch& fetch, std::string_view reason) {
    return tx.execute(
               kPark, fetch.tenant, fetch.connection, fetch.external_id, fetch.lease, reason
           ) == 1;
}

void wake(Tx& tx, const ConnectionId& connection) {
    tx.execute(kWake, connection);
}

std::vector<ParkedFetch> parked(Tx& tx, const TenantId& tenant, int limit) {
    std::vector<ParkedFetch> found;
    Rows rows = tx.query(kParked, tenant, limit);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(
            {row.get<ConnectionId>(0),
             row.get<std::string>(1),
             row.get<std::string>(2),
             row.get<Instant>(3)}
        );
    }
    return found;
}

FetchCounts count(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    Rows rows = tx.query(kCount, tenant, connection);
    if (!rows.next()) {
        return {};
    }
    const auto parked = rows.row().get<std::int64_t>(1);
    return {.waiting = rows.row().get<std::int64_t>(0) - parked, .parked = parked};
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace route9::gateway::order_fetches
