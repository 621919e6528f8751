// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/channel_stock_view.hpp"

#include "adapters/marketplaces/stock_api.hpp"
#include "gateway/channels/stock_tellings.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

/// A word for what is to be expected of this listing.
std::string state_of(const ListedStock& listed, const SkuStock& sku, const StockShop& shop) {
    if (!shop.is_on) {
        return "off";
    }
    if (shop.is_paused) {
        return "paused";
    }
    if (!sku.available) {
        return "unknown";
    }
    return listed.state == "new" ? "waiting" : listed.state;
}

Json channel(const ListedStock& listed, const SkuStock& sku, const StockShop& shop, Instant now) {
    const std::string state = state_of(listed, sku, shop);
    Json json{
        {"connection", shop.connection.text()},
        {"platform", shop.platform},
        {"item", listed.listing.item},
        {"state", state},
    };
    if (!listed.listing.variant.empty()) {
        json["variant"] = listed.listing.variant;
    }
    if (listed.told) {
        json["told"] = *listed.told;
        json["told_at"] = format_utc(*listed.told_at);
    }
    if (state == "waiting") {
        const auto lag = std::chrono::floor<Seconds>(now - listed.due_since).count();
        json["lag_s"] = std::max<std::int64_t>(lag, 0);
    }
    if (!listed.result.empty()) {
        json["result"] = listed.result;
    }
    return json;
}

} // namespace

ChannelStock read_channel_stock(
    Tx& tx, const TenantId& tenant, const SkuFilter& filter, const SkuStock& after, int limit
) {
    ChannelStock stock;
    stock.skus = listings::page(tx, tenant, filter, after, limit);
    stock.listed = listings::of_page(tx, tenant, filter, stock.skus);
    stock.shops = listings::shops(tx, tenant, filter.seller);
    std::erase_if(stock.shops, [](const StockShop& shop) {
        return adapters::find_stock_api(shop.platform) == nullptr;
    });
    return stock;
}

Json view(const ChannelStock& stock, const SkuStock& sku, Instant now) {
    Json channels = Json::array();
    for (const StockShop& shop : stock.shops) {
        if (shop.seller != sku.seller) {
            continue;
        }
        bool is_listed = false;
        for (const ListedStock& listed : stock.listed) {
            if (listed.connection == shop.connection && listed.listing.sku == sku.sku.text()) {
                is_listed = true;
                channels.push_back(channel(listed, sku, shop, now));
            }
        }
        if (!is_listed && shop.is_on) {
            channels.push_back(
                {{"connection", shop.connection.text()},
                 {"platform", shop.platform},
                 {"state", "unlisted"}}
            );
        }
    }
    Json json{
        {"sku", sku.sku.text()},
        {"seller", sku.seller.text()},
        {"channel_buffer", sku.buffer},
        {"channels", std::move(channels)},
    };
    if (sku.available) {
        constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
        json["available"] = *sku.available;
        json["to_sell"] = pieces_to_sell(*sku.available, sku.buffer, kMost);
    }
    return json;
}

} // namespace route9::gateway
