// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/listings.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::Listing;

constexpr Statement kSkuOf{
    "listing.sku_of",
    "SELECT sku FROM channel_listing WHERE tenant_id = $1 AND connection_id = $2 AND item = $3"
    " AND variant = $4"
};
constexpr Statement kCount{
    "listing.count",
    "SELECT COUNT(*) FROM channel_listing WHERE tenant_id = $1 AND connection_id = $2"
};
/// A listing that sells something else now has been told nothing of that.
constexpr Statement kPut{
    "listing.put",
    "INSERT INTO channel_listing (tenant_id, connection_id, item, variant, seller_id, sku, state,"
    " told, told_at, refused, settled_at, due_since, result, attempt, leased_until)"
    " VALUES ($1, $2, $3, $4, $5, $6, 'new', NULL, NULL, NULL, $7, $7, '', 0, 0)"
    " ON CONFLICT (tenant_id, connection_id, item, variant) DO UPDATE SET"
    " seller_id = excluded.seller_id, sku = excluded.sku, state = 'new', told = NULL,"
    " told_at = NULL, refused = NULL, settled_at = excluded.settled_at,"
    " due_since = excluded.due_since, result = '', attempt = 0, leased_until = 0"
};
constexpr Statement kOfSku{
    "listing.of_sku",
    "SELECT item, variant FROM channel_listing WHERE tenant_id = $1 AND connection_id = $2"
    " AND seller_id = $3 AND sku = $4"
};
constexpr Statement kDrop{
    "listing.drop",
    "DELETE FROM channel_listing WHERE tenant_id = $1 AND connection_id = $2 AND item = $3"
    " AND variant = $4"
};
#define ROUTE9_SELECT_SHOP                                                                         \
    "SELECT connection_id, platform, party_id, settings, paused, tenant_id FROM connection"        \
    " WHERE party_id IS NOT NULL"

constexpr Statement kShops{
    "listing.shops",
    ROUTE9_SELECT_SHOP
    " AND tenant_id = $1 AND (party_id = $2 OR $2 IS NULL) ORDER BY connection_id"
};
constexpr Statement kShop{
    "listing.shop", ROUTE9_SELECT_SHOP " AND tenant_id = $1 AND connection_id = $2"
};
constexpr Statement kShopsOfPlatform{
    "listing.shops_of_platform",
    ROUTE9_SELECT_SHOP " AND platform = $1 AND paused = 0 ORDER BY connection_id"
};

#undef ROUTE9_SELECT_SHOP

#define ROUTE9_SKUS_OF(table)                                                                      \
    "SELECT * FROM (SELECT DISTINCT seller_id, sku FROM " table                                    \
    " WHERE tenant_id = $1 AND (seller_id, sku) > ($2, $3) AND (seller_id = $4 OR $4 IS NULL)"     \
    " AND (sku = $5 OR $5 IS NULL) ORDER BY seller_id, sku LIMIT $6) AS " table "_skus"

constexpr Statement kPage{
    "listing.page",
    "SELECT u.seller_id, u.sku, p.channel_buffer, (SELECT CAST(SUM(s.on_hand - s.reserved"
    " - s.blocked) AS bigint) FROM stock s WHERE s.tenant_id = $1 AND s.seller_id = u.seller_id "
    "AND s.sku = u.sku)"
    " FROM (" ROUTE9_SKUS_OF("product") " UNION " ROUTE9_SKUS_OF("channel_listing"
    ) ") AS u"
      " LEFT JOIN product p ON p.tenant_id = $1 AND p.seller_id = u.seller_id AND p.sku = u.sku"
      " ORDER BY u.seller_id, u.sku LIMIT $6"
};

#undef ROUTE9_SKUS_OF

constexpr Statement kOfPage{
    "listing.of_page",
    "SELECT connection_id, item, variant, seller_id, sku, state, told, told_at, due_since, result"
    " FROM channel_listing WHERE tenant_id = $1 AND (seller_id, sku) >= ($2, $3)"
    " AND (seller_id, sku) <= ($4, $5) AND (sku = $6 OR $6 IS NULL)"
    " ORDER BY seller_id, sku, connection_id, item, variant"
};

std::optional<Sku>
sku_of(Tx& tx, const TenantId& tenant, const ConnectionId& connection, const Listing& listing) {
    Rows rows = tx.query(kSkuOf, tenant, connection, listing.item, listing.variant);
    return rows.next() ? std::optional{rows.row().get<Sku>(0)} : std::nullopt;
}

bool has_room(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    Rows rows = tx.query(kCount, tenant, connection);
    return rows.next() && rows.row().get<std::int64_t>(0) < limits::listings_of_shop_max;
}

