// SPDX-License-Identifier: Apache-2.0
// Goes on with the steps of departures, and with the custody of their parcels, that nobody
// finished: the request gave up waiting, or the process that ran it ended. Claims their jobs with a
// lease; one per process is enough, more do no harm.
#pragma once

#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>

namespace route9::gateway {

/// Runs until `stopping`. What was left by the process before this one is taken up at once.
platform::task<void> finish_departures(Services& services, const std::atomic<bool>& stopping);

/// One look: claims what is due by `due` and finishes it. The number of chains that were finished.
platform::task<int> finish_departures_due(Services& services, Instant due);

} // namespace route9::gateway
