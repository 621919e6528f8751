// SPDX-License-Identifier: Apache-2.0
// One round of asking a carrier what became of the parcels that it has, longest waiting first and
// one after the other. What an answer tells is booked as a push of it would be, and is the same
// event where it was pushed too. The end of the round is cut off without harm: what was booked is
// booked, the rest is due still. Metrics: route9_parcels_asked_total,
// route9_parcel_ask_lag_seconds.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstddef>

namespace route9::gateway {

/// At the rate of its row a round is over well within a lease, and other connections have their
/// turn before the next.
inline constexpr std::size_t parcels_asked_at_once = 20;
/// Between rounds that find nothing due.
inline constexpr Minutes parcel_look_pause{1};
/// Between looks for what a carrier was given or has done with.
inline constexpr Minutes parcel_follow_pause{5};
inline constexpr int parcels_followed_at_once = 2'000;
/// A parcel of which a call failed; others have their turn before it.
inline constexpr Minutes parcel_failed_pause{10};
/// A carrier from which no answer came for so long is told to a person: as long as a parcel's
/// longest pause, so that one that is registered late alarms nobody.
inline constexpr Minutes parcel_unanswered{6 * 60};

/// `poll` is claimed by the caller; afterwards it is due again, at once where there is more.
platform::task<void> ask_for_parcels(Services& services, ChannelCaller& caller, ChannelPoll poll);

} // namespace route9::gateway
