// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/text.hpp"
#include "marketplaces/order_parts.hpp"
#include "marketplaces/shop_readers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

// orders/edited carries the edit alone; orders/updated follows.
constexpr std::array<std::pair<std::string_view, EventKind>, 4> kTopics{{
    {"orders/create", EventKind::order_created},
    {"orders/updated", EventKind::order_updated},
    {"orders/paid", EventKind::order_updated},
    {"orders/cancelled", EventKind::order_cancelled},
}};

/// What a person must do something about, though it is no order.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTasks{{
    {"app/uninstalled", "the shop has removed the app: its orders come no more"},
    {"customers/data_request", "a customer asks for the data kept of them"},
    {"customers/redact", "the shop asks for the erasure of a customer"},
    {"shop/redact", "the shop asks for the erasure of all its customers"},
}};

constexpr std::array<std::string_view, 4> kCashNames{
    "cash on delivery", "khi nhận hàng", "khi giao hàng", "ເກັບເງິນປາຍທາງ"
};

/// Names as shops give them: "Cash on Delivery (COD)", "Thanh toán khi nhận hàng (COD)".
bool is_cash_on_delivery(const Json* gateways) {
    if (gateways == nullptr) {
        return false;
    }
    return std::ranges::any_of(*gateways, [](const Json& gateway) {
        if (!gateway.is_string()) {
            return false;
        }
        const auto words = " " + fold_name(gateway.get<std::string>()) + " ";
        return std::ranges::any_of(
                   kCashNames,
                   [&words](std::string_view name) { return words.contains(fold_name(name)); }
               ) ||
               words.contains(" cod ");
    });
}

/// Part payments and refunds leave a sum that the message does not carry: a person decides.
void read_payment(ForeignObject& root, Order& order) {
    const bool edited = root.has("current_total_price"); // the first stays as it was ordered
    order.payment.amount =
        root.amount(edited ? "current_total_price" : "total_price", order.currency);
    const auto status = root.text("financial_status", Need::required);
    const bool cash = is_cash_on_delivery(root.array("payment_gateway_names", Need::optional));
    if (status == "paid") {
        order.payment.method = PaymentMethod::prepaid;
    } else if (status == "pending" || status == "authorized") {
        order.payment.method = cash ? PaymentMethod::cod : PaymentMethod::transfer;
        if (root.has("total_outstanding")) {
            order.payment.amount = root.amount("total_outstanding", order.currency);
        }
    } else if (!status.empty()) {
        root.refuse("financial_status", "unknown_value", "must be paid, authorized or pending");
    }
}

/// Shopify knows no provinces of Laos and few of Viet Nam: there the city names it.
void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* address = root.object("shipping_address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("shipping_address"), errors};
    auto& to = order.recipient;
    to.name = reader.text("name", Need::required);
    to.phone = reader.text("phone", Need::optional);
    if (to.phone.empty()) {
        to.phone = root.text("phone", Need::optional);
    }
    to.country = read_country(reader, "country_code", Need::required);
    to.province = reader.text("province", Need::optional);
    const auto city = reader.text("city", Need::optional);
    (to.province.empty() ? to.province : to.district) = city;
    to.address_line = reader.text("address1", Need::optional);
    to.landmark = reader.text("address2", Need::optional);
}

/// What was paid for the line: its price less its share of every discount.
Money line_total(ForeignObject& item, std::int64_t sold, Currency currency, FieldErrors& errors) {
    const Money price = item.amount("price", currency);
    auto total = price.times(sold);
    const auto* shares = item.array("discount_allocations", Need::optional);
    for (std::size_t at = 0; shares != nullptr && total && at < shares->size(); ++at) {
        const auto where = pointer_step(item.pointer("discount_allocations"), at);
        ForeignObject share{(*shares)[at], where, errors};
        total = total->minus(share.amount("amount", currency));
    }
    if (!total || total->is_negative()) {
        item.refuse("price", "out_of_range", "does not add up to an amount that can be counted");
        return Money::zero(currency);
    }
    return *total;
}

void read_line(ForeignObject& item, Order& order, FieldErrors& errors) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("sku", Need::required)};
    line.name = item.text("title", Need::required);
    const auto variant = item.text("variant_title", Need::optional);
    if (!variant.empty() && line.name.size() + variant.size() + 3 <= limits::text_bytes_max) {
        line.name += " (" + variant + ")";
    }
    line.weight_g = read_piece_g(item, "grams");
    const auto sold =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    const auto left = item.count("current_quantity", Need::optional, 0, limits::line_quantity_max);
    if (sold > 0) {
        const Money total = line_total(item, sold, order.currency, errors);
        add_pieces(order, std::move(line), total, sold, std::min(left.value_or(sold), sold));
    }
}

Order read_order(ForeignObject& root, FieldErrors& errors) {
    Order order;
    order.channel = "shopify";
    order.placed_at = read_time(root, "created_at", Need::required).value_or(Instant{});
    order.currency = read_currency(root, "currency");
    read_payment(root, order);
    read_items(root, "line_items", errors, [&](ForeignObject& item) {
        read_line(item, order, errors);
    });
    if (!order.lines.empty()) { // what is downloaded goes nowhere
        read_recipient(root, order, errors);
    }
    order.note = root.note("note");
    return order;
}

/// Whether something was to be sent before the order was edited.
bool has_lost_items(ForeignObject& root) {
    const auto* items = root.array("line_items", Need::optional);
    return items != nullptr && std::ranges::any_of(*items, [](const Json& item) {
               return needs_shipping(item) && item.is_object() && item.contains("current_quantity");
           });
}

} // namespace

Result<InboundEvent> read_shopify_event(const Json& message, const MessageOrigin& origin) {
    const auto* task =
        std::ranges::find(kTasks, origin.topic, &decltype(kTasks)::value_type::first);
    if (task != kTasks.end()) {
        return fail(ErrorCode::validation_failed, std::string{task->second});
    }
    const auto claimed = claimed_kind(kTopics, origin.topic);
    if (!claimed) {
        return other_topic(origin.topic);
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    InboundEvent event{.kind = kind_of_open(*claimed)};
    event.external_id = root.id("id", Need::required);
    event.source_time = read_time(root, "updated_at", Need::optional);
    if (root.has("cancelled_at")) {
        event.kind = EventKind::order_cancelled;
        event.source_time = read_time(root, "cancelled_at", Need::required);
        event.reason = root.text("cancel_reason", Need::optional);
    } else if (root.has("closed_at") ||
               root.text("fulfillment_status", Need::optional) == "fulfilled") {
        event.kind = EventKind::ignored;
        event.reason = "sent already";
    } else {
        event.order = read_order(root, errors);
        event.order->external_id = event.external_id;
        if (event.order->lines.empty() && has_lost_items(root)) {
            event.order.reset();
            event.kind = EventKind::order_cancelled;
            event.reason = "all items were taken out";
        }
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
