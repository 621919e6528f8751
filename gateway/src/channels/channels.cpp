// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/channels.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/inbox.hpp"

namespace route9::gateway {
namespace {

platform::OutboundLimits outbound_limits() {
    return {
        .calls_max = limits::outbound_calls_max,
        .waiting_max = limits::outbound_waiting_max,
        .connect_budget = limits::outbound_connect_budget,
        .call_budget = limits::outbound_call_budget,
        .answer_bytes_max = limits::outbound_answer_bytes_max,
        .authorities = {},
    };
}

} // namespace

Channels::Channels(Services& services, const std::atomic<bool>& stopping)
    : http_(outbound_limits()), caller_(services, http_), fetching_(services, caller_, stopping),
      polling_(services, caller_, stopping), writing_back_(services, caller_, stopping),
      watching_(services, stopping) {}

void Channels::start(platform::Worker& worker) {
    worker.run_and_wait([this, &worker] {
        worker.tasks().spawn("order_fetch", fetching_.run(worker.tasks()));
        worker.tasks().spawn("channel_poll", polling_.run(worker.tasks()));
        worker.tasks().spawn("write_back", writing_back_.run());
        worker.tasks().spawn("connection_watch", watching_.run());
    });
}

void void_leases(Tx& tx) {
    jobs::void_leases(tx);
    inbox::void_leases(tx);
    order_fetches::void_leases(tx);
    accesses::void_leases(tx);
    channel_polls::void_leases(tx);
    write_backs::void_leases(tx);
}

} // namespace route9::gateway
