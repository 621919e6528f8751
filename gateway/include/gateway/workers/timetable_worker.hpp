// SPDX-License-Identifier: Apache-2.0
// Keeps departures made two weeks ahead by every tenant's timetable. One per process is enough,
// more do no harm: each day of a row is made once. All of it is background work.
#pragma once

#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>
#include <string_view>

namespace route9::gateway {

/// Of the wake-up board: notified when a row was put.
inline constexpr std::string_view timetable_feed = "timetable";

/// Runs until `stopping`; looks when it is notified and now and then.
platform::task<void> follow_timetables(Services& services, const std::atomic<bool>& stopping);

/// Makes what is due now; the number of departures made.
platform::task<int> make_departures_now(Services& services);

} // namespace route9::gateway
