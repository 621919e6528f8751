// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_check.hpp"

namespace route9::fulfillment::stock {
namespace {

#define ROUTE9_CHECK_STOCK(sku, pieces, lines)                                                     \
    "SELECT seller_id, sku, warehouse_id, CAST(SUM(reserved) AS bigint),"                          \
    " CAST(SUM(held) AS bigint) FROM ("                                                            \
    "SELECT seller_id, sku, warehouse_id, reserved, 0 AS held FROM stock WHERE tenant_id = $1"     \
    " UNION ALL SELECT h.seller_id, l.sku, l.warehouse_id, 0, l.quantity FROM stock_hold h"        \
    " JOIN stock_hold_line l ON l.tenant_id = h.tenant_id AND l.hold_id = h.hold_id"               \
    " WHERE h.tenant_id = $1 AND h.state = 'active'"                                               \
    " UNION ALL SELECT f.seller_id, " sku ", f.warehouse_id, 0, " pieces                           \
    " FROM fulfillment f LEFT JOIN parcel p ON p.tenant_id = f.tenant_id"                          \
    " AND p.fulfillment_id = f.fulfillment_id CROSS JOIN " lines                                   \
    " WHERE f.tenant_id = $1 AND f.status <> 'cancelled' AND p.manifest_id IS NULL"                \
    ") AS sides GROUP BY seller_id, sku, warehouse_id HAVING SUM(reserved) <> SUM(held)"           \
    " ORDER BY seller_id, sku, warehouse_id"

constexpr Statement kCheck{
    "stock.check",
    ROUTE9_CHECK_STOCK(
        "json_extract(l.value, '$[0]')", "json_extract(l.value, '$[1]')", "json_each(f.lines) l"
    )
};
constexpr Statement kCheckOnServer{
    "stock.check",
    ROUTE9_CHECK_STOCK(
        "l.value->>0", "CAST(l.value->>1 AS bigint)", "json_array_elements(CAST(f.lines AS json)) l"
    )
};

#undef ROUTE9_CHECK_STOCK

constexpr Statement kCheckLots{
    "stock.check_lots",
    "SELECT l.seller_id, l.sku, l.warehouse_id, CAST(SUM(l.on_hand) AS bigint) FROM stock_lot l"
    " LEFT JOIN stock s ON s.tenant_id = l.tenant_id AND s.seller_id = l.seller_id"
    " AND s.sku = l.sku AND s.warehouse_id = l.warehouse_id WHERE l.tenant_id = $1"
    " GROUP BY l.seller_id, l.sku, l.warehouse_id"
    " HAVING SUM(l.on_hand) > COALESCE(MAX(s.on_hand), 0)"
    " OR SUM(l.blocked) > COALESCE(MAX(s.blocked), 0)"
    " OR MAX(s.blocked) - SUM(l.blocked) > MAX(s.on_hand) - SUM(l.on_hand)"
    " ORDER BY l.seller_id, l.sku, l.warehouse_id"
};

} // namespace

std::vector<Difference> check(Tx& tx, const TenantId& tenant) {
    std::vector<Difference> found;
    Rows rows = tx.query(tx.engine() == Engine::sqlite ? kCheck : kCheckOnServer, tenant);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .seller = row.get<PartyId>(0),
            .sku = row.get<Sku>(1),
            .warehouse = row.get<std::string>(2),
            .reserved = row.get<std::int64_t>(3),
            .held = row.get<std::int64_t>(4),
        });
    }
    Rows of_lots = tx.query(kCheckLots, tenant);
    while (of_lots.next()) {
        const Row row = of_lots.row();
        found.push_back({
            .seller = row.get<PartyId>(0),
            .sku = row.get<Sku>(1),
            .warehouse = row.get<std::string>(2),
            .in_lots = row.get<std::int64_t>(3),
        });
    }
    return found;
}

} // namespace route9::fulfillment::stock
