// SPDX-License-Identifier: Apache-2.0
// Works off what changes of the corridor, of trucks and of stock mean for standing orders. Claims
// jobs with a lease; one per process is enough, more do no harm. All of it is background work.
#pragma once

#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>

namespace route9::gateway {

/// Runs until `stopping`; looks when it is notified (replan_feed) and every few seconds.
platform::task<void> follow_corridor(Services& services, const std::atomic<bool>& stopping);

/// Claims what is due by now and works it off, until nothing is or `stopping`: what is under way
/// then goes on with whoever looks next. The number of jobs finished.
platform::task<int> follow_corridor_now(Services& services, const std::atomic<bool>& stopping);

} // namespace route9::gateway
