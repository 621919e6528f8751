// SPDX-License-Identifier: Apache-2.0
// What marketplaces are to be told of stock, as the store keeps it. What was told is compared with
// what there is, again and again, so that nobody who moves stock has to think of it; which figure
// is told is read when it is told. A row is a queue entry of its own (lease in milliseconds of the
// clock of leases).
#pragma once

#include "adapters/marketplaces/stock_api.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct StockTelling {
    TenantId tenant;
    ConnectionId connection;
    adapters::StockFigure figure{};
    std::int64_t attempt = 0;
    std::int64_t lease = 0; // until then; by it a claim is known
};

/// One page of a shop's listings beside its stock.
struct StockComparison {
    std::vector<adapters::Listing> due;
    adapters::Listing last; // where the next page goes on; its item is empty after the last one
};

/// Whose listings.
struct ListingShop {
    TenantId tenant;
    ConnectionId connection;
    std::int64_t pieces_max = 0; // more is told as so many
};

/// What marketplaces may sell: what is available but for the buffer.
std::int64_t pieces_to_sell(std::int64_t available, std::int64_t buffer, std::int64_t most);

namespace stock_tellings {

StockComparison
compare(Tx& tx, const ListingShop& shop, const adapters::Listing& after, Instant now, int limit);
void mark_due(Tx& tx, const ListingShop& shop, std::span<const adapters::Listing> due, Instant now);
/// Since when the longest waiting one of the shop waits.
std::optional<Instant> oldest(Tx& tx, const ListingShop& shop);
/// Connections with something to tell now, each once.
std::vector<ConnectionId> waiting(Tx& tx, std::int64_t now_ms, int limit);
/// With the figures of now. What has none any more waits no longer.
std::vector<StockTelling>
claim(Tx& tx, const ListingShop& shop, std::int64_t now_ms, std::int64_t lease_until_ms, int limit);
/// False when another attempt has taken over, here and below.
bool told(Tx& tx, const StockTelling& telling, Instant now);
bool refused(Tx& tx, const StockTelling& telling, std::string_view words, Instant now);
/// Due again at `until_ms`, with as many attempts as it says. False as above.
bool put_back(Tx& tx, const StockTelling& telling, std::int64_t until_ms, std::string_view words);
/// What was put back is due now, of an app's shops too: the shop has been authorised anew.
void wake(Tx& tx, const ConnectionId& connection);
void void_leases(Tx& tx);

} // namespace stock_tellings
} // namespace route9::gateway
