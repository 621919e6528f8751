// SPDX-License-Identifier: Apache-2.0
// Tells marketplaces what became of their orders: reads the journal for what is to be told, and
// makes the calls. A refusal for a reason that passes is tried again, later and later; any other is
// kept with the order for a person. One per process, safe in any number. Metric:
// route9_write_backs_total.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/write_backs.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>
#include <string>

namespace route9::gateway {

class WriteBackWorker {
public:
    WriteBackWorker(Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping);

    /// Runs until `stopping`.
    platform::task<void> run();

private:
    struct Outcome {
        std::string state; // done, refused; empty = to be tried again
        std::string words{};
        ChannelAnswer why{}; // of being tried again
    };

    platform::task<bool> read_journal();
    platform::task<bool> is_due();
    platform::task<bool> work_off_some();
    platform::task<Outcome> tell(const WriteBackRow& row);
    platform::task<void> settle(WriteBackRow row, Outcome outcome);

    Services& services_;
    ChannelCaller& caller_;
    const std::atomic<bool>& stopping_;
};

} // namespace route9::gateway
