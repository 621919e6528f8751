// SPDX-License-Identifier: Apache-2.0
// Reads what platforms keep for us, again and again: changed orders of every shop, so that what
// pushes lost is found, and the queues of those that push nothing. One per process, safe in any
// number.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"
#include "platform/task_group.hpp"

#include <atomic>
#include <cstddef>

namespace route9::gateway {

class PollWorker {
public:
    PollWorker(Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping);

    /// Runs until `stopping`; readings are spawned in `tasks`, which outlives it.
    platform::task<void> run(platform::TaskGroup& tasks);

private:
    platform::task<void> begin_all();
    platform::task<bool> start_due(platform::TaskGroup& tasks);
    platform::task<void> work_off(ChannelPoll poll);

    Services& services_;
    ChannelCaller& caller_;
    const std::atomic<bool>& stopping_;
    std::size_t running_ = 0;
    Tick next_begin_{};
};

} // namespace route9::gateway
