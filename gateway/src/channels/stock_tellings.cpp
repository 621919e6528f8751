// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/stock_tellings.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::Listing;

#define ROUTE9_AVAILABLE                                                                           \
    "(SELECT CAST(SUM(s.on_hand - s.reserved - s.blocked) AS bigint) FROM stock s"                 \
    " WHERE s.tenant_id = p.tenant_id AND s.seller_id = p.seller_id AND s.sku = p.sku)"

constexpr Statement kCompare{
    "stock_telling.compare",
    "SELECT l.item, l.variant, l.state, l.told, l.refused, l.settled_at, p.channel_buffer,"
    " " ROUTE9_AVAILABLE " FROM channel_listing l LEFT JOIN product p ON p.tenant_id = l.tenant_id"
    " AND p.seller_id = l.seller_id AND p.sku = l.sku WHERE l.tenant_id = $1"
    " AND l.connection_id = $2 AND (l.item, l.variant) > ($3, $4) ORDER BY l.item, l.variant"
    " LIMIT $5"
};
constexpr Statement kPieces{
    "stock_telling.pieces",
    "SELECT p.channel_buffer, " ROUTE9_AVAILABLE " FROM product p WHERE p.tenant_id = $1"
    " AND p.seller_id = $2 AND p.sku = $3"
};

#undef ROUTE9_AVAILABLE

#define ROUTE9_THIS_LISTING                                                                        \
    " WHERE tenant_id = $1 AND connection_id = $2 AND item = $3 AND variant = $4"

constexpr Statement kMarkDue{
    "stock_telling.mark_due",
    "UPDATE channel_listing SET state = 'waiting', due_since = $5, attempt = 0,"
    " leased_until = 0" ROUTE9_THIS_LISTING " AND state <> 'waiting'"
};
constexpr Statement kOldest{
    "stock_telling.oldest",
    "SELECT MIN(due_since) FROM channel_listing WHERE connection_id = $1 AND state = 'waiting'"
};
constexpr Statement kWaiting{
    "stock_telling.waiting",
    "SELECT DISTINCT connection_id FROM channel_listing WHERE state = 'waiting'"
    " AND leased_until <= $1 ORDER BY connection_id LIMIT $2"
};
#define ROUTE9_CLAIM_LISTINGS(lock)                                                                \
    "UPDATE channel_listing SET attempt = attempt + 1, leased_until = $4 WHERE tenant_id = $1"     \
    " AND connection_id = $2 AND (item, variant) IN (SELECT item, variant FROM channel_listing"    \
    " WHERE tenant_id = $1 AND connection_id = $2 AND state = 'waiting' AND leased_until <= $3"    \
    " ORDER BY due_since, item, variant LIMIT $5" lock ")"                                         \
    " RETURNING item, variant, seller_id, sku, attempt"

constexpr Statement kClaim{"stock_telling.claim", ROUTE9_CLAIM_LISTINGS("")};
constexpr Statement kClaimUnlocked{
    "stock_telling.claim", ROUTE9_CLAIM_LISTINGS(" FOR UPDATE SKIP LOCKED")
};

#undef ROUTE9_CLAIM_LISTINGS

constexpr Statement kLetGo{
    "stock_telling.let_go",
    "UPDATE channel_listing SET state = 'new', leased_until = 0" ROUTE9_THIS_LISTING
};

#define ROUTE9_THIS_CLAIM ROUTE9_THIS_LISTING " AND leased_until = $5 AND state = 'waiting'"

constexpr Statement kTold{
    "stock_telling.told",
    "UPDATE channel_listing SET state = 'told', told = $6, told_at = $7, refused = NULL,"
    " settled_at = $7, result = '', leased_until = 0" ROUTE9_THIS_CLAIM
};
constexpr Statement kRefused{
    "stock_telling.refused",
    "UPDATE channel_listing SET state = 'refused', refused = $6, settled_at = $7, result = $8,"
    " leased_until = 0" ROUTE9_THIS_CLAIM
};
constexpr Statement kPutBack{
    "stock_telling.put_back",
    "UPDATE channel_listing SET leased_until = $6, attempt = $7, result = $8" ROUTE9_THIS_CLAIM
};

#undef ROUTE9_THIS_CLAIM
#undef ROUTE9_THIS_LISTING

constexpr Statement kWake{
    "stock_telling.wake",
    "UPDATE channel_listing SET leased_until = 0, attempt = 0 WHERE state = 'waiting'"
    " AND result <> '' AND connection_id IN"
    " (SELECT connection_id FROM connection WHERE connection_id = $1 OR app_id = $1)"
};
constexpr Statement kVoidLeases{
    "stock_telling.void_leases",
    "UPDATE channel_listing SET leased_until = 0 WHERE state = 'waiting'"
};

using Pieces = std::optional<std::int64_t>;

/// Absent where there is no product, or never was any stock of it.
Pieces pieces_from(const Pieces& buffer, const Pieces& available, std::int64_t most) {
    return buffer && available ? Pieces{pieces_to_sell(*available, *buffer, most)} : std::nullopt;
}

