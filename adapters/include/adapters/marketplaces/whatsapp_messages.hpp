// SPDX-License-Identifier: Apache-2.0
// What buyers write to a shop on WhatsApp, as the WhatsApp Business Platform pushes it: carts from
// the catalogue and text, several in one delivery. A cart has goods and prices and no address: it
// is the beginning of an order that a person completes. Pure; any thread. Source: Meta's webhook
// documentation (messages of type order and text).
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

inline constexpr std::string_view whatsapp_channel = "whatsapp";

struct WhatsAppItem {
    std::string sku; // the catalogue's product_retailer_id
    std::int64_t quantity = 0;
    Money unit_price;
};

struct WhatsAppMessage {
    std::string id;     // "wamid.…", unique
    std::string number; // the shop's phone_number_id
    std::string sender; // "+8562055000001"
    std::string sender_name{};
    std::string text{};
    std::vector<WhatsAppItem> items{}; // of a cart; all in one currency

    bool is_cart() const noexcept { return !items.empty(); }
};

/// Carts and texts in the order of the delivery; what else people send is left out. A message that
/// cannot be read is left out too, and named in `errors` with its pointer.
std::vector<WhatsAppMessage> read_whatsapp_messages(const Json& delivery, FieldErrors& errors);

} // namespace route9::adapters
