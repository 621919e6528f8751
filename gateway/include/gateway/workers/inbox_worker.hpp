// SPDX-License-Identifier: Apache-2.0
// Turns stored deliveries into orders: claims pending inbox rows with a lease, reads them by their
// platform's adapter and runs the same use case as the REST door; the row is finished in the unit
// that does the work. One per I/O worker; safe in any number.
#pragma once

#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>

namespace route9::gateway {

class InboxWorker {
public:
    InboxWorker(Services& services, const std::atomic<bool>& stopping);

    /// Runs until `stopping`; spawn it in a worker's task group.
    platform::task<void> run();

private:
    platform::task<int> work_off_batch();
    platform::task<void> give_way();
    platform::task<void> work_off(InboxItem item);
    platform::task<void> give_back(InboxItem item);

    Services& services_;
    const std::atomic<bool>& stopping_;
};

} // namespace route9::gateway
