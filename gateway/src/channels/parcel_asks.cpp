// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/parcel_asks.hpp"

namespace route9::gateway::parcel_asks {
namespace {

// The words of the index parcel_with_carrier.
#define ROUTE9_WITH_CARRIER                                                                        \
    "p.manifest_id IS NOT NULL"                                                                    \
    " AND p.status NOT IN ('delivered', 'returned', 'cancelled', 'lost')"

constexpr Statement kAdd{
    "parcel_ask.add",
    "INSERT INTO parcel_ask (tenant_id, connection_id, parcel_id, due_at)"
    " SELECT p.tenant_id, CAST($2 AS text), p.parcel_id, CAST($4 AS bigint) FROM parcel p"
    " WHERE p.tenant_id = $1 AND p.carrier_id = $3 AND " ROUTE9_WITH_CARRIER
    " AND NOT EXISTS (SELECT 1 FROM parcel_ask a WHERE a.tenant_id = p.tenant_id"
    " AND a.connection_id = $2 AND a.parcel_id = p.parcel_id)"
    " ORDER BY p.parcel_id LIMIT $5 ON CONFLICT DO NOTHING"
};
constexpr Statement kDrop{
    "parcel_ask.drop",
    "DELETE FROM parcel_ask WHERE tenant_id = $1 AND connection_id = $2 AND parcel_id IN ("
    "SELECT a.parcel_id FROM parcel_ask a WHERE a.tenant_id = $1 AND a.connection_id = $2"
    " AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.tenant_id = a.tenant_id"
    " AND p.parcel_id = a.parcel_id AND p.carrier_id = $3 AND " ROUTE9_WITH_CARRIER
    ") ORDER BY a.parcel_id LIMIT $4)"
};

#define ROUTE9_TOLD_AT                                                                             \
    "COALESCE((SELECT MAX(e.received_at) FROM tracking_event e WHERE e.tenant_id = p.tenant_id"    \
    " AND e.parcel_id = p.parcel_id AND e.carrier_id = p.carrier_id), p.status_at)"

constexpr Statement kDue{
    "parcel_ask.due",
    "SELECT a.parcel_id, p.code, a.due_at, " ROUTE9_TOLD_AT
    ", (SELECT MAX(e.received_at) FROM tracking_event e WHERE e.tenant_id = p.tenant_id"
    " AND e.parcel_id = p.parcel_id AND e.carrier_id = p.carrier_id AND e.way = 0)"
    " FROM parcel_ask a JOIN parcel p ON p.tenant_id = a.tenant_id AND p.parcel_id = a.parcel_id"
    " WHERE a.tenant_id = $1 AND a.connection_id = $2 AND a.due_at <= $4 AND p.carrier_id = $3"
    " AND " ROUTE9_WITH_CARRIER " ORDER BY a.due_at, a.parcel_id LIMIT $5"
};
constexpr Statement kToldAt{
    "parcel_ask.told_at",
    "SELECT " ROUTE9_TOLD_AT " FROM parcel p"
    " WHERE p.tenant_id = $1 AND p.parcel_id = $2 AND p.carrier_id = $3"
};

#undef ROUTE9_TOLD_AT

constexpr Statement kAnyCode{
    "parcel_ask.any_code",
    "SELECT p.code FROM parcel p WHERE p.tenant_id = $1 AND p.carrier_id = $2"
    " AND " ROUTE9_WITH_CARRIER " ORDER BY p.parcel_id LIMIT 1"
};

#undef ROUTE9_WITH_CARRIER

constexpr Statement kHasten{
    "parcel_ask.hasten",
    "UPDATE parcel_ask SET due_at = $3"
    " WHERE tenant_id = $1 AND connection_id = $2 AND due_at > $3"
};
constexpr Statement kPutOff{
    "parcel_ask.put_off",
    "UPDATE parcel_ask SET due_at = $4"
    " WHERE tenant_id = $1 AND connection_id = $2 AND parcel_id = $3"
};

} // namespace

void follow(Tx& tx, const AskingCarrier& of, Instant first, int limit) {
    tx.execute(kDrop, of.tenant, of.connection, of.carrier, limit);
    tx.execute(kAdd, of.tenant, of.connection, of.carrier, first, limit);
}

std::vector<ParcelAsk> due(Tx& tx, const AskingCarrier& of, Instant now, int limit) {
    std::vector<ParcelAsk> found;
    Rows rows = tx.query(kDue, of.tenant, of.connection, of.carrier, now, limit);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(
            {.parcel = row.get<ParcelId>(0),
             .code = row.get<std::string>(1),
             .due_at = row.get<Instant>(2),
             .told_at = row.get<Instant>(3),
             .pushed_at = row.get<std::optional<Instant>>(4)}
        );
    }
    return found;
}

void hasten(Tx& tx, const TenantId& tenant, const ConnectionId& connection, Instant now) {
    tx.execute(kHasten, tenant, connection, now);
}

void put_off(Tx& tx, const AskingCarrier& of, const ParcelId& parcel, Instant until) {
    tx.execute(kPutOff, of.tenant, of.connection, parcel, until);
}

std::optional<std::string> any_code(Tx& tx, const AskingCarrier& of) {
    Rows rows = tx.query(kAnyCode, of.tenant, of.carrier);
    return rows.next() ? std::optional{rows.row().get<std::string>(0)} : std::nullopt;
}

std::optional<Instant> told_at(Tx& tx, const AskingCarrier& of, const ParcelId& parcel) {
    Rows rows = tx.query(kToldAt, of.tenant, parcel, of.carrier);
    return rows.next() ? std::optional{rows.row().get<Instant>(0)} : std::nullopt;
}

} // namespace route9::gateway::parcel_asks
