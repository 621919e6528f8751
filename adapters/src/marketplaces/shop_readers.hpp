// SPDX-License-Identifier: Apache-2.0
// The readers of platforms' pushes. Where the topic, an unsigned
// claim, and the signed body disagree the body decides. Amounts keep all their
// digits. A missing phone or province is no reason to lose an order: it is held until somebody
// mends it. Pure; any thread. Sources: those of the profiles of the same names.
#pragma once

#include "adapters/marketplaces/event_readers.hpp"
#include "adapters/marketplaces/inbound_event.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace route9::adapters {

/// Error of all: validation_failed with every bad member.
Result<InboundEvent> read_shopify_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_woocommerce_event(const Json& message, const MessageOrigin& origin);
/// Hooks carry chosen fields: what holds too few for an order names it, and says which.
Result<InboundEvent> read_adobe_event(const Json& message, const MessageOrigin& origin);
/// The back office's orders (code, order_line_items) and the web shop's (line_items).
Result<InboundEvent> read_sapo_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_nhanh_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_nhanh_order(const Json& order);
/// Of these the message names the order and its state: what is to be sent is fetched.
Result<InboundEvent> read_kiotviet_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_lazada_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_sendo_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_shopee_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_tiki_event(const Json& message, const MessageOrigin& origin);
Result<InboundEvent> read_tiktok_event(const Json& message, const MessageOrigin& origin);

} // namespace route9::adapters