/// False where the shop has no room for one more.
bool keep(
    Tx& tx, const TenantId& tenant, const StockShop& shop, const Listing& listing, Instant now
) {
    const auto known = sku_of(tx, tenant, shop.connection, listing);
    if (known && known->text() == listing.sku) {
        return true;
    }
    if (!known && !has_room(tx, tenant, shop.connection)) {
        return false;
    }
    tx.execute(
        kPut, tenant, shop.connection, listing.item, listing.variant, shop.seller, listing.sku, now
    );
    return true;
}

StockShop shop_from(const Row& row) {
    const Json settings = Json::parse(row.get<std::string_view>(3));
    return {
        .connection = row.get<ConnectionId>(0),
        .platform = row.get<std::string>(1),
        .seller = row.get<PartyId>(2),
        .is_on = settings.value("stock", "") == "on",
        .is_paused = row.get<std::int64_t>(4) != 0,
    };
}

} // namespace

namespace listings {

bool is_known(
    Tx& tx, const TenantId& tenant, const StockShop& shop, std::span<const Listing> told
) {
    return std::ranges::all_of(told, [&](const Listing& listing) {
        const auto sku = sku_of(tx, tenant, shop.connection, listing);
        return sku && sku->text() == listing.sku;
    });
}

void learn(
    Tx& tx,
    const TenantId& tenant,
    const StockShop& shop,
    std::span<const Listing> told,
    Instant now
) {
    for (const Listing& listing : told) {
        static_cast<void>(keep(tx, tenant, shop, listing, now));
    }
}

Result<void> replace(
    Tx& tx,
    const TenantId& tenant,
    const StockShop& shop,
    const Sku& sku,
    std::span<const Listing> given,
    Instant now
) {
    std::vector<Listing> gone;
    {
        Rows rows = tx.query(kOfSku, tenant, shop.connection, shop.seller, sku);
        while (rows.next()) {
            gone.push_back(
                {sku.text(), rows.row().get<std::string>(0), rows.row().get<std::string>(1)}
            );
        }
    }
    for (const Listing& listing : given) {
        std::erase(gone, listing);
    }
    for (const Listing& listing : gone) {
        tx.execute(kDrop, tenant, shop.connection, listing.item, listing.variant);
    }
    for (const Listing& listing : given) {
        if (!keep(tx, tenant, shop, listing, now)) {
            return fail(ErrorCode::conflict, "this shop has as many listings as there may be");
        }
    }
    return {};
}

std::vector<StockShop> shops(Tx& tx, const TenantId& tenant, const std::optional<PartyId>& seller) {
    std::vector<StockShop> found;
    Rows rows = tx.query(kShops, tenant, seller);
    while (rows.next()) {
        found.push_back(shop_from(rows.row()));
    }
    return found;
}

std::optional<StockShop> find_shop(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    Rows rows = tx.query(kShop, tenant, connection);
    return rows.next() ? std::optional{shop_from(rows.row())} : std::nullopt;
}

std::vector<std::pair<TenantId, StockShop>> told_shops(Tx& tx, std::string_view platform) {
    std::vector<std::pair<TenantId, StockShop>> found;
    Rows rows = tx.query(kShopsOfPlatform, platform);
    while (rows.next()) {
        StockShop shop = shop_from(rows.row());
        if (shop.is_on) {
            found.emplace_back(rows.row().get<TenantId>(5), std::move(shop));
        }
    }
    return found;
}

std::vector<SkuStock>
page(Tx& tx, const TenantId& tenant, const SkuFilter& filter, const SkuStock& after, int limit) {
    std::vector<SkuStock> found;
    Rows rows = tx.query(kPage, tenant, after.seller, after.sku, filter.seller, filter.sku, limit);
    while (rows.next()) {
        const Row row = rows.row();
        const auto buffer = row.get<std::optional<std::int64_t>>(2);
        found.push_back({
            .seller = row.get<PartyId>(0),
            .sku = row.get<Sku>(1),
            .buffer = buffer.value_or(0),
            .available = buffer ? row.get<std::optional<std::int64_t>>(3) : std::nullopt,
        });
    }
    return found;
}

std::vector<ListedStock>
of_page(Tx& tx, const TenantId& tenant, const SkuFilter& filter, std::span<const SkuStock> page) {
    std::vector<ListedStock> found;
    if (page.empty()) {
        return found;
    }
    Rows rows = tx.query(
        kOfPage,
        tenant,
        page.front().seller,
        page.front().sku,
        page.back().seller,
        page.back().sku,
        filter.sku
    );
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .connection = row.get<ConnectionId>(0),
            .listing = {row.get<std::string>(4), row.get<std::string>(1), row.get<std::string>(2)},
            .seller = row.get<PartyId>(3),
            .state = row.get<std::string>(5),
            .told = row.get<std::optional<std::int64_t>>(6),
            .told_at = row.get<std::optional<Instant>>(7),
            .due_since = row.get<Instant>(8),
            .result = row.get<std::string>(9),
        });
    }
    return found;
}

} // namespace listings
} // namespace route9::gateway