bool is_due(const Row& row, std::int64_t pieces, Instant now) {
    const auto state = row.get<std::string_view>(2);
    if (state == "told") {
        return row.get<Pieces>(3) != pieces;
    }
    if (state == "refused") {
        const bool is_old = now - row.get<Instant>(5) >= limits::stock_refusal_age_max;
        return is_old || row.get<Pieces>(4) != pieces;
    }
    return state == "new";
}

Pieces pieces_of(Tx& tx, const ListingShop& shop, const PartyId& seller, const Sku& sku) {
    Rows rows = tx.query(kPieces, shop.tenant, seller, sku);
    if (!rows.next()) {
        return std::nullopt;
    }
    return pieces_from(rows.row().get<Pieces>(0), rows.row().get<Pieces>(1), shop.pieces_max);
}

} // namespace

std::int64_t pieces_to_sell(std::int64_t available, std::int64_t buffer, std::int64_t most) {
    return std::clamp<std::int64_t>(available - buffer, 0, most);
}

namespace stock_tellings {

StockComparison
compare(Tx& tx, const ListingShop& shop, const Listing& after, Instant now, int limit) {
    StockComparison compared;
    Rows rows = tx.query(kCompare, shop.tenant, shop.connection, after.item, after.variant, limit);
    int read = 0;
    while (rows.next()) {
        const Row row = rows.row();
        ++read;
        compared.last = {"", row.get<std::string>(0), row.get<std::string>(1)};
        const Pieces pieces = pieces_from(row.get<Pieces>(6), row.get<Pieces>(7), shop.pieces_max);
        if (pieces && is_due(row, *pieces, now)) {
            compared.due.push_back(compared.last);
        }
    }
    if (read < limit) {
        compared.last = {};
    }
    return compared;
}

void mark_due(Tx& tx, const ListingShop& shop, std::span<const Listing> due, Instant now) {
    for (const Listing& listing : due) {
        tx.execute(kMarkDue, shop.tenant, shop.connection, listing.item, listing.variant, now);
    }
}

std::optional<Instant> oldest(Tx& tx, const ListingShop& shop) {
    Rows rows = tx.query(kOldest, shop.connection);
    return rows.next() ? rows.row().get<std::optional<Instant>>(0) : std::nullopt;
}

std::vector<ConnectionId> waiting(Tx& tx, std::int64_t now_ms, int limit) {
    std::vector<ConnectionId> found;
    Rows rows = tx.query(kWaiting, now_ms, limit);
    while (rows.next()) {
        found.push_back(rows.row().get<ConnectionId>(0));
    }
    return found;
}

std::vector<StockTelling> claim(
    Tx& tx, const ListingShop& shop, std::int64_t now_ms, std::int64_t lease_until_ms, int limit
) {
    struct Claimed {
        StockTelling telling;
        PartyId seller;
    };
    std::vector<Claimed> claimed;
    {
        const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
        Rows rows =
            tx.query(statement, shop.tenant, shop.connection, now_ms, lease_until_ms, limit);
        while (rows.next()) {
            const Row row = rows.row();
            Claimed one{
                {.tenant = shop.tenant, .connection = shop.connection}, row.get<PartyId>(2)
            };
            one.telling.figure.listing = {
                row.get<std::string>(3), row.get<std::string>(0), row.get<std::string>(1)
            };
            one.telling.attempt = row.get<std::int64_t>(4);
            one.telling.lease = lease_until_ms;
            claimed.push_back(std::move(one));
        }
    }
    std::vector<StockTelling> tellings;
    for (auto& [telling, seller] : claimed) {
        const Listing& listing = telling.figure.listing;
        if (const auto pieces = pieces_of(tx, shop, seller, Sku{listing.sku})) {
            telling.figure.pieces = *pieces;
            tellings.push_back(std::move(telling));
        } else {
            tx.execute(kLetGo, shop.tenant, shop.connection, listing.item, listing.variant);
        }
    }
    return tellings;
}

bool told(Tx& tx, const StockTelling& telling, Instant now) {
    const auto& [listing, pieces] = telling.figure;
    return tx.execute(
               kTold,
               telling.tenant,
               telling.connection,
               listing.item,
               listing.variant,
               telling.lease,
               pieces,
               now
           ) == 1;
}

bool refused(Tx& tx, const StockTelling& telling, std::string_view words, Instant now) {
    const auto& [listing, pieces] = telling.figure;
    return tx.execute(
               kRefused,
               telling.tenant,
               telling.connection,
               listing.item,
               listing.variant,
               telling.lease,
               pieces,
               now,
               words
           ) == 1;
}

bool put_back(Tx& tx, const StockTelling& telling, std::int64_t until_ms, std::string_view words) {
    const Listing& listing = telling.figure.listing;
    return tx.execute(
               kPutBack,
               telling.tenant,
               telling.connection,
               listing.item,
               listing.variant,
               telling.lease,
               until_ms,
               telling.attempt,
               words
           ) == 1;
}

void wake(Tx& tx, const ConnectionId& connection) {
    tx.execute(kWake, connection);
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace stock_tellings
} // namespace route9::gateway
