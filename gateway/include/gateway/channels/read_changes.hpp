// SPDX-License-Identifier: Apache-2.0
// One go of reading what a platform keeps for us: the orders of a shop that changed, each of which
// is then asked for, or messages that wait for the app, which are kept as if they had been pushed.
// What was read is durable before the next page is asked for or anything is acknowledged. Metric:
// route9_channel_polls_total.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// `poll` is claimed by the caller; afterwards it is due again, sooner where there is more.
platform::task<void> read_channel(Services& services, ChannelCaller& caller, ChannelPoll poll);

} // namespace route9::gateway
