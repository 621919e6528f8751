// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/stock_lot_store.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::lots {
namespace {

constexpr BulkStatement kOfLevels{
    "stock_lot.of_levels",
    "SELECT l.seller_id, l.sku, l.warehouse_id, l.lot, l.expires, l.on_hand, l.blocked,"
    " s.on_hand - s.blocked FROM (VALUES ",
    "(@,@,@,@)",
    ") AS v JOIN stock_lot l ON l.tenant_id = v.column1 AND l.seller_id = v.column2"
    " AND l.sku = v.column3 AND l.warehouse_id = v.column4 JOIN stock s"
    " ON s.tenant_id = l.tenant_id AND s.seller_id = l.seller_id AND s.sku = l.sku"
    " AND s.warehouse_id = l.warehouse_id WHERE l.on_hand > 0"
    " ORDER BY l.seller_id, l.sku, l.warehouse_id, l.expires IS NULL, l.expires, l.lot"
};
constexpr BulkStatement kTake{
    "stock_lot.take",
    "UPDATE stock_lot SET on_hand = on_hand - v.column6 FROM (VALUES ",
    "(@,@,@,@,@,CAST(@ AS bigint))",
    ") AS v WHERE stock_lot.tenant_id = v.column1 AND stock_lot.seller_id = v.column2"
    " AND stock_lot.sku = v.column3 AND stock_lot.warehouse_id = v.column4"
    " AND stock_lot.lot = v.column5"
};
constexpr BulkStatement kWriteDown{
    "shipped_lot.insert",
    "INSERT INTO shipped_lot"
    " (tenant_id, fulfillment_id, seller_id, sku, lot, expires, pieces) VALUES ",
    "(@,@,@,@,@,@,@)",
    ""
};
constexpr Statement kShipped{
    "shipped_lot.of_fulfillment",
    "SELECT sku, lot, expires, pieces FROM shipped_lot WHERE tenant_id = $1"
    " AND fulfillment_id = $2 ORDER BY sku, lot"
};
constexpr Statement kForgetShipped{
    "shipped_lot.delete", "DELETE FROM shipped_lot WHERE tenant_id = $1 AND fulfillment_id = $2"
};
constexpr Statement kGiveBack{
    "stock_lot.give_back",
    "INSERT INTO stock_lot (tenant_id, seller_id, sku, warehouse_id, lot, expires, on_hand,"
    " blocked) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)"
    " ON CONFLICT (tenant_id, seller_id, sku, warehouse_id, lot)"
    " DO UPDATE SET on_hand = stock_lot.on_hand + excluded.on_hand"
};
constexpr Statement kWrite{
    "stock_lot.write",
    "INSERT INTO stock_lot (tenant_id, seller_id, sku, warehouse_id, lot, expires, on_hand,"
    " blocked) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (tenant_id, seller_id, sku, warehouse_id, lot) DO UPDATE SET"
    " expires = excluded.expires, on_hand = excluded.on_hand, blocked = excluded.blocked,"
    " told_at = CASE WHEN stock_lot.on_hand = 0 THEN NULL ELSE stock_lot.told_at END"
};
constexpr Statement kDue{
    "stock_lot.due",
    "SELECT l.tenant_id, l.seller_id, l.sku, l.warehouse_id, l.lot, l.expires, l.on_hand,"
    " l.blocked FROM stock_lot l JOIN stock s ON s.tenant_id = l.tenant_id"
    " AND s.seller_id = l.seller_id AND s.sku = l.sku AND s.warehouse_id = l.warehouse_id"
    " WHERE l.expires < $1 AND l.on_hand > l.blocked"
    " AND (l.told_at IS NULL OR s.on_hand > s.reserved + s.blocked)"
    " ORDER BY l.tenant_id, l.seller_id, l.sku, l.warehouse_id, l.lot LIMIT $2"
};
constexpr Statement kBlock{
    "stock.block_lot",
    "UPDATE stock SET blocked = blocked +"
    " CASE WHEN on_hand - reserved - blocked < $5 THEN on_hand - reserved - blocked ELSE $5 END"
    " WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3 AND warehouse_id = $4"
    " RETURNING blocked"
};
constexpr Statement kBlocked{
    "stock.blocked",
    "SELECT blocked FROM stock WHERE tenant_id = $1 AND seller_id = $2 AND sku = $3"
    " AND warehouse_id = $4"
};
constexpr Statement kTold{
    "stock_lot.told",
    "UPDATE stock_lot SET blocked = $6, told_at = $7 WHERE tenant_id = $1 AND seller_id = $2"
    " AND sku = $3 AND warehouse_id = $4 AND lot = $5"
};
constexpr Statement kForgetEmpty{
    "stock_lot.forget_empty",
    "DELETE FROM stock_lot WHERE (tenant_id, seller_id, sku, warehouse_id, lot) IN"
    " (SELECT tenant_id, seller_id, sku, warehouse_id, lot FROM stock_lot WHERE on_hand = 0"
    " LIMIT $1)"
};

std::optional<LocalDay> day_from(const std::optional<std::int64_t>& number) {
    return number ? std::optional{LocalDay{std::chrono::days{*number}}} : std::nullopt;
}

std::optional<std::int64_t> number_of(const std::optional<LocalDay>& day) {
    return day ? std::optional<std::int64_t>{day->time_since_epoch().count()} : std::nullopt;
}

StockLot lot_from(const Row& row, int column) {
    return {
        .lot = row.get<std::string>(column),
        .expires = day_from(row.get<std::optional<std::int64_t>>(column + 1)),
        .on_hand = row.get<std::int64_t>(column + 2),
    };
}

/// What a level's lots lose, first expired first.
class Shelf {
public:
    explicit Shelf(LevelLots level) : lots_(std::move(level.lots)), taken_(lots_.size()) {
        lots_.push_back({.lot = "", .on_hand = level.of_none});
        taken_.push_back(0);
    }

