// SPDX-License-Identifier: Apache-2.0
// Reservations whose time is over let go of their pieces, which then go to the oldest order that
// waits for them. A part of housekeeping.
#pragma once

#include "gateway/services.hpp"

namespace route9::gateway {

/// Ends all that are due now, in units; how many.
platform::task<Result<int>> expire_holds(Services& services);

} // namespace route9::gateway
