// SPDX-License-Identifier: Apache-2.0
// Deliveries of chats: each cart, and each text that looks like an order, becomes a draft of the
// connection's seller, once by its message id. Nothing is confirmed here. The inbox row is finished
// in the unit that stores the drafts.
#pragma once

#include "adapters/marketplaces/whatsapp_messages.hpp"
#include "gateway/drafts/draft_content.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <string_view>

namespace route9::gateway {

/// Whether its messages are chats and no orders.
bool is_chat_platform(std::string_view platform) noexcept;

/// Errors: those of the store, conflict (the row is tried again).
platform::task<Result<InboxState>> take_drafts(
    Services& services,
    InboxItem item,
    const Connection& connection,
    const Delivery& delivery,
    Tick deadline
);

} // namespace route9::gateway
