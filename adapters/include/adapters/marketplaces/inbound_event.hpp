// SPDX-License-Identifier: Apache-2.0
// What a marketplace's message means to us, whoever sent it. Readers answer with an error naming
// every bad member when a message is one they must read and cannot: it goes to quarantine.
#pragma once

#include "adapters/marketplaces/listing.hpp"
#include "core/time.hpp"
#include "fulfillment/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

enum class EventKind : std::uint8_t {
    order_created,
    order_updated,
    order_cancelled,
    cancel_requested, // by the buyer; the shop has not agreed
    order_to_fetch,   // the message names the order, its API tells it
    ignored,
};

struct InboundEvent {
    EventKind kind = EventKind::ignored;
    std::optional<Instant> source_time{}; // the platform's clock; orders events, not arrival
    std::string external_id{};
    std::string channel{};                     // as the message claims; empty when it does not
    std::optional<fulfillment::Order> order{}; // of created and updated
    std::string marketplace_id{};              // where it was sold, and passed on from there
    std::vector<std::string> others{};         // of the same message, to fetch too
    std::vector<Listing> listings{};           // what the platform calls the goods of its lines
    bool is_over = false;                      // sent, or on its way back
    bool is_name_only = false;                 // to fetch; nobody says that it is to be sent
    std::string reason{};                      // why cancelled, or why ignored
};

} // namespace route9::adapters
