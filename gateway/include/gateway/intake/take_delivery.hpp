// SPDX-License-Identifier: Apache-2.0
// What one stored delivery does: an order placed, mended or cancelled, or nothing. Each ends with
// the inbox row finished in the same unit, so that a repeated attempt changes nothing.
#pragma once

#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// Errors: those of the store (the row stays pending and is tried again).
platform::task<Result<void>> take_delivery(Services& services, InboxItem item, Tick deadline);

} // namespace route9::gateway
