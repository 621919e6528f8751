// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/haravan_events.hpp"

#include "core/limits.hpp"
#include "marketplaces/order_parts.hpp"

#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

constexpr std::array<std::pair<std::string_view, EventKind>, 4> kTopics{{
    {"orders/create", EventKind::order_created},
    {"orders/updated", EventKind::order_updated},
    {"orders/paid", EventKind::order_updated},
    {"orders/cancelled", EventKind::order_cancelled},
}};

/// An unpaid order is collected on delivery or awaited on an account. Part payments and refunds
/// leave a sum to collect that the message does not carry: a person decides.
void read_payment(ForeignObject& root, Order& order) {
    order.payment.amount = root.amount("total_price", order.currency);
    const auto status = root.text("financial_status", Need::required);
    if (status == "paid") {
        order.payment.method = PaymentMethod::prepaid;
        return;
    }
    if (status == "pending") {
        const auto gateway = root.text("gateway_code", Need::required);
        order.payment.method =
            gateway == "cod" || gateway == "COD" ? PaymentMethod::cod : PaymentMethod::transfer;
        return;
    }
    if (!status.empty()) {
        root.refuse("financial_status", "unknown_value", "must be paid or pending");
    }
}

void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* address = root.object("shipping_address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("shipping_address"), errors};
    auto& to = order.recipient;
    to.name = reader.text("name", Need::required);
    to.phone = reader.text("phone", Need::optional);
    to.country = read_country(reader, "country_code", Need::required);
    to.province = reader.text("province", Need::optional);
    to.district = reader.text("district", Need::optional);
    to.village = reader.text("ward", Need::optional);
    to.address_line = reader.text("address1", Need::optional);
    to.landmark = reader.text("address2", Need::optional);
}

fulfillment::OrderLine read_line(ForeignObject& item, Currency currency) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("sku", Need::required)};
    line.name = item.text("title", Need::required);
    line.quantity =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    line.unit_price = item.amount("price", currency);
    line.weight_g = read_piece_g(item, "grams");
    return line;
}

Order read_order(ForeignObject& root, FieldErrors& errors) {
    Order order;
    order.channel = haravan_channel;
    order.external_id = root.id("id", Need::required);
    order.placed_at = read_time(root, "created_at", Need::required).value_or(Instant{});
    order.currency = read_currency(root, "currency");
    read_payment(root, order);
    read_recipient(root, order, errors);
    read_items(root, "line_items", errors, [&order](ForeignObject& item) {
        order.lines.push_back(read_line(item, order.currency));
    });
    order.note = root.note("note");
    return order;
}

InboundEvent cancellation(ForeignObject& root) {
    InboundEvent event{.kind = EventKind::order_cancelled};
    event.external_id = root.id("id", Need::required);
    event.source_time = read_time(root, "cancelled_at", Need::optional);
    event.reason = root.text("cancel_reason", Need::optional);
    return event;
}

} // namespace

Result<InboundEvent> read_haravan_event(const Json& message, std::string_view topic) {
    const auto claimed = claimed_kind(kTopics, topic);
    if (!claimed) {
        return other_topic(topic);
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const bool cancelled =
        root.has("cancelled_at") || root.text("cancelled_status", Need::optional) == "cancelled";
    InboundEvent event;
    if (cancelled) {
        event = cancellation(root);
    } else if (root.text("fulfillment_status", Need::optional) == "fulfilled") {
        event.external_id = root.id("id", Need::required);
        event.reason = "sent already";
    } else {
        event.kind = kind_of_open(*claimed);
        event.order = read_order(root, errors);
        event.external_id = event.order->external_id;
    }
    if (!event.source_time) {
        event.source_time = read_time(root, "updated_at", Need::optional);
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
