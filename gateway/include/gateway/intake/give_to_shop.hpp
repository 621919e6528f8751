// SPDX-License-Identifier: Apache-2.0
// A delivery that an app took when nobody had connected its shop: once somebody has, it goes to the
// shop's own inbox, which may be another tenant's. Repeated it changes nothing.
#pragma once

#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// Whether it was given away; if not, no connection of the app is for the shop yet. Errors: those
/// of the store.
platform::task<Result<bool>> give_to_shop(
    Services& services,
    const InboxItem& item,
    const Connection& app,
    const Delivery& delivery,
    Tick deadline
);

} // namespace route9::gateway
