// SPDX-License-Identifier: Apache-2.0
// What a SKU's marketplaces were told of its stock, as the API shows it: a channel for each
// listing, and one for each shop that is told but has no known listing of it.
#pragma once

#include "core/json.hpp"
#include "gateway/channels/listings.hpp"

#include <optional>
#include <span>
#include <vector>

namespace route9::gateway {

/// SKUs with what belongs to them.
struct ChannelStock {
    std::vector<SkuStock> skus;
    std::vector<ListedStock> listed;
    std::vector<StockShop> shops;
};

/// Within a unit. `after` is where the page before it ended.
ChannelStock read_channel_stock(
    Tx& tx, const TenantId& tenant, const SkuFilter& filter, const SkuStock& after, int limit
);
/// One of its SKUs.
Json view(const ChannelStock& stock, const SkuStock& sku, Instant now);

} // namespace route9::gateway
