// SPDX-License-Identifier: Apache-2.0
// What brought an event: a delivery of the inbox, or an order that was asked for. Whatever the
// event does happens in one unit with the end of its origin, so that a repeated attempt changes
// nothing. Copied into units; what `finish` refers to it owns.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "gateway/intake/inbox.hpp"

#include <functional>
#include <string_view>

namespace route9::gateway {

struct EventOrigin {
    TenantId tenant;
    ConnectionId connection;
    Instant received_at{};
    bool was_fetched = false; // its order may stand as awaiting_details
    /// False when another attempt has taken over.
    std::function<bool(Tx&, InboxState, std::string_view reason)> finish;

    /// Within the unit. Error: conflict (another attempt has taken over).
    Result<InboxState> end(Tx& tx, InboxState state, std::string_view reason) const;
};

EventOrigin origin_of(InboxItem item);

} // namespace route9::gateway
