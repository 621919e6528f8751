// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/bin_store.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace route9::fulfillment::bins {
namespace {

constexpr Statement kPut{
    "bin.put",
    "INSERT INTO bin (tenant_id, bin_id, warehouse_id, zone, version, updated_at)"
    " VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (tenant_id, bin_id) DO UPDATE SET"
    " zone = excluded.zone, version = bin.version + 1, updated_at = excluded.updated_at"
    " RETURNING version"
};
constexpr Statement kFind{
    "bin.find",
    "SELECT warehouse_id, zone, version, updated_at FROM bin WHERE tenant_id = $1 AND bin_id = $2"
};
constexpr Statement kGoods{
    "bin_stock.of_bin",
    "SELECT seller_id, sku, pieces FROM bin_stock WHERE tenant_id = $1 AND bin_id = $2"
    " AND pieces > 0 ORDER BY seller_id, sku LIMIT $3"
};
constexpr Statement kInBins{
    "bin_stock.of_goods",
    "SELECT CAST(COALESCE(SUM(pieces), 0) AS bigint) FROM bin_stock WHERE tenant_id = $1"
    " AND seller_id = $2 AND sku = $3 AND warehouse_id = $4"
};
constexpr BulkStatement kPlaces{
    "bin_stock.places",
    "SELECT b.seller_id, b.sku, b.bin_id, n.zone, b.pieces FROM (VALUES ",
    "(@,@,@,@)",
    ") AS v JOIN bin_stock b ON b.tenant_id = v.column1 AND b.seller_id = v.column2"
    " AND b.sku = v.column3 AND b.warehouse_id = v.column4 JOIN bin n"
    " ON n.tenant_id = b.tenant_id AND n.bin_id = b.bin_id WHERE b.pieces > 0"
    " ORDER BY b.seller_id, b.sku, n.zone, b.bin_id"
};
constexpr Statement kAdd{
    "bin_stock.add",
    "INSERT INTO bin_stock (tenant_id, bin_id, seller_id, sku, warehouse_id, pieces)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, bin_id, seller_id, sku)"
    " DO UPDATE SET pieces = bin_stock.pieces + excluded.pieces"
};
constexpr Statement kTake{
    "bin_stock.take",
    "UPDATE bin_stock SET pieces = pieces - $5 WHERE tenant_id = $1 AND bin_id = $2"
    " AND seller_id = $3 AND sku = $4 AND pieces >= $5"
};

} // namespace

Bin put(Tx& tx, Bin bin) {
    Rows rows = tx.query(kPut, bin.tenant, bin.id, bin.warehouse, bin.zone, bin.updated_at);
    const bool is_stored = rows.next();
    ROUTE9_ASSERT(is_stored);
    bin.version = rows.row().get<std::int64_t>(0);
    ROUTE9_ASSERT(!rows.next());
    return bin;
}

std::optional<Bin> find(Tx& tx, const TenantId& tenant, const std::string& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    return Bin{
        .tenant = tenant,
        .id = id,
        .warehouse = row.get<std::string>(0),
        .zone = row.get<std::string>(1),
        .version = row.get<std::int64_t>(2),
        .updated_at = row.get<Instant>(3),
    };
}

std::vector<BinGoods> goods(Tx& tx, const TenantId& tenant, const std::string& id) {
    std::vector<BinGoods> found;
    Rows rows = tx.query(kGoods, tenant, id, bin_goods_max);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({row.get<PartyId>(0), row.get<Sku>(1), row.get<std::int64_t>(2)});
    }
    return found;
}

std::int64_t in_bins(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& seller,
    const Sku& sku,
    const std::string& warehouse
) {
    Rows rows = tx.query(kInBins, tenant, seller, sku, warehouse);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::vector<BinPlace> places_of(
    Tx& tx, const TenantId& tenant, const std::string& warehouse, std::span<const GoodsName> goods
) {
    std::vector<BinPlace> found;
    std::vector<Param> values;
    while (!goods.empty()) {
        const auto some = goods.first(std::min(goods.size(), limits::bulk_rows_max));
        values.clear();
        for (const auto& [seller, sku] : some) {
            values.insert(values.end(), {tenant, seller, sku, warehouse});
        }
        Rows rows = tx.query_bulk(kPlaces, values);
        while (rows.next()) {
            const Row row = rows.row();
            found.push_back({
                .seller = row.get<PartyId>(0),
                .sku = row.get<Sku>(1),
                .bin = row.get<std::string>(2),
                .zone = row.get<std::string>(3),
                .pieces = row.get<std::int64_t>(4),
            });
        }
        goods = goods.subspan(some.size());
    }
    return found;
}

void add(Tx& tx, const Bin& bin, const BinGoods& goods) {
    tx.put(kAdd, bin.tenant, bin.id, goods.seller, goods.sku, bin.warehouse, goods.pieces);
}

bool take(Tx& tx, const TenantId& tenant, const std::string& bin, const BinGoods& goods) {
    return tx.execute(kTake, tenant, bin, goods.seller, goods.sku, goods.pieces) == 1;
}

} // namespace route9::fulfillment::bins
