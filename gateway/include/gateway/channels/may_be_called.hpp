// SPDX-License-Identifier: Apache-2.0
// Whether anybody has let us call a shop's API. Platforms that push whole orders work without: then
// nothing is asked for, polled or told there. Errors: those of the store.
#pragma once

#include "gateway/intake/connection.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// True of platforms that cannot do without, and of a rehearsal's.
platform::task<Result<bool>>
may_be_called(Services& services, const Connection& shop, Tick deadline);

} // namespace route9::gateway
