// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/branch_wait_store.hpp"

namespace route9::fulfillment::branch_waits {
namespace {

constexpr Statement kPut{
    "branch_wait.put",
    "INSERT INTO branch_wait (tenant_id, parcel_id, since, next_at, reminded, point_id)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, parcel_id) DO UPDATE SET"
    " since = excluded.since, next_at = excluded.next_at, reminded = excluded.reminded,"
    " point_id = excluded.point_id"
};
constexpr Statement kEnd{
    "branch_wait.end", "DELETE FROM branch_wait WHERE tenant_id = $1 AND parcel_id = $2"
};
constexpr Statement kDue{
    "branch_wait.due",
    "SELECT tenant_id, parcel_id, since, next_at, reminded, point_id FROM branch_wait"
    " WHERE next_at <= $1 ORDER BY next_at, tenant_id, parcel_id LIMIT $2"
};

} // namespace

void put(Tx& tx, const BranchWait& wait) {
    const std::int64_t reminded = wait.is_reminded ? 1 : 0;
    tx.execute(kPut, wait.tenant, wait.parcel, wait.since, wait.next_at, reminded, wait.point);
}

void end(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    tx.execute(kEnd, tenant, parcel);
}

std::vector<BranchWait> due(Tx& tx, Instant now, int limit) {
    std::vector<BranchWait> found;
    Rows rows = tx.query(kDue, now, limit);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .tenant = row.get<TenantId>(0),
            .parcel = row.get<ParcelId>(1),
            .since = row.get<Instant>(2),
            .next_at = row.get<Instant>(3),
            .is_reminded = row.get<std::int64_t>(4) != 0,
            .point = row.get<std::string>(5),
        });
    }
    return found;
}

} // namespace route9::fulfillment::branch_waits
