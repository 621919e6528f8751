// SPDX-License-Identifier: Apache-2.0
// When a carrier is asked again for a parcel: the longer it has told nothing, the later. Who
// pushes is asked later still: asking is then the net under pushes that were lost. Pure; any
// thread.
#pragma once

#include "core/time.hpp"

namespace route9::gateway {

/// A rider's round changes within the hour, so that half an hour is soon enough to tell a buyer.
inline constexpr Minutes ask_pause_min{30};
/// A push that was lost is made up within the half day in which a buyer would call.
inline constexpr Minutes ask_pause_where_pushed{2 * 60};
/// A parcel that stands still is looked at four times a day.
inline constexpr Minutes ask_pause_max{6 * 60};
/// Of the time for which nothing was told: one that was quiet for eight hours changes no sooner for
/// being asked twice an hour.
inline constexpr int ask_pause_share = 4;

/// After `silence` without news of the parcel.
Seconds ask_pause(Seconds silence, bool is_pushed) noexcept;

} // namespace route9::gateway
