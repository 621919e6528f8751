// SPDX-License-Identifier: Apache-2.0
// Which listings of which shops sell a SKU, and what their platforms were last told of its stock.
// Learned from orders, or given by a person; one row for each listing of a shop. A listing of a SKU
// that is no product with stock here is kept, and told nothing.
#pragma once

#include "adapters/marketplaces/listing.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway {

/// A seller's shop that may be told.
struct StockShop {
    ConnectionId connection;
    std::string platform;
    PartyId seller;
    bool is_on = false; // setting stock=on of the connection itself
    bool is_paused = false;
};

/// What a listing was told, for whoever looks.
struct ListedStock {
    ConnectionId connection;
    adapters::Listing listing;
    PartyId seller;
    std::string state; // new, waiting, told, refused
    std::optional<std::int64_t> told;
    std::optional<Instant> told_at;
    Instant due_since{}; // of state waiting
    std::string result;
};

/// A SKU that has a product here, or a listing.
struct SkuStock {
    PartyId seller;
    Sku sku;
    std::int64_t buffer = 0;
    std::optional<std::int64_t> available{}; // absent = no product, or never any stock
};

/// Whose and what; the SKU, or all.
struct SkuFilter {
    std::optional<PartyId> seller;
    std::optional<Sku> sku;
};

namespace listings {

bool is_known(
    Tx& tx, const TenantId& tenant, const StockShop& shop, std::span<const adapters::Listing> told
);
/// What an order tells of a shop's listings; there may be no room for them.
void learn(
    Tx& tx,
    const TenantId& tenant,
    const StockShop& shop,
    std::span<const adapters::Listing> told,
    Instant now
);
/// These are the SKU's listings in the shop from now on, and no others. Error: conflict (the shop
/// has as many as there may be).
Result<void> replace(
    Tx& tx,
    const TenantId& tenant,
    const StockShop& shop,
    const Sku& sku,
    std::span<const adapters::Listing> given,
    Instant now
);
/// Shops of the seller, or of all, by connection.
std::vector<StockShop> shops(Tx& tx, const TenantId& tenant, const std::optional<PartyId>& seller);
std::optional<StockShop> find_shop(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
/// Those of a platform that are told now, of all tenants.
std::vector<std::pair<TenantId, StockShop>> told_shops(Tx& tx, std::string_view platform);
/// By seller and SKU.
std::vector<SkuStock>
page(Tx& tx, const TenantId& tenant, const SkuFilter& filter, const SkuStock& after, int limit);
/// Of the SKUs of a page.
std::vector<ListedStock>
of_page(Tx& tx, const TenantId& tenant, const SkuFilter& filter, std::span<const SkuStock> page);

} // namespace listings
} // namespace route9::gateway
