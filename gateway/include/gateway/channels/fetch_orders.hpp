// SPDX-License-Identifier: Apache-2.0
// Asks a marketplace for orders of one shop and does with each what a push that carried it would
// do. What fails for a reason that passes is tried again, later and later; what a person must look
// at is parked, and the order says why. Metric: route9_orders_fetched_total.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <vector>

namespace route9::gateway {

/// All of one connection, claimed by the caller. Afterwards each is settled, put back or parked; if
/// not even that could be written their lease ends.
platform::task<void>
fetch_orders(Services& services, ChannelCaller& caller, std::vector<OrderFetch> fetches);

} // namespace route9::gateway
