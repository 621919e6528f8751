// SPDX-License-Identifier: Apache-2.0
// Tells the platform of one shop how many pieces of its listings may be sold, in as few calls as
// the platform allows. What fails for a reason that passes is tried again, later and later; what is
// refused is kept in the platform's words. Where one refused figure spoils a whole call, each is
// told alone. Metric: route9_stock_told_total.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/stock_tellings.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <vector>

namespace route9::gateway {

/// Whether the shop is to be told; its own connection says so, not its app's.
bool tells_stock(const Connection& shop);

/// All of one connection, claimed by the caller. Afterwards each is told, refused or put back; if
/// not even that could be written their lease ends.
platform::task<void>
tell_stock(Services& services, ChannelCaller& caller, std::vector<StockTelling> tellings);

} // namespace route9::gateway