    std::vector<StockLot> take(std::int64_t pieces, LocalDay today) {
        std::vector<StockLot> parts;
        for (const LotPick& pick : pick_lots(lots_, pieces, today)) {
            StockLot& lot = lots_[pick.lot];
            lot.on_hand -= pick.pieces;
            taken_[pick.lot] += pick.pieces;
            if (!lot.lot.empty()) {
                parts.push_back({.lot = lot.lot, .expires = lot.expires, .on_hand = pick.pieces});
            }
        }
        return parts;
    }

    template <class Each>
    void for_each_taken(Each each) const {
        for (std::size_t i = 0; i < lots_.size(); ++i) {
            if (taken_[i] > 0 && !lots_[i].lot.empty()) {
                each(lots_[i].lot, taken_[i]);
            }
        }
    }

private:
    std::vector<StockLot> lots_;
    std::vector<std::int64_t> taken_;
};

template <class Put>
void in_bulk(std::span<const Param> values, std::size_t width, Put put) {
    while (!values.empty()) {
        const auto some = values.first(std::min(values.size(), limits::bulk_rows_max * width));
        put(some);
        values = values.subspan(some.size());
    }
}

/// Pieces of a lot that left.
struct Note {
    const Leaving* leaving;
    const Sku* sku;
    StockLot part;
};

void write_down(Tx& tx, const TenantId& tenant, std::span<const Note> notes) {
    std::vector<Param> values;
    for (const auto& [leaving, sku, part] : notes) {
        if (leaving->fulfillment) {
            values.insert(
                values.end(),
                {tenant,
                 *leaving->fulfillment,
                 leaving->seller,
                 *sku,
                 part.lot,
                 number_of(part.expires),
                 part.on_hand}
            );
        }
    }
    in_bulk(values, 7, [&tx](std::span<const Param> some) { tx.put_bulk(kWriteDown, some); });
}

std::vector<LevelKey> levels_of(std::span<const Leaving> leaving) {
    std::vector<LevelKey> levels;
    for (const Leaving& each : leaving) {
        for (const StockClaim& claim : each.goods) {
            levels.push_back({each.seller, claim.sku, claim.warehouse});
        }
    }
    std::ranges::sort(levels);
    const auto [first, last] = std::ranges::unique(levels);
    levels.erase(first, last);
    return levels;
}

} // namespace

