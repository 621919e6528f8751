// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/scan_store.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace route9::fulfillment::scans {
namespace {

constexpr Statement kFind{
    "scan.find",
    "SELECT content, act, scanned_at, received_at, answer FROM scan WHERE tenant_id = $1"
    " AND scan_id = $2"
};
constexpr Statement kInsert{
    "scan.insert",
    "INSERT INTO scan (tenant_id, scan_id, content, act, scanned_at, received_at, answer)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
};
constexpr Statement kOld{
    "scan.old", "SELECT tenant_id, scan_id FROM scan WHERE received_at < $1 LIMIT $2"
};
constexpr Statement kForget{
    "scan.forget", "DELETE FROM scan WHERE tenant_id = $1 AND scan_id = $2"
};

} // namespace

std::optional<ScanRecord> find(Tx& tx, const TenantId& tenant, const std::string& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    ScanRecord scan{
        .tenant = tenant,
        .id = id,
        .act = row.get<std::string>(1),
        .scanned_at = row.get<Instant>(2),
        .received_at = row.get<Instant>(3),
        .answer = row.get<std::string>(4),
    };
    std::ranges::copy_n(
        row.get<std::span<const std::byte>>(0).begin(),
        std::ssize(scan.content),
        scan.content.begin()
    );
    return scan;
}

bool insert(Tx& tx, const ScanRecord& scan) {
    return tx.execute(
               kInsert,
               scan.tenant,
               scan.id,
               ByteView{scan.content},
               scan.act,
               scan.scanned_at,
               scan.received_at,
               scan.answer
           ) == 1;
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    std::vector<std::pair<TenantId, std::string>> old;
    Rows rows = tx.query(kOld, now - scan_age_max, limit);
    while (rows.next()) {
        old.emplace_back(rows.row().get<TenantId>(0), rows.row().get<std::string>(1));
    }
    for (const auto& [tenant, id] : old) {
        tx.put(kForget, tenant, id);
    }
    return std::ssize(old);
}

} // namespace route9::fulfillment::scans
