// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/order_parts.hpp"
#include "marketplaces/shop_readers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

constexpr std::array<std::pair<std::string_view, EventKind>, 4> kTopics{{
    {"order.created", EventKind::order_created},
    {"order.updated", EventKind::order_updated},
    {"order.restored", EventKind::order_updated},
    {"order.deleted", EventKind::order_cancelled},
}};

/// States of an order that is not to be sent (any more).
constexpr std::array<std::string_view, 3> kEnded{"cancelled", "refunded", "trash"};
/// States in which there is nothing to do: not ordered yet, not paid (it may be), sent already.
constexpr std::array<std::string_view, 4> kIdle{
    "checkout-draft", "auto-draft", "failed", "completed"
};
/// Plugins add words of their own, such as "shipped". An order that begins with one waits for a
/// person; one that comes to it later is let be: whatever it means, it is nothing to send anew.
constexpr std::array<std::string_view, 3> kOpen{"pending", "on-hold", "processing"};

/// Laos has states in WooCommerce, by their ISO letters; Viet Nam has none.
std::string province_of(const std::string& state, const std::string& country) {
    constexpr std::size_t kLetters = 2;
    return country == "LA" && state.size() == kLetters ? "LA-" + state : state;
}

bool says_where(const Json& address) {
    return address.is_object() && std::ranges::any_of(
                                      std::array{"address_1", "city", "state"},
                                      [&address](const char* name) {
                                          const auto member = address.find(name);
                                          return member != address.end() && member->is_string() &&
                                                 !member->get_ref<const std::string&>().empty();
                                      }
                                  );
}

/// A buyer who gives no other address is delivered to where the bill goes.
void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* billing = root.object("billing", Need::optional);
    const auto* shipping = root.object("shipping", Need::optional);
    const bool elsewhere = shipping != nullptr && says_where(*shipping);
    const std::string_view name = elsewhere || billing == nullptr ? "shipping" : "billing";
    const auto* address = root.object(name, Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer(name), errors};
    auto& to = order.recipient;
    to.country = read_country(reader, "country", Need::required);
    to.name = full_name(reader, "first_name", "last_name", to.country);
    if (to.name.empty()) {
        reader.refuse("last_name", "required", "is required: who receives the parcel");
    }
    to.phone = reader.text("phone", Need::optional);
    if (to.phone.empty() && billing != nullptr) {
        ForeignObject payer{*billing, root.pointer("billing"), errors};
        to.phone = payer.text("phone", Need::optional);
    }
    to.province = province_of(reader.text("state", Need::optional), to.country);
    const auto city = reader.text("city", Need::optional);
    (to.province.empty() ? to.province : to.district) = city;
    to.address_line = reader.text("address_1", Need::optional);
    to.landmark = reader.text("address_2", Need::optional);
}

void read_payment(ForeignObject& root, Order& order) {
    order.payment.amount = root.amount("total", order.currency);
    const bool cash = root.text("payment_method", Need::optional) == "cod";
    order.payment.method = root.has("date_paid_gmt") ? PaymentMethod::prepaid
                           : cash                    ? PaymentMethod::cod
                                                     : PaymentMethod::transfer;
}

void read_line(ForeignObject& item, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("sku", Need::required)};
    line.name = item.text("name", Need::required);
    const auto sold =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    const Money total = item.amount("total", order.currency); // after discounts
    add_pieces(order, std::move(line), total, sold, sold);
}

Order read_order(ForeignObject& root, const MessageOrigin& origin, FieldErrors& errors) {
    Order order;
    order.channel = origin.connection; // ids count from 1 in every shop
    order.placed_at = read_time(root, "date_created_gmt", Need::required).value_or(Instant{});
    order.currency = read_currency(root, "currency");
    read_payment(root, order);
    read_items(root, "line_items", errors, [&order](ForeignObject& item) {
        read_line(item, order);
    });
    read_recipient(root, order, errors);
    order.note = root.note("customer_note");
    return order;
}

} // namespace

Result<InboundEvent> read_woocommerce_event(const Json& message, const MessageOrigin& origin) {
    const auto claimed = claimed_kind(kTopics, origin.topic);
    if (!claimed) {
        return other_topic(origin.topic);
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    InboundEvent event{.kind = kind_of_open(*claimed)};
    event.external_id = root.id("id", Need::required);
    event.source_time = read_time(root, "date_modified_gmt", Need::optional);
    const bool is_deletion = *claimed == EventKind::order_cancelled; // may bring the id alone
    const auto status = root.text("status", is_deletion ? Need::optional : Need::required);
    const bool ended = std::ranges::find(kEnded, status) != kEnded.end();
    if (ended || (is_deletion && status.empty())) {
        event.kind = EventKind::order_cancelled;
        event.reason = ended ? status : "deleted";
    } else if (std::ranges::find(kIdle, status) != kIdle.end()) {
        event.kind = EventKind::ignored;
        event.reason = "status " + status;
    } else if (std::ranges::find(kOpen, status) == kOpen.end()) {
        event.reason = "status " + status;
        event.kind = EventKind::ignored;
        if (!status.empty() && *claimed == EventKind::order_created) {
            root.refuse("status", "unknown_value", "is no state of an order that is known here");
        }
    } else {
        event.order = read_order(root, origin, errors);
        event.order->external_id = event.external_id;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
