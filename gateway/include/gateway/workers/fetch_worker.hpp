// SPDX-License-Identifier: Apache-2.0
// Asks marketplaces for the orders that their messages only named: claims them shop by shop, as
// many at once as the platform answers, a few batches of a shop and some of all shops at the same
// time. One per process, safe in any number.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"
#include "platform/task_group.hpp"

#include <atomic>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace route9::gateway {

class FetchWorker {
public:
    FetchWorker(Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping);

    /// Runs until `stopping`; batches are spawned in `tasks`, which outlives it.
    platform::task<void> run(platform::TaskGroup& tasks);
    /// What is due now, batch after batch; how many orders there were.
    platform::task<std::size_t> work_off_due();

private:
    platform::task<std::vector<ConnectionId>> waiting();
    platform::task<std::vector<OrderFetch>> claim(ConnectionId connection);
    platform::task<bool> start_some(platform::TaskGroup& tasks);
    platform::task<void> work_off(std::vector<OrderFetch> fetches);

    Services& services_;
    ChannelCaller& caller_;
    const std::atomic<bool>& stopping_;
    std::size_t running_ = 0;
    std::map<std::string, std::size_t, std::less<>> running_of_; // by connection
};

} // namespace route9::gateway
