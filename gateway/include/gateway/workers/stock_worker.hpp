// SPDX-License-Identifier: Apache-2.0
// Keeps marketplaces told of stock: compares, again and again, what each shop was told with what
// there is, and tells it what differs. A comparison takes a tenth of the time at most. One per
// process, safe in any number. Metric: route9_stock_lag_seconds.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/stock_tellings.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"
#include "platform/task_group.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace route9::gateway {

class StockWorker {
public:
    StockWorker(Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping);

    /// Runs until `stopping`; tellings are spawned in `tasks`, which outlives it.
    platform::task<void> run(platform::TaskGroup& tasks);

private:
    platform::task<void> compare_all();
    /// Shops that are told.
    platform::task<std::vector<ListingShop>> shops();
    /// Since when its longest waiting listing waits.
    platform::task<std::optional<Instant>> compare(ListingShop shop);
    platform::task<bool> start_due(platform::TaskGroup& tasks);
    platform::task<std::vector<StockTelling>> claim(ListingShop shop);
    platform::task<void> work_off(std::vector<StockTelling> tellings);

    Services& services_;
    ChannelCaller& caller_;
    const std::atomic<bool>& stopping_;
    platform::Gauge lag_;
    std::vector<ListingShop> told_shops_;
    std::set<std::string> running_; // connections
    Tick next_comparison_{};
};

} // namespace route9::gateway
