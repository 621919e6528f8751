// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::OrderLine;
using fulfillment::PaymentMethod;

bool is_true(const Json& json, std::string_view pointer) {
    const auto* flag = find_path(json, pointer);
    return flag != nullptr && *flag == true;
}

void read_payment(const Json& json, ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* payment = root.object("payment", Need::required);
    if (payment == nullptr) {
        return;
    }
    ForeignObject reader{*payment, "/payment", errors};
    order.currency = read_currency(reader, "currency");
    order.payment.method = is_true(json, "/is_cod") ? PaymentMethod::cod : PaymentMethod::prepaid;
    order.payment.amount = reader.amount("total_amount", order.currency);
}

/// Levels of the address by the names TikTok gives them, whatever their number.
void read_levels(ForeignObject& address, Order& order, FieldErrors& errors) {
    auto& to = order.recipient;
    const auto* levels = address.array("district_info", Need::optional);
    for (std::size_t at = 0; levels != nullptr && at < levels->size(); ++at) {
        const auto where = pointer_step(address.pointer("district_info"), at);
        ForeignObject level{(*levels)[at], where, errors};
        const auto number = level.text("address_level", Need::optional);
        auto place = level.text("address_name", Need::optional);
        if (number == "L1") {
            to.province = std::move(place);
        } else if (number == "L2") {
            to.district = std::move(place);
        } else if (number == "L3") {
            to.village = std::move(place);
        }
    }
}

/// "(+84)905000001" as "+84905000001".
std::string plain_phone(std::string phone) {
    std::erase_if(phone, [](char c) { return c == '(' || c == ')'; });
    return phone;
}

void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* address = root.object("recipient_address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("recipient_address"), errors};
    auto& to = order.recipient;
    to.name = reader.text("name", Need::required);
    to.phone = plain_phone(reader.text("phone_number", Need::optional));
    to.country = read_country(reader, "region_code", Need::required);
    read_levels(reader, order, errors);
    to.address_line = first_text(reader, {"address_detail", "address_line1"});
}

/// TikTok has a line for each piece.
void read_piece(
    const Json& json, ForeignObject& item, Order& order, std::vector<Listing>& listings
) {
    OrderLine piece;
    piece.sku = Sku{item.text("seller_sku", Need::required)};
    add_listing(listings, {piece.sku.text(), id_at(json, "product_id"), id_at(json, "sku_id")});
    piece.name = item.note("product_name");
    const auto variant = item.text("sku_name", Need::optional);
    if (!variant.empty() && piece.name.size() + variant.size() + 3 <= limits::text_bytes_max) {
        piece.name += " (" + variant + ")";
    }
    piece.quantity = 1;
    piece.unit_price = item.amount("sale_price", order.currency);
    const auto same = std::ranges::find_if(order.lines, [&piece](const OrderLine& line) {
        return line.sku == piece.sku && line.unit_price == piece.unit_price &&
               line.name == piece.name;
    });
    if (same != order.lines.end()) {
        ++same->quantity;
    } else {
        order.lines.push_back(std::move(piece));
    }
}

Order read_goods(
    const Json& json,
    ForeignObject& root,
    const OrderStates& states,
    std::vector<Listing>& listings,
    FieldErrors& errors
) {
    Order order;
    order.channel = "tiktok";
    order.placed_at = read_epoch(root, "create_time", Need::required).value_or(Instant{});
    read_payment(json, root, order, errors);
    read_recipient(root, order, errors);
    const auto* items = root.array("line_items", Need::required);
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) {
        ForeignObject item{(*items)[at], pointer_step("/line_items", at), errors};
        const auto state = source_state(states, item.text("display_status", Need::optional));
        if (state != SourceState::cancelled) {
            read_piece((*items)[at], item, order, listings);
        }
    }
    if (items != nullptr && order.lines.size() > limits::order_lines_max) {
        root.refuse("line_items", "out_of_range", "are too many for one order");
    }
    order.note = root.note("buyer_message");
    return order;
}

} // namespace

Result<InboundEvent> read_tiktok_order(const Json& json, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject root{json, "", errors};
    InboundEvent event;
    event.channel = "tiktok";
    event.external_id = root.id("id", Need::required);
    event.source_time = read_epoch(root, "update_time", Need::required);
    const bool is_open = read_state(root, "status", states, event);
    if (is_open && is_true(json, "/is_buyer_request_cancel")) {
        event.kind = EventKind::cancel_requested;
    } else if (is_open && is_true(json, "/is_on_hold_order")) {
        event.kind = EventKind::ignored;
        event.reason = "on hold at the platform";
    } else if (is_open) {
        event.order = read_goods(json, root, states, event.listings, errors);
        event.order->external_id = event.external_id;
    } else if (event.kind == EventKind::order_cancelled) {
        event.reason = root.note("cancel_reason");
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
