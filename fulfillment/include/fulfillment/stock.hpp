// SPDX-License-Identifier: Apache-2.0
// Stock of a seller's SKU at a warehouse: on hand, reserved, blocked (there, but not to be sold:
// past its date, or in quarantine), available = on hand - reserved - blocked. Every change is one
// conditional update inside the caller's transaction, so that no concurrency can take available
// below zero; the schema refuses it too.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/corridor_time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct StockLevel {
    PartyId seller;
    Sku sku;
    std::string warehouse;
    std::int64_t on_hand = 0;
    std::int64_t reserved = 0;
    std::int64_t blocked = 0;

    std::int64_t available() const { return on_hand - reserved - blocked; }
};

struct StockAdjustment {
    IdBytes id{};
    TenantId tenant;
    PartyId seller;
    Sku sku;
    std::string warehouse;
    std::int64_t quantity = 0; // pieces added (or taken, when negative)
    std::string reason;
    Instant at{};
    std::string lot{};                 // empty: pieces of no lot come; what expires first goes
    std::optional<LocalDay> expires{}; // of the lot, where it is new
};

/// Pieces of one SKU at one warehouse, for reserve, release and ship.
struct StockClaim {
    Sku sku;
    std::string warehouse;
    std::int64_t quantity = 0;
};

namespace stock {

/// The lots of the level follow, see stock_lot_store.hpp: what comes of a lot whose day is over is
/// blocked at once. Errors: insufficient_stock when the change would leave less than is reserved or
/// blocked; those of lots::change.
Result<StockLevel> adjust(Tx& tx, const StockAdjustment& adjustment);
/// Writes down what was adjusted, without a change of the level.
void record(Tx& tx, const StockAdjustment& adjustment);

/// All or nothing; claims name each (sku, warehouse) once. False when something is short: then
/// nothing was reserved by this call that the caller's rollback does not undo.
bool reserve(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
);
/// The same, asked now and answered later, see Rows.
std::vector<Rows> ask_reserve(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
);
bool all_reserved(std::vector<Rows> asked, std::span<const StockClaim> claims);
/// Gives reserved pieces back.
void release(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
);
/// Reserved pieces leave the warehouse; lots::take first.
void ship(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
);

/// Shipped pieces are in the warehouse again, reserved as before: they had not left it. With
/// lots::give_back.
void unship(
    Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const StockClaim> claims
);

/// Levels of the named SKUs in every warehouse; asked now and read later, see Rows.
std::vector<Rows>
ask_levels(Tx& tx, const TenantId& tenant, const PartyId& seller, std::span<const Sku> skus);
std::vector<StockLevel> read_levels(std::vector<Rows> asked);
/// A page of all levels; sellers see their own (`seller` given); of one `sku` when it is given.
std::vector<StockLevel> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<Sku>& sku,
    const StockLevel& after,
    int limit
);

} // namespace stock
} // namespace route9::fulfillment
