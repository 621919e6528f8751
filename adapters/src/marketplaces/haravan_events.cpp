// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/haravan_events.hpp"

#include "core/limits.hpp"
#include "marketplaces/foreign_object.hpp"

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

EventKind claimed_kind(std::string_view topic) {
    for (const auto& [known, kind] : kTopics) {
        if (known == topic) {
            return kind;
        }
    }
    return EventKind::ignored;
}

std::optional<Instant> read_time(ForeignObject& object, std::string_view name, Need need) {
    const auto text = object.text(name, need);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto at = parse_rfc3339(text);
    if (!at) {
        object.refuse(name, "malformed", "must be an RFC 3339 time");
        return std::nullopt;
    }
    return *at;
}

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
        order.payment.method = gateway == "cod" ? PaymentMethod::cod : PaymentMethod::transfer;
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
    to.phone = reader.text("phone", Need::required);
    to.country = reader.text("country_code", Need::required);
    if (!to.country.empty() && to.country != "VN" && to.country != "LA") {
        reader.refuse("country_code", "unknown_value", "must be VN or LA: only they are served");
    }
    to.province = reader.text("province", Need::required);
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
    const auto grams = item.count("grams", Need::optional, 0, limits::piece_weight_g_max);
    if (grams && *grams > 0) { // 0 is Haravan's way of not knowing
        line.weight_g = grams;
    }
    return line;
}

bool is_shipped(const Json& item) {
    const auto flag = item.find("requires_shipping");
    return flag == item.end() || !flag->is_boolean() || flag->get<bool>();
}

void read_lines(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* items = root.array("line_items", Need::required);
    if (items == nullptr) {
        return;
    }
    if (items->empty() || items->size() > limits::order_lines_max) {
        root.refuse("line_items", "out_of_range", "must have 1 to 100 items");
        return;
    }
    for (std::size_t at = 0; at < items->size(); ++at) {
        ForeignObject item{(*items)[at], pointer_step(root.pointer("line_items"), at), errors};
        if (is_shipped((*items)[at])) {
            order.lines.push_back(read_line(item, order.currency));
        }
    }
}

Order read_order(ForeignObject& root, FieldErrors& errors) {
    Order order;
    order.channel = haravan_channel;
    order.external_id = root.id("id", Need::required);
    order.placed_at = read_time(root, "created_at", Need::required).value_or(Instant{});
    const auto currency = root.text("currency", Need::required);
    order.currency = parse_currency(currency).value_or(Currency::USD);
    if (!currency.empty() && !parse_currency(currency)) {
        root.refuse("currency", "unknown_value", "must be VND, LAK, THB, USD or CNY");
    }
    read_payment(root, order);
    read_recipient(root, order, errors);
    read_lines(root, order, errors);
    order.note = root.text("note", Need::optional);
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
    const auto claimed = claimed_kind(topic);
    if (claimed == EventKind::ignored) {
        return InboundEvent{.reason = "topic " + std::string{topic}};
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const bool cancelled =
        root.has("cancelled_at") || root.text("cancelled_status", Need::optional) == "cancelled";
    InboundEvent event;
    if (cancelled) {
        event = cancellation(root);
    } else {
        event.kind = claimed == EventKind::order_cancelled ? EventKind::order_updated : claimed;
        event.order = read_order(root, errors);
        event.external_id = event.order->external_id;
    }
    if (!event.source_time) {
        event.source_time = read_time(root, "updated_at", Need::optional);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (event.order && event.order->lines.empty()) {
        return InboundEvent{
            .source_time = event.source_time,
            .external_id = event.external_id,
            .reason = "nothing to ship"
        };
    }
    return event;
}

} // namespace route9::adapters
