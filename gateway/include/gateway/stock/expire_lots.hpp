// SPDX-License-Identifier: Apache-2.0
// At the turn of the corridor's day, pieces of lots whose last day is over are blocked as far as
// nobody has been promised them; `stock.expired` tells the seller, and the rest is blocked as soon
// as it is free. A part of housekeeping.
#pragma once

#include "gateway/services.hpp"

namespace route9::gateway {

inline constexpr int lots_per_unit_max = 16;

/// All that are due now, in units; how many.
platform::task<Result<int>> expire_lots(Services& services);

} // namespace route9::gateway
