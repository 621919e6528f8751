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

constexpr std::array<std::pair<std::string_view, EventKind>, 5> kTopics{{
    {"orders/create", EventKind::order_created},
    {"orders/updated", EventKind::order_updated},
    {"orders/paid", EventKind::order_updated},
    {"orders/cancelled", EventKind::order_updated}, // has its order; the body decides
    {"orders/delete", EventKind::order_cancelled},
}};

/// The two products of the house call the same things by other names.
struct Words {
    std::string_view items;
    std::string_view title;
    std::string_view total;
    std::string_view paid;
    std::string_view recipient;
    std::string_view phone;
    std::string_view province;
};

constexpr Words kBackOffice{
    .items = "order_line_items",
    .title = "product_name",
    .total = "total",
    .paid = "payment_status",
    .recipient = "full_name",
    .phone = "phone_number",
    .province = "city",
};
constexpr Words kWebShop{
    .items = "line_items",
    .title = "title",
    .total = "total_price",
    .paid = "financial_status",
    .recipient = "name",
    .phone = "phone",
    .province = "province",
};

/// What is not paid is collected on delivery. Part payments leave a sum that the message does not
/// carry: a person decides.
void read_payment(ForeignObject& root, const Words& words, Order& order) {
    order.payment.amount = root.amount(words.total, order.currency);
    const auto status = root.text(words.paid, Need::required);
    if (status == "paid") {
        order.payment.method = PaymentMethod::prepaid;
    } else if (status == "unpaid" || status == "pending") {
        order.payment.method = PaymentMethod::cod;
    } else if (!status.empty()) {
        root.refuse(words.paid, "unknown_value", "must be paid, unpaid or pending");
    }
}

void read_recipient(ForeignObject& root, const Words& words, Order& order, FieldErrors& errors) {
    const auto* address = root.object("shipping_address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("shipping_address"), errors};
    auto& to = order.recipient;
    to.name = reader.text(words.recipient, Need::required);
    to.phone = reader.text(words.phone, Need::optional);
    const bool has_code = reader.has("country_code");
    to.country = read_country(reader, has_code ? "country_code" : "country", Need::required);
    to.province = first_text(reader, {words.province, "city"});
    to.district = reader.text("district", Need::optional);
    to.village = reader.text("ward", Need::optional);
    to.address_line = reader.text("address1", Need::optional);
    to.landmark = reader.text("address2", Need::optional);
}

void read_line(ForeignObject& item, const Words& words, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("sku", Need::required)};
    line.name = item.text(words.title, Need::required);
    line.weight_g = read_piece_g(item, "grams");
    const auto sold =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    if (item.has("line_amount")) { // after discounts
        const Money total = item.amount("line_amount", order.currency);
        add_pieces(order, std::move(line), total, sold, sold);
        return;
    }
    line.quantity = sold;
    line.unit_price = item.amount("price", order.currency);
    order.lines.push_back(std::move(line));
}

Order read_order(ForeignObject& root, const MessageOrigin& origin, FieldErrors& errors) {
    const Words& words = root.has("order_line_items") ? kBackOffice : kWebShop;
    Order order;
    order.channel = origin.connection;
    order.placed_at = read_time(root, "created_on", Need::required).value_or(Instant{});
    order.currency = root.has("currency") ? read_currency(root, "currency") : Currency::VND;
    read_payment(root, words, order);
    read_items(root, words.items, errors, [&](ForeignObject& item) {
        read_line(item, words, order);
    });
    if (!order.lines.empty()) {
        read_recipient(root, words, order, errors);
    }
    order.note = root.note("note");
    return order;
}

} // namespace

Result<InboundEvent> read_sapo_event(const Json& message, const MessageOrigin& origin) {
    const auto claimed = claimed_kind(kTopics, origin.topic);
    if (!claimed) {
        return other_topic(origin.topic);
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    InboundEvent event{.kind = kind_of_open(*claimed)};
    event.external_id = root.id("id", Need::required);
    event.source_time = read_time(root, "modified_on", Need::optional);
    const auto status = root.text("status", Need::optional);
    const bool has_order = root.has("order_line_items") || root.has("line_items");
    const bool deleted = *claimed == EventKind::order_cancelled && !has_order;
    const auto shipped = root.text("fulfillment_status", Need::optional);
    const bool is_sent = status == "completed" || shipped == "shipped" || shipped == "fulfilled";
    if (status == "cancelled" || root.has("cancelled_on") || deleted) {
        event.kind = EventKind::order_cancelled;
        event.reason = first_text(root, {"cancel_reason", "reason_cancel"});
    } else if (is_sent || !has_order) {
        event.kind = EventKind::ignored;
        event.reason = is_sent ? "sent already" : "carries no items";
    } else {
        event.order = read_order(root, origin, errors);
        event.order->external_id = event.external_id;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
