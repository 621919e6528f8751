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

constexpr std::array<std::string_view, 3> kEnded{"Canceled", "Aborted", "SoldOut"};
/// Before the parcel is on its way; later ones were sent without us.
constexpr std::array<std::string_view, 7> kOpen{
    "New", "Confirming", "CustomerConfirming", "Confirmed", "Packing", "Packed", "ChangeDepot"
};
constexpr std::int64_t kDelivered = 1; // typeId; others are sold or exchanged at the counter
constexpr std::int64_t kTypeMax = 1'000;

/// Whether a deposit is part of what is still to be collected the message does not say: a person
/// decides.
void read_payment(ForeignObject& root, Order& order) {
    order.payment.amount = root.amount("calcTotalMoney", order.currency);
    order.payment.method = PaymentMethod::cod;
    for (const std::string_view name : {"moneyDeposit", "moneyTransfer"}) {
        if (root.has(name) && !root.amount(name, order.currency).is_zero()) {
            root.refuse(name, "unknown_value", "must be 0: what is left to collect is not told");
        }
    }
}

void read_recipient(ForeignObject& root, Order& order) {
    auto& to = order.recipient;
    to.name = root.text("customerName", Need::required);
    to.phone = root.text("customerMobile", Need::optional);
    to.country = "VN"; // Nhanh has no other
    to.province = first_text(root, {"customerCity", "customerCityName"});
    to.district = first_text(root, {"customerDistrict", "customerDistrictName"});
    to.village = first_text(root, {"customerWard", "customerWardLocationName"});
    to.address_line = root.text("customerAddress", Need::optional);
}

/// A code of digits alone comes as a number.
std::string code_of(ForeignObject& item) {
    const bool is_fetched = !item.has("code") && item.has("productCode");
    return item.id(is_fetched ? "productCode" : "code", Need::required);
}

void read_line(ForeignObject& item, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{code_of(item)};
    line.name = item.text(item.has("name") ? "name" : "productName", Need::required);
    line.quantity =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    line.unit_price = item.amount("price", order.currency);
    line.weight_g = read_piece_g(item, "weight");
    order.lines.push_back(std::move(line));
}

Order read_order(ForeignObject& root, const MessageOrigin& origin, FieldErrors& errors) {
    Order order;
    order.channel = origin.connection;
    order.placed_at =
        read_time(root, "createdDateTime", Need::required, Unmarked::corridor).value_or(Instant{});
    order.currency = Currency::VND;
    read_payment(root, order);
    read_recipient(root, order);
    read_items(root, "products", errors, [&order](ForeignObject& item) { read_line(item, order); });
    order.note = root.note("description");
    return order;
}

Result<InboundEvent> read_deletion(const Json& ids) {
    FieldErrors errors;
    if (!ids.is_array() || ids.size() != 1) {
        return fail_field(
            "/data", "out_of_range", "must name one order: cancel several deleted ones by hand"
        );
    }
    const Json first{{"id", ids.front()}};
    ForeignObject reader{first, "/data", errors};
    InboundEvent event{.kind = EventKind::order_cancelled, .reason = "deleted"};
    event.external_id = reader.id("id", Need::required);
    return finish_event(std::move(event), std::move(errors));
}

InboundEvent
read_data(ForeignObject& root, const MessageOrigin& origin, EventKind kind, FieldErrors& errors) {
    InboundEvent event{.kind = kind};
    const bool is_fetched = root.has("id") && !root.has("orderId");
    event.external_id = root.id(is_fetched ? "id" : "orderId", Need::required);
    event.marketplace_id = first_text(root, {"shopOrderId", "privateId"});
    const auto status = root.text(is_fetched ? "statusCode" : "status", Need::required);
    const auto type = root.count("typeId", Need::optional, 0, kTypeMax);
    if (std::ranges::find(kEnded, status) != kEnded.end()) {
        event.kind = EventKind::order_cancelled;
        event.reason = root.text("reason", Need::optional);
    } else if (type && *type != kDelivered) {
        event.kind = EventKind::ignored;
        event.reason = "not delivered: typeId " + std::to_string(*type);
    } else if (std::ranges::find(kOpen, status) == kOpen.end()) {
        event.kind = EventKind::ignored;
        event.is_over = true;
        event.reason = "status " + status;
    } else if (!root.has("products")) { // what has changed its API tells
        event.kind = EventKind::order_to_fetch;
        event.is_name_only = true;
        event.reason = "status " + status;
    } else {
        event.order = read_order(root, origin, errors);
        event.order->external_id = event.external_id;
    }
    return event;
}

} // namespace

/// As its API tells an order.
Result<InboundEvent> read_nhanh_order(const Json& order) {
    FieldErrors errors;
    ForeignObject root{order, "", errors};
    auto event = read_data(root, {}, EventKind::order_updated, errors);
    if (event.kind == EventKind::order_to_fetch) {
        root.refuse("products", "required", "is required");
    }
    event.source_time = read_time(root, "updatedDateTime", Need::optional, Unmarked::corridor);
    return finish_event(std::move(event), std::move(errors));
}

Result<InboundEvent> read_nhanh_event(const Json& message, const MessageOrigin& origin) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto kind = root.text("event", Need::required);
    if (kind == "orderDelete" && root.has("data")) {
        return read_deletion(message.at("data"));
    }
    if (!kind.empty() && kind != "orderAdd" && kind != "orderUpdate") {
        return InboundEvent{.reason = "event " + kind};
    }
    const auto* data = root.object("data", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject reader{*data, root.pointer("data"), errors};
    const auto claimed = kind == "orderAdd" ? EventKind::order_created : EventKind::order_updated;
    auto event = read_data(reader, origin, claimed, errors);
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
