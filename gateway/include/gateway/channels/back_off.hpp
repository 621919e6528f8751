// SPDX-License-Identifier: Apache-2.0
// When a marketplace is asked again for what it did not do: longer with each failure and not the
// same for all; at the end of the rest that it asks for where it asks for one. Pure but for the
// randomness; any thread.
#pragma once

#include "core/entropy.hpp"
#include "gateway/channels/channel_caller.hpp"

#include <cstdint>

namespace route9::gateway {

/// Whether the work is to blame. Having to wait for one's turn is nobody's failure: it neither
/// lengthens the pauses nor counts towards giving up.
bool counts_as_failure(const ChannelAnswer& why) noexcept;

/// `failures` so far, this one included; `first` is the pause after the first of them.
Milliseconds
pause_after(const ChannelAnswer& why, std::int64_t failures, Milliseconds first, Entropy& entropy);

} // namespace route9::gateway
