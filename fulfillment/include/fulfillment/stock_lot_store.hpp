// SPDX-License-Identifier: Apache-2.0
// Lots in the store. The pieces of a level's lots are never more than the level's, and what is
// blocked of them is blocked of the level: each call is made in the transaction that changes the
// level (stock.hpp), before it does.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot.hpp"

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment::lots {

struct LevelKey {
    PartyId seller;
    Sku sku;
    std::string warehouse;

    friend auto operator<=>(const LevelKey&, const LevelKey&) = default;
};

struct LevelLots {
    std::vector<StockLot> lots; // with pieces; what expires first stands first
    std::int64_t of_none = 0;   // sellable pieces that are of no lot
};

/// Levels that have lots; the others are left out.
std::map<LevelKey, LevelLots>
of_levels(Tx& tx, const TenantId& tenant, std::span<const LevelKey> levels);

/// Pieces that leave their warehouse: for a fulfillment, which may come back, or for good.
struct Leaving {
    std::optional<FulfillmentId> fulfillment;
    PartyId seller;
    std::vector<StockClaim> goods;
};

/// First expired, first out; written down for each fulfillment.
void take(Tx& tx, const TenantId& tenant, std::span<const Leaving> leaving, LocalDay today);
/// The same, from lots that were read before their levels changed.
void take_from(
    Tx& tx,
    const TenantId& tenant,
    std::map<LevelKey, LevelLots> levels,
    std::span<const Leaving> leaving,
    LocalDay today
);
/// Pieces of a fulfillment that had left are in their lots again.
void give_back(Tx& tx, const Fulfillment& item);
/// The lots that a shipped fulfillment's pieces came from, by SKU and lot.
struct ShippedLot {
    Sku sku;
    StockLot lot;
};
std::vector<ShippedLot> shipped(Tx& tx, const TenantId& tenant, const FulfillmentId& id);

/// What an adjustment that names a lot does to it, and to what is blocked of its level. Errors:
/// validation_failed (another day than the lot's), insufficient_stock, state_forbids (too many).
struct LotChange {
    StockLot after;
    std::int64_t blocked = 0; // more of the level than before
};
Result<LotChange> change(Tx& tx, const StockAdjustment& adjustment);
void write(Tx& tx, const StockAdjustment& adjustment, const LotChange& change);

/// A lot whose day is over.
struct ExpiredLot {
    TenantId tenant;
    LevelKey level;
    StockLot lot;              // as it is now
    std::int64_t promised = 0; // pieces of it that cannot be blocked: orders have them
};

/// Blocks what is past its day and promised to nobody, of all tenants, at most `limit` lots.
std::vector<ExpiredLot> block_expired(Tx& tx, Instant now, int limit);
/// Lets lots without pieces go; how many.
std::int64_t forget_empty(Tx& tx, int limit);

} // namespace route9::fulfillment::lots
