// SPDX-License-Identifier: Apache-2.0
// The platforms whose messages become orders: one row each, for whoever reads a message and for
// whoever says which platforms there are. Constant; any thread.
#pragma once

#include "adapters/marketplaces/api_rule.hpp"
#include "adapters/marketplaces/inbound_event.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <span>
#include <string_view>

namespace route9::adapters {

const OrderStates& no_order_states() noexcept;

/// What is known of a message beside its body.
struct MessageOrigin {
    std::string_view topic;      // a claim: the signature does not cover it; may be empty
    std::string_view connection; // the id of the connection it came by
    const OrderStates& states = no_order_states(); // the platform's words
};

struct EventReader {
    std::string_view platform; // as in its profile
    std::string_view channel;  // of all its orders; empty = messages claim one or none
    /// Error: validation_failed with every bad member.
    Result<InboundEvent> (*read)(const Json& message, const MessageOrigin& origin);

    /// The channel of an order whose message claims none.
    std::string_view unclaimed_channel(std::string_view connection) const noexcept {
        return channel.empty() ? connection : channel;
    }
};

/// By platform's name.
std::span<const EventReader> event_readers() noexcept;
/// Null for a platform whose messages are verified and kept, and not read yet.
const EventReader* find_event_reader(std::string_view platform) noexcept;

} // namespace route9::adapters
