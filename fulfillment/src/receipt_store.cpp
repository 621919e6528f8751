// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/receipt_store.hpp"

#include "core/result.hpp"

namespace route9::fulfillment::receipts {
namespace {

#define ROUTE9_RECEIPT                                                                             \
    "SELECT receipt_id, seller_id, warehouse_id, reference, expected_at, created_at, closed_at"    \
    " FROM receipt WHERE "

constexpr Statement kFind{"receipt.find", ROUTE9_RECEIPT "tenant_id = $1 AND receipt_id = $2"};
constexpr Statement kPage{
    "receipt.page",
    ROUTE9_RECEIPT "tenant_id = $1 AND (receipt_id < $2 OR $2 IS NULL)"
                   " ORDER BY receipt_id DESC LIMIT $3"
};
constexpr Statement kPageOfSeller{
    "receipt.page_of_seller",
    ROUTE9_RECEIPT "tenant_id = $1 AND (receipt_id < $2 OR $2 IS NULL) AND seller_id = $4"
                   " ORDER BY receipt_id DESC LIMIT $3"
};

#undef ROUTE9_RECEIPT

constexpr Statement kInsert{
    "receipt.insert",
    "INSERT INTO receipt (tenant_id, receipt_id, seller_id, warehouse_id, reference, expected_at,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
constexpr BulkStatement kInsertLines{
    "receipt_line.insert",
    "INSERT INTO receipt_line"
    " (tenant_id, receipt_id, seller_id, sku, lot, expires, announced, received) VALUES ",
    "(@,@,@,@,@,@,@,0)",
    ""
};
constexpr Statement kLines{
    "receipt_line.of_receipt",
    "SELECT sku, announced, received, lot, expires FROM receipt_line WHERE tenant_id = $1"
    " AND receipt_id = $2 ORDER BY sku, lot"
};
constexpr Statement kTooMany{
    "receipt.too_many",
    "SELECT 1 FROM receipt WHERE tenant_id = $1 AND seller_id = $2 AND closed_at IS NULL"
    " LIMIT 1 OFFSET $3"
};
constexpr Statement kCount{
    "receipt_line.count",
    "INSERT INTO receipt_line"
    " (tenant_id, receipt_id, seller_id, sku, lot, expires, announced, received)"
    " SELECT r.tenant_id, r.receipt_id, r.seller_id, $3, $4, CAST($5 AS bigint), 0,"
    " CAST($6 AS bigint) FROM receipt r"
    " WHERE r.tenant_id = $1 AND r.receipt_id = $2 AND r.closed_at IS NULL"
    " ON CONFLICT (tenant_id, receipt_id, sku, lot)"
    " DO UPDATE SET received = receipt_line.received + excluded.received RETURNING received"
};
constexpr Statement kClose{
    "receipt.close",
    "UPDATE receipt SET closed_at = $3 WHERE tenant_id = $1 AND receipt_id = $2"
    " AND closed_at IS NULL"
};

std::optional<LocalDay> day_from(const std::optional<std::int64_t>& number) {
    return number ? std::optional{LocalDay{std::chrono::days{*number}}} : std::nullopt;
}

std::optional<std::int64_t> number_of(const std::optional<LocalDay>& day) {
    return day ? std::optional<std::int64_t>{day->time_since_epoch().count()} : std::nullopt;
}

std::vector<Receipt> all_of(const TenantId& tenant, Rows rows) {
    std::vector<Receipt> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .tenant = tenant,
            .id = row.get<ReceiptId>(0),
            .seller = row.get<PartyId>(1),
            .warehouse = row.get<std::string>(2),
            .reference = row.get<std::string>(3),
            .expected_at = row.get<std::optional<Instant>>(4),
            .created_at = row.get<Instant>(5),
            .closed_at = row.get<std::optional<Instant>>(6),
        });
    }
    return found;
}

} // namespace

Result<void> open(Tx& tx, const Receipt& receipt) {
    Rows full = tx.query(kTooMany, receipt.tenant, receipt.seller, receipts_open_max - 1);
    if (full.next()) {
        return fail(
            ErrorCode::state_forbids,
            "this seller has " + std::to_string(receipts_open_max) + " open receipts; close some"
        );
    }
    tx.put(
        kInsert,
        receipt.tenant,
        receipt.id,
        receipt.seller,
        receipt.warehouse,
        receipt.reference,
        receipt.expected_at,
        receipt.created_at
    );
    std::vector<Param> values;
    values.reserve(receipt.lines.size() * 7);
    for (const ReceiptLine& line : receipt.lines) {
        values.insert(
            values.end(),
            {receipt.tenant,
             receipt.id,
             receipt.seller,
             line.sku,
             Param{line.lot},
             Param{number_of(line.expires)},
             line.announced}
        );
    }
    tx.put_bulk(kInsertLines, values);
    return {};
}

std::optional<Receipt> find(Tx& tx, const TenantId& tenant, const ReceiptId& id) {
    auto found = all_of(tenant, tx.query(kFind, tenant, id));
    if (found.empty()) {
        return std::nullopt;
    }
    Receipt& receipt = found.front();
    Rows lines = tx.query(kLines, tenant, id);
    while (lines.next()) {
        const Row row = lines.row();
        receipt.lines.push_back({
            .sku = row.get<Sku>(0),
            .announced = row.get<std::int64_t>(1),
            .received = row.get<std::int64_t>(2),
            .lot = row.get<std::string>(3),
            .expires = day_from(row.get<std::optional<std::int64_t>>(4)),
        });
    }
    return std::move(receipt);
}

std::vector<Receipt> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    const auto& [seller, before, limit] = wanted;
    return all_of(
        tenant,
        seller ? tx.query(kPageOfSeller, tenant, before, limit, *seller)
               : tx.query(kPage, tenant, before, limit)
    );
}

std::optional<std::int64_t>
count(Tx& tx, const Receipt& receipt, const ReceiptLine& line, std::int64_t pieces) {
    const auto day = number_of(line.expires);
    Rows rows = tx.query(kCount, receipt.tenant, receipt.id, line.sku, line.lot, day, pieces);
    return rows.next() ? std::optional{rows.row().get<std::int64_t>(0)} : std::nullopt;
}

bool close(Tx& tx, const Receipt& receipt, Instant at) {
    return tx.execute(kClose, receipt.tenant, receipt.id, at) == 1;
}

} // namespace route9::fulfillment::receipts
