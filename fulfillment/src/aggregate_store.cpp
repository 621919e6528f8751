// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/aggregate_store.hpp"

#include "core/assert.hpp"

namespace route9::fulfillment::aggregates {
namespace {

#define ROUTE9_AGGREGATE                                                                           \
    "SELECT a.aggregate_id, a.code, a.kind, a.warehouse_id, a.seal, a.members, a.parcels,"         \
    " a.created_at, a.closed_at, a.loaded_on, a.version FROM aggregate a"

constexpr Statement kFind{
    "aggregate.find", ROUTE9_AGGREGATE " WHERE a.tenant_id = $1 AND a.aggregate_id = $2"
};
constexpr Statement kFindCode{
    "aggregate.find_code", ROUTE9_AGGREGATE " WHERE a.tenant_id = $1 AND a.code = $2"
};
constexpr Statement kStanding{
    "aggregate.standing",
    ROUTE9_AGGREGATE " WHERE a.tenant_id = $1 AND a.loaded_on IS NULL"
                     " AND (a.aggregate_id < $2 OR $2 IS NULL)"
                     " AND (a.closed_at IS NULL OR a.members > 0)"
                     " ORDER BY a.aggregate_id DESC LIMIT $3"
};
constexpr Statement kStandingAt{
    "aggregate.standing_at",
    ROUTE9_AGGREGATE " WHERE a.tenant_id = $1 AND a.warehouse_id = $4 AND a.loaded_on IS NULL"
                     " AND (a.aggregate_id < $2 OR $2 IS NULL)"
                     " AND (a.closed_at IS NULL OR a.members > 0)"
                     " ORDER BY a.aggregate_id DESC LIMIT $3"
};
constexpr Statement kParent{
    "aggregate.parent",
    ROUTE9_AGGREGATE " JOIN aggregate_member m ON m.tenant_id = a.tenant_id"
                     " AND m.aggregate_id = a.aggregate_id"
                     " WHERE m.tenant_id = $1 AND m.member_id = $2"
};
constexpr Statement kBags{
    "aggregate.bags_in",
    ROUTE9_AGGREGATE " JOIN aggregate_member m ON m.tenant_id = a.tenant_id"
                     " AND m.member_id = a.aggregate_id"
                     " WHERE m.tenant_id = $1 AND m.aggregate_id = $2 AND m.kind = 'bag'"
                     " ORDER BY a.aggregate_id"
};

#undef ROUTE9_AGGREGATE

constexpr Statement kInsert{
    "aggregate.insert",
    "INSERT INTO aggregate (tenant_id, aggregate_id, code, kind, warehouse_id, seal, members,"
    " parcels, created_at, closed_at, loaded_on, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING"
};
constexpr Statement kUpdate{
    "aggregate.update",
    "UPDATE aggregate SET seal = $4, members = $5, parcels = $6, closed_at = $7, loaded_on = $8,"
    " version = version + 1 WHERE tenant_id = $1 AND aggregate_id = $2 AND version = $3"
};
constexpr Statement kCount{
    "aggregate.count",
    "UPDATE aggregate SET parcels = parcels + $3, seal = '' WHERE tenant_id = $1 AND aggregate_id "
    "= $2"
};
constexpr Statement kPlace{
    "aggregate.place",
    "UPDATE aggregate SET loaded_on = $3, version = version + 1 WHERE tenant_id = $1"
    " AND aggregate_id = $2 AND loaded_on IS DISTINCT FROM $3"
};
constexpr Statement kPlaceBags{
    "aggregate.place_bags",
    "UPDATE aggregate SET loaded_on = $3 WHERE tenant_id = $1 AND aggregate_id IN"
    " (SELECT member_id FROM aggregate_member WHERE tenant_id = $1 AND aggregate_id = $2"
    " AND kind = 'bag')"
};
constexpr Statement kPutIn{
    "aggregate_member.insert",
    "INSERT INTO aggregate_member (tenant_id, member_id, kind, aggregate_id, added_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
};
constexpr Statement kTakeOut{
    "aggregate_member.delete",
    "DELETE FROM aggregate_member WHERE tenant_id = $1 AND member_id = $2 AND aggregate_id = $3"
};

/// Parcels directly in $2, and in the bags that are in it.
#define ROUTE9_INSIDE                                                                              \
    "(SELECT m.member_id FROM aggregate_member m WHERE m.tenant_id = $1"                           \
    " AND m.aggregate_id = $2 AND m.kind = 'parcel'"                                               \
    " UNION ALL SELECT m.member_id FROM aggregate_member b JOIN aggregate_member m"                \
    " ON m.tenant_id = b.tenant_id AND m.aggregate_id = b.member_id AND m.kind = 'parcel'"         \
    " WHERE b.tenant_id = $1 AND b.aggregate_id = $2 AND b.kind = 'bag') AS inside"

constexpr Statement kParcels{
    "aggregate_member.parcels_after",
    "SELECT member_id FROM " ROUTE9_INSIDE
    " WHERE member_id > $3 OR $3 IS NULL ORDER BY member_id LIMIT $4"
};
constexpr Statement kMass{
    "aggregate_member.mass",
    "SELECT CAST(COALESCE(SUM(p.mass_g), 0) AS bigint) FROM " ROUTE9_INSIDE
    " JOIN parcel p ON p.tenant_id = $1 AND p.parcel_id = inside.member_id"
};

constexpr Statement kAboard{
    "aggregate_member.aboard",
    "SELECT COUNT(*) FROM " ROUTE9_INSIDE
    " JOIN parcel p ON p.tenant_id = $1 AND p.parcel_id = inside.member_id"
    " WHERE p.departure_id = $3"
};

#undef ROUTE9_INSIDE

constexpr Statement kPartly{
    "aggregate_member.partly_on",
    "SELECT COALESCE(o.code, a.code) FROM parcel p"
    " JOIN aggregate_member m ON m.tenant_id = p.tenant_id AND m.member_id = p.parcel_id"
    " JOIN aggregate a ON a.tenant_id = m.tenant_id AND a.aggregate_id = m.aggregate_id"
    " LEFT JOIN aggregate_member b ON b.tenant_id = m.tenant_id AND b.member_id = m.aggregate_id"
    " LEFT JOIN aggregate o ON o.tenant_id = b.tenant_id AND o.aggregate_id = b.aggregate_id"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.loaded_on = $2"
    " AND a.loaded_on IS DISTINCT FROM $2"
    " AND EXISTS (SELECT 1 FROM aggregate_member n"
    " JOIN parcel q ON q.tenant_id = n.tenant_id AND q.parcel_id = n.member_id"
    " WHERE n.tenant_id = $1 AND n.kind = 'parcel' AND q.departure_id IS DISTINCT FROM $2"
    " AND (n.aggregate_id = COALESCE(o.aggregate_id, a.aggregate_id) OR n.aggregate_id IN"
    " (SELECT c.member_id FROM aggregate_member c WHERE c.tenant_id = $1 AND c.kind = 'bag'"
    " AND c.aggregate_id = o.aggregate_id)))"
    " ORDER BY p.parcel_id LIMIT 1"
};
constexpr Statement kParcelsIn{
    "aggregate_member.parcels_in",
    "SELECT p.parcel_id, p.code, p.mass_g, p.status, p.departure_id FROM aggregate_member m"
    " JOIN parcel p ON p.tenant_id = m.tenant_id AND p.parcel_id = m.member_id"
    " WHERE m.tenant_id = $1 AND m.aggregate_id = $2 AND m.kind = 'parcel' ORDER BY p.parcel_id"
};
constexpr Statement kContainers{
    "aggregate_member.containers_on",
    "SELECT p.parcel_id, COALESCE(o.code, a.code) FROM parcel p"
    " JOIN aggregate_member m ON m.tenant_id = p.tenant_id AND m.member_id = p.parcel_id"
    " JOIN aggregate a ON a.tenant_id = m.tenant_id AND a.aggregate_id = m.aggregate_id"
    " LEFT JOIN aggregate_member b ON b.tenant_id = m.tenant_id AND b.member_id = m.aggregate_id"
    " LEFT JOIN aggregate o ON o.tenant_id = b.tenant_id AND o.aggregate_id = b.aggregate_id"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2"
};

std::vector<Aggregate> all_of(const TenantId& tenant, Rows rows) {
    std::vector<Aggregate> found;
    while (rows.next()) {
        const Row row = rows.row();
        const auto kind = parse_aggregate_kind(row.get<std::string_view>(2));
        ROUTE9_ASSERT(kind.has_value());
        found.push_back({
            .tenant = tenant,
            .id = row.get<AggregateId>(0),
            .code = row.get<std::string>(1),
            .kind = *kind,
            .warehouse = row.get<std::string>(3),
            .seal = row.get<std::string>(4),
            .members = row.get<std::int64_t>(5),
            .parcels = row.get<std::int64_t>(6),
            .created_at = row.get<Instant>(7),
            .closed_at = row.get<std::optional<Instant>>(8),
            .loaded_on = row.get<std::optional<DepartureId>>(9),
            .version = row.get<std::int64_t>(10),
        });
    }
    return found;
}

std::optional<Aggregate> one_of(const TenantId& tenant, Rows rows) {
    auto found = all_of(tenant, std::move(rows));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

template <class Member>
bool put_in(
    Tx& tx, const Aggregate& into, const Member& member, std::string_view kind, Instant at
) {
    return tx.execute(kPutIn, into.tenant, member, kind, into.id, at) == 1;
}

} // namespace

bool create(Tx& tx, const Aggregate& aggregate) {
    return tx.execute(
               kInsert,
               aggregate.tenant,
               aggregate.id,
               aggregate.code,
               name(aggregate.kind),
               aggregate.warehouse,
               aggregate.seal,
               aggregate.members,
               aggregate.parcels,
               aggregate.created_at,
               aggregate.closed_at,
               aggregate.loaded_on,
               aggregate.version
           ) == 1;
}

std::optional<Aggregate> find(Tx& tx, const TenantId& tenant, const AggregateId& id) {
    return one_of(tenant, tx.query(kFind, tenant, id));
}

std::optional<Aggregate> find_code(Tx& tx, const TenantId& tenant, std::string_view code) {
    return one_of(tenant, tx.query(kFindCode, tenant, code));
}

bool update(Tx& tx, Aggregate& aggregate) {
    const bool updated = tx.execute(
                             kUpdate,
                             aggregate.tenant,
                             aggregate.id,
                             aggregate.version,
                             aggregate.seal,
                             aggregate.members,
                             aggregate.parcels,
                             aggregate.closed_at,
                             aggregate.loaded_on
                         ) == 1;
    aggregate.version += updated ? 1 : 0;
    return updated;
}

void count(Tx& tx, const Aggregate& pallet, std::int64_t more) {
    tx.execute(kCount, pallet.tenant, pallet.id, more);
}

bool place(
    Tx& tx,
    const TenantId& tenant,
    const AggregateId& id,
    const std::optional<DepartureId>& departure
) {
    const bool placed = tx.execute(kPlace, tenant, id, departure) == 1;
    tx.execute(kPlaceBags, tenant, id, departure);
    return placed;
}

std::vector<Aggregate> standing(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    const auto& [warehouse, before, limit] = wanted;
    return all_of(
        tenant,
        warehouse.empty() ? tx.query(kStanding, tenant, before, limit)
                          : tx.query(kStandingAt, tenant, before, limit, warehouse)
    );
}

std::optional<Aggregate> parent(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    return one_of(tenant, tx.query(kParent, tenant, parcel));
}

std::optional<Aggregate> parent(Tx& tx, const TenantId& tenant, const AggregateId& bag) {
    return one_of(tenant, tx.query(kParent, tenant, bag));
}

bool put_in(Tx& tx, const Aggregate& into, const ParcelId& parcel, Instant at) {
    return put_in(tx, into, parcel, "parcel", at);
}

bool put_in(Tx& tx, const Aggregate& into, const AggregateId& bag, Instant at) {
    return put_in(tx, into, bag, "bag", at);
}

bool take_out(Tx& tx, const Aggregate& from, const ParcelId& parcel) {
    return tx.execute(kTakeOut, from.tenant, parcel, from.id) == 1;
}

bool take_out(Tx& tx, const Aggregate& from, const AggregateId& bag) {
    return tx.execute(kTakeOut, from.tenant, bag, from.id) == 1;
}

std::vector<ParcelId> parcels_after(
    Tx& tx,
    const TenantId& tenant,
    const AggregateId& id,
    const std::optional<ParcelId>& after,
    int limit
) {
    std::vector<ParcelId> found;
    Rows rows = tx.query(kParcels, tenant, id, after, limit);
    while (rows.next()) {
        found.push_back(rows.row().get<ParcelId>(0));
    }
    return found;
}

std::vector<ParcelInside> parcels_in(Tx& tx, const TenantId& tenant, const AggregateId& id) {
    std::vector<ParcelInside> found;
    Rows rows = tx.query(kParcelsIn, tenant, id);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(
            {row.get<ParcelId>(0),
             row.get<std::string>(1),
             row.get<std::int64_t>(2),
             row.get<std::string>(3),
             row.get<std::optional<DepartureId>>(4)}
        );
    }
    return found;
}

std::vector<Aggregate> bags_in(Tx& tx, const TenantId& tenant, const AggregateId& id) {
    return all_of(tenant, tx.query(kBags, tenant, id));
}

std::int64_t mass_g(Tx& tx, const TenantId& tenant, const AggregateId& id) {
    Rows rows = tx.query(kMass, tenant, id);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::int64_t
aboard(Tx& tx, const TenantId& tenant, const AggregateId& id, const DepartureId& departure) {
    Rows rows = tx.query(kAboard, tenant, id, departure);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::optional<std::string> partly_on(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Rows rows = tx.query(kPartly, tenant, departure);
    return rows.next() ? std::optional{rows.row().get<std::string>(0)} : std::nullopt;
}

std::map<ParcelId, std::string>
containers_on(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::map<ParcelId, std::string> found;
    Rows rows = tx.query(kContainers, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        found.emplace(row.get<ParcelId>(0), row.get<std::string>(1));
    }
    return found;
}

} // namespace route9::fulfillment::aggregates
