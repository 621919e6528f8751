// SPDX-License-Identifier: Apache-2.0
// Waves of which nothing is left to pick are closed, and `wave.closed` tells it. A part of
// housekeeping.
#pragma once

#include "gateway/services.hpp"

namespace route9::gateway {

inline constexpr int waves_per_unit_max = 16;

/// All that are done now, in units; how many.
platform::task<Result<int>> close_waves(Services& services);

} // namespace route9::gateway
