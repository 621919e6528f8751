// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "fulfillment/stock_lot_store.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace route9::fulfillment::stock {
namespace {

constexpr Statement kOpenLevel{
    "stock.open",
    "INSERT INTO stock (tenant_id, seller_id, sku, warehouse_id, on_hand, reserved)"
    " VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT DO NOTHING"
};
constexpr Statement kAdjust{
    "stock.adjust",
    "UPDATE stock SET on_hand = on_hand + $5, blocked = blocked + $6"
    " WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3 AND warehouse_id = $4"
    " AND on_hand + $5 >= reserved + blocked + $6 RETURNING on_hand, reserved, blocked"
};
constexpr Statement kRecordAdjustment{
    "stock.adjustment",
    "INSERT INTO stock_adjustment"
    " (tenant_id, adjustment_id, seller_id, sku, warehouse_id, quantity, reason, at, lot)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
constexpr BulkStatement kReserve{
    "stock.reserve",
    "UPDATE stock SET reserved = reserved + v.column5 FROM (VALUES ",
    "(@,@,@,@,CAST(@ AS bigint))",
    ") AS v WHERE stock.tenant_id = v.column1 AND stock.seller_id = v.column2"
    " AND stock.sku = v.column3 AND stock.warehouse_id = v.column4"
    " AND stock.on_hand - stock.reserved - stock.blocked >= v.column5 RETURNING stock.sku"
};
constexpr BulkStatement kRelease{
    "stock.release",
    "UPDATE stock SET reserved = reserved - v.column5 FROM (VALUES ",
    "(@,@,@,@,CAST(@ AS bigint))",
    ") AS v WHERE stock.tenant_id = v.column1 AND stock.seller_id = v.column2"
    " AND stock.sku = v.column3 AND stock.warehouse_id = v.column4"
};
constexpr BulkStatement kShip{
    "stock.ship",
    "UPDATE stock SET reserved = reserved - v.column5, on_hand = on_hand - v.column5 FROM (VALUES ",
    "(@,@,@,@,CAST(@ AS bigint))",
    ") AS v WHERE stock.tenant_id = v.column1 AND stock.seller_id = v.column2"
    " AND stock.sku = v.column3 AND stock.warehouse_id = v.column4"
};
constexpr BulkStatement kUnship{
    "stock.unship",
    "UPDATE stock SET reserved = reserved + v.column5, on_hand = on_hand + v.column5 FROM (VALUES ",
    "(@,@,@,@,CAST(@ AS bigint))",
    ") AS v WHERE stock.tenant_id = v.column1 AND stock.seller_id = v.column2"
    " AND stock.sku = v.column3 AND stock.warehouse_id = v.column4"
};
constexpr BulkStatement kLevels{
    "stock.levels",
    "SELECT s.seller_id, s.sku, s.warehouse_id, s.on_hand, s.reserved, s.blocked FROM (VALUES ",
    "(@,@,@)",
    ") AS v JOIN stock s ON s.tenant_id = v.column1 AND s.seller_id = v.column2"
    " AND s.sku = v.column3 ORDER BY s.sku, s.warehouse_id"
};
constexpr Statement kPage{
    "stock.page",
    "SELECT seller_id, sku, warehouse_id, on_hand, reserved, blocked FROM stock"
    " WHERE tenant_id = $1"
    " AND (seller_id, sku, warehouse_id) > ($2, $3, $4) AND (sku = $5 OR $5 IS NULL)"
    " ORDER BY seller_id, sku, warehouse_id LIMIT $6"
};
constexpr Statement kPageOfSeller{
    "stock.page_of_seller",
    "SELECT seller_id, sku, warehouse_id, on_hand, reserved, blocked FROM stock"
    " WHERE tenant_id = $1"
    " AND seller_id = $2 AND (sku, warehouse_id) > ($3, $4) AND (sku = $5 OR $5 IS NULL)"
    " ORDER BY sku, warehouse_id LIMIT $6"
};

std::int64_t change(
    Tx& tx,
    const BulkStatement& statement,
    const TenantId& tenant,
    const PartyId& seller,
    std::span<const StockClaim> claims
) {
    std::int64_t changed = 0;
    std::vector<Param> values;
    values.reserve(std::min(claims.size(), limits::bulk_rows_max) * 5);
    while (!claims.empty()) {
        values.clear();
        const std::size_t taken = std::min(claims.size(), limits::bulk_rows_max);
        for (const StockClaim& claim : claims.first(taken)) {
            values.insert(
                values.end(), {tenant, seller, claim.sku, claim.warehouse, claim.quantity}
            );
        }
        changed += tx.execute_bulk(statement, values);
        claims = claims.subspan(taken);
    }
    return changed;
}

StockLevel level_from(const Row& row) {
    return StockLevel{
        .seller = row.get<PartyId>(0),
        .sku = row.get<Sku>(1),
        .warehouse = row.get<std::string>(2),
        .on_hand = row.get<std::int64_t>(3),
        .reserved = row.get<std::int64_t>(4),
        .blocked = row.get<std::int64_t>(5),
    };
}

Result<StockLevel>
change_level(Tx& tx, const StockAdjustment& adjustment, std::int64_t more_blocked) {
    const TenantId& tenant = adjustment.tenant;
    const auto& [seller, sku, warehouse] =
        std::tie(adjustment.seller, adjustment.sku, adjustment.warehouse);
    tx.execute(kOpenLevel, tenant, seller, sku, warehouse);
    Rows rows =
        tx.query(kAdjust, tenant, seller, sku, warehouse, adjustment.quantity, more_blocked);
    if (!rows.next()) {
        return fail(
            ErrorCode::insufficient_stock,
            "fewer pieces are free than this takes; release or cancel orders first"
        );
    }
    StockLevel level{
        .seller = seller,
        .sku = sku,
        .warehouse = warehouse,
        .on_hand = rows.row().get<std::int64_t>(0),
        .reserved = rows.row().get<std::int64_t>(1),
        .blocked = rows.row().get<std::int64_t>(2),
    };
    ROUTE9_ASSERT(!rows.next());
    return level;
}

Result<StockLevel> adjust_lot(Tx& tx, const StockAdjustment& adjustment) {
    const auto change = lots::change(tx, adjustment);
    if (!change) {
        return Failure{change.error()};
    }
    auto level = change_level(tx, adjustment, change->blocked);
    if (level) {
        lots::write(tx, adjustment, *change);
    }
    return level;
}

Result<StockLevel> adjust_level(Tx& tx, const StockAdjustment& adjustment) {
    if (adjustment.quantity >= 0) {
        return change_level(tx, adjustment, 0);
    }
    const lots::LevelKey key{adjustment.seller, adjustment.sku, adjustment.warehouse};
    auto lots_before = lots::of_levels(tx, adjustment.tenant, std::span{&key, 1});
    auto level = change_level(tx, adjustment, 0);
    if (level) {
        const lots::Leaving gone{
            std::nullopt, key.seller, {{key.sku, key.warehouse, -adjustment.quantity}}
        };
        const LocalDay today = day_of(to_local(adjustment.at));
        lots::take_from(tx, adjustment.tenant, std::move(lots_before), std::span{&gone, 1}, today);
    }
    return level;
}

} // namespace

Result<StockLevel> adjust(Tx& tx, const StockAdjustment& adjustment) {
    auto level = adjustment.lot.empty() ? adjust_level(tx, adjustment) : adjust_lot(tx, adjustment);
    if (level) {
        record(tx, adjustment);
    }
    return level;
}

void record(Tx& tx, const StockAdjustment& adjustment) {
    const auto& [id, tenant, seller, sku, warehouse, quantity, reason, at, lot, unused] =
        adjustment;
    tx.put(
        kRecordAdjustment, tenant, ByteView{id}, seller, sku, warehouse, quantity, reason, at, lot
    );
}

std::vector<Rows> ask_reserve(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
) {
    std::vector<Rows> asked;
    std::vector<Param> values;
    while (!claims.empty()) {
        const auto some = claims.first(std::min(claims.size(), limits::bulk_rows_max));
        values.clear();
        for (const StockClaim& claim : some) {
            values.insert(
                values.end(), {tenant, seller, claim.sku, claim.warehouse, claim.quantity}
            );
        }
        asked.push_back(tx.query_bulk(kReserve, values));
        claims = claims.subspan(some.size());
    }
    return asked;
}

bool all_reserved(std::vector<Rows> asked, std::span<const StockClaim> claims) {
    std::ptrdiff_t reserved = 0;
    for (Rows& rows : asked) {
        while (rows.next()) {
            ++reserved;
        }
    }
    return reserved == std::ssize(claims);
}

bool reserve(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
) {
    return all_reserved(ask_reserve(tx, tenant, seller, claims), claims);
}

void release(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
) {
    const std::int64_t changed = change(tx, kRelease, tenant, seller, claims);
    ROUTE9_ASSERT(changed == std::ssize(claims));
}

void ship(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
) {
    const std::int64_t changed = change(tx, kShip, tenant, seller, claims);
    ROUTE9_ASSERT(changed == std::ssize(claims));
}

void unship(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
) {
    const std::int64_t changed = change(tx, kUnship, tenant, seller, claims);
    ROUTE9_ASSERT(changed == std::ssize(claims));
}

std::vector<Rows>
ask_levels(Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const Sku> skus) {
    std::vector<Rows> asked;
    std::vector<Param> values;
    while (!skus.empty()) {
        values.clear();
        const auto some = skus.first(std::min(skus.size(), limits::bulk_rows_max));
        for (const Sku& sku : some) {
            values.insert(values.end(), {Param{tenant}, Param{seller}, Param{sku}});
        }
        asked.push_back(tx.query_bulk(kLevels, values));
        skus = skus.subspan(some.size());
    }
    return asked;
}

std::vector<StockLevel> read_levels(std::vector<Rows> asked) {
    std::vector<StockLevel> found;
    for (Rows& rows : asked) {
        while (rows.next()) {
            found.push_back(level_from(rows.row()));
        }
    }
    return found;
}

std::vector<StockLevel> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<Sku>& sku,
    const StockLevel& after,
    int limit
) {
    std::vector<StockLevel> found;
    Rows rows =
        seller ? tx.query(kPageOfSeller, tenant, *seller, after.sku, after.warehouse, sku, limit)
               : tx.query(kPage, tenant, after.seller, after.sku, after.warehouse, sku, limit);
    while (rows.next()) {
        found.push_back(level_from(rows.row()));
    }
    return found;
}

} // namespace route9::fulfillment::stock
