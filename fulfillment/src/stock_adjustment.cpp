// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_adjustment.hpp"

#include "core/crypto.hpp"

#include <algorithm>

namespace route9::fulfillment::stock {
namespace {

#define ROUTE9_ADJUSTMENTS(of)                                                                     \
    "SELECT adjustment_id, tenant_id, seller_id, sku, warehouse_id, quantity, reason, at, lot"     \
    " FROM stock_adjustment WHERE tenant_id = $1 AND (adjustment_id < $2 OR $2 IS NULL)"           \
    " AND (sku = $3 OR $3 IS NULL) AND (warehouse_id = $4 OR $4 IS NULL)" of                       \
    " ORDER BY adjustment_id DESC LIMIT $5"

constexpr Statement kAll{"stock_adjustment.page", ROUTE9_ADJUSTMENTS("")};
constexpr Statement kOfSeller{
    "stock_adjustment.page_of_seller", ROUTE9_ADJUSTMENTS(" AND seller_id = $6")
};

#undef ROUTE9_ADJUSTMENTS

IdBytes id_from(std::span<const std::byte> bytes) {
    IdBytes id{};
    std::ranges::copy_n(bytes.begin(), std::min(std::ssize(bytes), std::ssize(id)), id.begin());
    return id;
}

} // namespace

std::vector<StockAdjustment>
adjustments(Tx& tx, const TenantId& tenant, const AdjustmentsOf& wanted) {
    const auto& [seller, sku, warehouse, before, limit] = wanted;
    const Param after = before ? Param{ByteView{*before}} : Param{};
    Rows rows = seller ? tx.query(kOfSeller, tenant, after, sku, warehouse, limit, *seller)
                       : tx.query(kAll, tenant, after, sku, warehouse, limit);
    std::vector<StockAdjustment> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .id = id_from(row.get<std::span<const std::byte>>(0)),
            .tenant = row.get<TenantId>(1),
            .seller = row.get<PartyId>(2),
            .sku = row.get<Sku>(3),
            .warehouse = row.get<std::string>(4),
            .quantity = row.get<std::int64_t>(5),
            .reason = row.get<std::string>(6),
            .at = row.get<Instant>(7),
            .lot = row.get<std::string>(8),
        });
    }
    return found;
}

} // namespace route9::fulfillment::stock
