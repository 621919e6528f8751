// SPDX-License-Identifier: Apache-2.0
// Everything that calls marketplaces and watches over their connections: the HTTP client, the
// callers of their APIs and the work that goes on behind them. Owned by the composition root;
// started on one I/O worker.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/services.hpp"
#include "gateway/workers/connection_watch.hpp"
#include "gateway/workers/fetch_worker.hpp"
#include "gateway/workers/poll_worker.hpp"
#include "gateway/workers/write_back_worker.hpp"
#include "platform/outbound_http.hpp"
#include "platform/worker.hpp"

#include <atomic>

namespace route9::gateway {

class Channels {
public:
    Channels(Services& services, const std::atomic<bool>& stopping);

    void start(platform::Worker& worker);
    /// Calls under way end soon.
    void stop() noexcept { http_.stop(); }

    ChannelCaller& caller() noexcept { return caller_; }

private:
    platform::OutboundHttp http_;
    ChannelCaller caller_;
    FetchWorker fetching_;
    PollWorker polling_;
    WriteBackWorker writing_back_;
    ConnectionWatch watching_;
};

/// Where machine time counts it starts anew with the process: every lease of the last one is void.
void void_leases(Tx& tx);

} // namespace route9::gateway
