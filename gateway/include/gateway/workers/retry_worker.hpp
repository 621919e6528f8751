// SPDX-License-Identifier: Apache-2.0
// Tries payments again that came before their receivable (gateway/money/retry_waiting.hpp): claims
// the jobs with a lease and finishes each in the unit that matches. One per process is enough, more
// do no harm. Metric: route9_movements_retried_total.
#pragma once

#include "core/jobs.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>

namespace route9::gateway {

class RetryWorker {
public:
    RetryWorker(Services& services, const std::atomic<bool>& stopping);

    /// Runs until `stopping`; spawn it in a worker's task group.
    platform::task<void> run();
    /// The jobs that are due now, at most limits::claim_batch_max; how many there were.
    platform::task<int> work_off_batch();

private:
    platform::task<void> work_off(ClaimedJob job);
    platform::task<void> put_back(ClaimedJob job, Error error);

    Services& services_;
    const std::atomic<bool>& stopping_;
    platform::Counter matched_;
    platform::Counter open_;
};

} // namespace route9::gateway