std::map<LevelKey, LevelLots>
of_levels(Tx& tx, const TenantId& tenant, std::span<const LevelKey> levels) {
    std::map<LevelKey, LevelLots> found;
    std::vector<Param> values;
    values.reserve(levels.size() * 4);
    for (const LevelKey& level : levels) {
        values.insert(values.end(), {tenant, level.seller, level.sku, level.warehouse});
    }
    in_bulk(values, 4, [&](std::span<const Param> some) {
        Rows rows = tx.query_bulk(kOfLevels, some);
        while (rows.next()) {
            const Row row = rows.row();
            const LevelKey key{row.get<PartyId>(0), row.get<Sku>(1), row.get<std::string>(2)};
            StockLot lot = lot_from(row, 3);
            lot.blocked = row.get<std::int64_t>(6);
            LevelLots& level =
                found.try_emplace(key, LevelLots{{}, row.get<std::int64_t>(7)}).first->second;
            level.of_none -= lot.sellable();
            level.lots.push_back(std::move(lot));
        }
    });
    return found;
}

void take(Tx& tx, const TenantId& tenant, std::span<const Leaving> leaving, LocalDay today) {
    take_from(tx, tenant, of_levels(tx, tenant, levels_of(leaving)), leaving, today);
}

void take_from(
    Tx& tx,
    const TenantId& tenant,
    std::map<LevelKey, LevelLots> levels,
    std::span<const Leaving> leaving,
    LocalDay today
) {
    std::map<LevelKey, Shelf> shelves;
    for (auto& [key, level] : levels) {
        shelves.emplace(key, Shelf{std::move(level)});
    }
    std::vector<Note> notes;
    for (const Leaving& each : leaving) {
        for (const StockClaim& claim : each.goods) {
            const auto shelf = shelves.find({each.seller, claim.sku, claim.warehouse});
            if (shelf == shelves.end()) {
                continue;
            }
            for (StockLot& part : shelf->second.take(claim.quantity, today)) {
                notes.push_back({&each, &claim.sku, std::move(part)});
            }
        }
    }
    write_down(tx, tenant, notes);
    std::vector<Param> losses;
    for (const auto& [key, shelf] : shelves) {
        shelf.for_each_taken([&](const std::string& lot, std::int64_t pieces) {
            losses.insert(losses.end(), {tenant, key.seller, key.sku, key.warehouse, lot, pieces});
        });
    }
    in_bulk(losses, 6, [&](std::span<const Param> some) {
        const std::int64_t changed = tx.execute_bulk(kTake, some);
        ROUTE9_ASSERT(changed == std::ssize(some) / 6);
    });
}

std::vector<ShippedLot> shipped(Tx& tx, const TenantId& tenant, const FulfillmentId& id) {
    std::vector<ShippedLot> found;
    Rows rows = tx.query(kShipped, tenant, id);
    while (rows.next()) {
        found.push_back({rows.row().get<Sku>(0), lot_from(rows.row(), 1)});
    }
    return found;
}

void give_back(Tx& tx, const Fulfillment& item) {
    const auto parts = shipped(tx, item.tenant, item.id);
    for (const auto& [sku, lot] : parts) {
        tx.put(
            kGiveBack,
            item.tenant,
            item.seller,
            sku,
            item.warehouse,
            lot.lot,
            number_of(lot.expires),
            lot.on_hand
        );
    }
    if (!parts.empty()) {
        tx.put(kForgetShipped, item.tenant, item.id);
    }
}

Result<LotChange> change(Tx& tx, const StockAdjustment& adjustment) {
    const LevelKey key{adjustment.seller, adjustment.sku, adjustment.warehouse};
    const auto found = of_levels(tx, adjustment.tenant, std::span{&key, 1});
    const auto level = found.find(key);
    LotChange change{.after = {.lot = adjustment.lot, .expires = adjustment.expires}};
    if (level != found.end()) {
        const auto& all = level->second.lots;
        const auto lot = std::ranges::find(all, adjustment.lot, &StockLot::lot);
        if (lot != all.end()) {
            change.after = *lot;
        } else if (all.size() >= lots_of_level_max) {
            return fail(
                ErrorCode::state_forbids,
                std::to_string(lots_of_level_max) + " lots of it lie there; sell some first"
            );
        }
    }
    StockLot& lot = change.after;
    if (adjustment.expires && lot.expires != adjustment.expires) {
        return fail_field(
            "/expires",
            "lot_differs",
            lot.expires ? "the lot's last day is " + format_day(Day{*lot.expires})
                        : "the lot has no last day; take its pieces off and put them in again"
        );
    }
    if (lot.on_hand + adjustment.quantity < 0) {
        return fail(
            ErrorCode::insufficient_stock, "the lot has " + std::to_string(lot.on_hand) + " pieces"
        );
    }
    const bool is_kept = adjustment.quantity > 0 && is_past(lot, day_of(to_local(adjustment.at)));
    change.blocked = is_kept
                         ? adjustment.quantity
                         : std::max(std::min(adjustment.quantity, std::int64_t{0}), -lot.blocked);
    lot.on_hand += adjustment.quantity;
    lot.blocked += change.blocked;
    return change;
}

void write(Tx& tx, const StockAdjustment& adjustment, const LotChange& change) {
    const auto& [lot, expires, on_hand, blocked] = change.after;
    tx.put(
        kWrite,
        adjustment.tenant,
        adjustment.seller,
        adjustment.sku,
        adjustment.warehouse,
        lot,
        number_of(expires),
        on_hand,
        blocked
    );
}

namespace {

/// How many pieces could be blocked.
std::int64_t block(Tx& tx, const ExpiredLot& expired) {
    const auto& [seller, sku, warehouse] = expired.level;
    Rows before = tx.query(kBlocked, expired.tenant, seller, sku, warehouse);
    const bool is_there = before.next();
    ROUTE9_ASSERT(is_there);
    const auto was = before.row().get<std::int64_t>(0);
    ROUTE9_ASSERT(!before.next());
    Rows after = tx.query(kBlock, expired.tenant, seller, sku, warehouse, expired.lot.sellable());
    const bool is_changed = after.next();
    ROUTE9_ASSERT(is_changed);
    const auto is = after.row().get<std::int64_t>(0);
    ROUTE9_ASSERT(!after.next());
    return is - was;
}

} // namespace

std::vector<ExpiredLot> block_expired(Tx& tx, Instant now, int limit) {
    std::vector<ExpiredLot> due;
    Rows rows = tx.query(kDue, day_of(to_local(now)).time_since_epoch().count(), limit);
    while (rows.next()) {
        const Row row = rows.row();
        ExpiredLot& lot = due.emplace_back(ExpiredLot{
            .tenant = row.get<TenantId>(0),
            .level = {row.get<PartyId>(1), row.get<Sku>(2), row.get<std::string>(3)},
            .lot = lot_from(row, 4),
        });
        lot.lot.blocked = row.get<std::int64_t>(7);
    }
    for (ExpiredLot& expired : due) {
        expired.lot.blocked += block(tx, expired);
        expired.promised = expired.lot.sellable();
        const auto& [seller, sku, warehouse] = expired.level;
        tx.put(
            kTold, expired.tenant, seller, sku, warehouse, expired.lot.lot, expired.lot.blocked, now
        );
    }
    return due;
}

std::int64_t forget_empty(Tx& tx, int limit) {
    return tx.execute(kForgetEmpty, limit);
}

} // namespace route9::fulfillment::lots
