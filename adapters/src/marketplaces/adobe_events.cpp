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

/// States of an order that is not to be sent (any more).
constexpr std::array<std::string_view, 2> kEnded{"canceled", "closed"};
/// Sent already, or stopped by a person of the shop.
constexpr std::array<std::string_view, 2> kIdle{"complete", "holded"};
constexpr std::array<std::string_view, 4> kOpen{
    "new", "pending_payment", "payment_review", "processing"
};
constexpr std::array<std::string_view, 3> kWeightless{"virtual", "downloadable", "giftcard"};

const Json* member(const Json* object, std::string_view name) {
    if (object == nullptr || !object->is_object()) {
        return nullptr;
    }
    const auto found = object->find(name);
    return found == object->end() || found->is_null() ? nullptr : &*found;
}

struct Placed {
    const Json* object = nullptr;
    std::string pointer;
};

/// A hook's argument "order", of an observer inside of "data".
Placed order_of(const Json& message) {
    if (const auto* order = member(&message, "order")) {
        return {order, "/order"};
    }
    if (const auto* order = member(member(&message, "data"), "order")) {
        return {order, "/data/order"};
    }
    return {&message, ""};
}

/// Where the parcel goes: one of "addresses", or what REST calls the shipping assignment.
Placed shipping_of(const Placed& order) {
    const auto* addresses = member(order.object, "addresses");
    for (std::size_t at = 0;
         addresses != nullptr && addresses->is_array() && at < addresses->size();
         ++at) {
        const auto* type = member(&(*addresses)[at], "address_type");
        if (type != nullptr && *type == "shipping") {
            return {&(*addresses)[at], pointer_step(order.pointer + "/addresses", at)};
        }
    }
    const auto* parts =
        member(member(order.object, "extension_attributes"), "shipping_assignments");
    if (parts != nullptr && parts->is_array() && !parts->empty()) {
        return {
            member(member(&(*parts)[0], "shipping"), "address"),
            order.pointer + "/extension_attributes/shipping_assignments/0/shipping/address"
        };
    }
    return {member(order.object, "shipping_address"), order.pointer + "/shipping_address"};
}

/// Fields that the hook does not carry and an order needs.
std::string lacking(const Placed& order, const Placed& shipping) {
    std::string names;
    const auto lacks = [&names](std::string_view name) {
        names.append(names.empty() ? "" : ", ").append(name);
    };
    for (const char* name :
         {"created_at", "order_currency_code", "grand_total", "items", "payment"}) {
        if (member(order.object, name) == nullptr) {
            lacks(name);
        }
    }
    if (shipping.object == nullptr) {
        lacks("addresses");
    }
    return names;
}

void read_recipient(const Placed& shipping, Order& order, FieldErrors& errors) {
    ForeignObject reader{*shipping.object, shipping.pointer, errors};
    auto& to = order.recipient;
    to.country = read_country(reader, "country_id", Need::required);
    to.name = full_name(reader, "firstname", "lastname", to.country);
    if (to.name.empty()) {
        reader.refuse("lastname", "required", "is required: who receives the parcel");
    }
    to.phone = reader.text("telephone", Need::optional);
    to.province = reader.text("region", Need::optional);
    const auto city = reader.text("city", Need::optional);
    (to.province.empty() ? to.province : to.district) = city;
    const auto* street = member(shipping.object, "street");
    if (street != nullptr && street->is_array()) {
        const auto line = [street](std::size_t at) {
            const bool is_text = at < street->size() && (*street)[at].is_string();
            return is_text ? (*street)[at].get<std::string>() : std::string{};
        };
        to.address_line = line(0);
        to.landmark = line(1);
    } else {
        to.address_line = reader.text("street", Need::optional);
    }
}

void read_payment(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* payment = root.object("payment", Need::required);
    if (payment == nullptr) {
        return;
    }
    ForeignObject reader{*payment, root.pointer("payment"), errors};
    const auto method = reader.text("method", Need::required);
    order.payment.amount = root.amount("grand_total", order.currency);
    const bool says_rest = root.has("total_due");
    const Money rest = says_rest ? root.amount("total_due", order.currency) : order.payment.amount;
    if (rest.is_zero()) {
        order.payment.method = PaymentMethod::prepaid;
        return;
    }
    order.payment.method =
        method == "cashondelivery" ? PaymentMethod::cod : PaymentMethod::transfer;
    order.payment.amount = rest;
}

/// A configurable product stands twice: as itself with its price, and as its variant without one.
bool is_sent(const Json& item) {
    if (!item.is_object()) {
        return true; // refused when it is read
    }
    const auto* type = member(&item, "product_type");
    const bool is_weightless =
        type != nullptr &&
        std::ranges::any_of(kWeightless, [type](std::string_view name) { return *type == name; });
    return !is_weightless && member(&item, "parent_item_id") == nullptr &&
           member(&item, "parent_item") == nullptr;
}

/// What the pieces cost the buyer: with tax, less the discount.
Money line_total(ForeignObject& item, std::int64_t sold, Currency currency) {
    Result<Money> total = Money::zero(currency);
    if (item.has("row_total_incl_tax")) {
        total = item.amount("row_total_incl_tax", currency);
    } else if (item.has("row_total")) {
        total = item.amount("row_total", currency);
    } else {
        total = item.amount("price", currency).times(sold);
    }
    if (total && item.has("discount_amount")) {
        total = total->minus(item.amount("discount_amount", currency));
    }
    if (!total || total->is_negative()) {
        item.refuse("price", "out_of_range", "does not add up to an amount that can be counted");
        return Money::zero(currency);
    }
    return *total;
}

void read_line(ForeignObject& item, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("sku", Need::required)};
    line.name = item.text("name", Need::required);
    const auto count = [&item](std::string_view name, Need need, std::int64_t least) {
        return item.count(name, need, least, limits::line_quantity_max).value_or(0);
    };
    const auto sold = count("qty_ordered", Need::required, 1);
    const auto gone =
        count("qty_canceled", Need::optional, 0) + count("qty_refunded", Need::optional, 0);
    if (sold > 0) {
        const Money total = line_total(item, sold, order.currency);
        add_pieces(order, std::move(line), total, sold, std::max<std::int64_t>(sold - gone, 0));
    }
}

void read_lines(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* items = item_list(root, "items");
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) {
        if (is_sent((*items)[at])) {
            ForeignObject item{(*items)[at], pointer_step(root.pointer("items"), at), errors};
            read_line(item, order);
        }
    }
}

Order read_order(
    ForeignObject& root, const Placed& shipping, const MessageOrigin& origin, FieldErrors& errors
) {
    Order order;
    order.channel = origin.connection; // ids count from 1 in every shop
    order.placed_at = read_time(root, "created_at", Need::required).value_or(Instant{});
    order.currency = read_currency(root, "order_currency_code");
    read_payment(root, order, errors);
    read_lines(root, order, errors);
    read_recipient(shipping, order, errors);
    order.note = root.note("customer_note");
    return order;
}

bool is_new(const Json& message) {
    for (const char* name : {"event", "eventName"}) {
        const auto* event = member(&message, name);
        if (event != nullptr && event->is_string() &&
            event->get_ref<const std::string&>().contains("place")) {
            return true;
        }
    }
    return false;
}

} // namespace

Result<InboundEvent> read_adobe_event(const Json& message, const MessageOrigin& origin) {
    const Placed order = order_of(message);
    if (member(order.object, "entity_id") == nullptr && member(order.object, "state") == nullptr) {
        return InboundEvent{.reason = "the message names no order: choose order.entity_id"};
    }
    FieldErrors errors;
    ForeignObject root{*order.object, order.pointer, errors};
    InboundEvent event{
        .kind = is_new(message) ? EventKind::order_created : EventKind::order_updated
    };
    event.external_id = root.id("entity_id", Need::required);
    event.source_time = read_time(root, "updated_at", Need::optional);
    const auto state = root.text("state", Need::required);
    const Placed shipping = shipping_of(order);
    const std::string lacks = lacking(order, shipping);
    if (std::ranges::find(kEnded, state) != kEnded.end()) {
        event.kind = EventKind::order_cancelled;
        event.reason = state;
    } else if (std::ranges::find(kIdle, state) != kIdle.end()) {
        event.kind = EventKind::ignored;
        event.reason = "state " + state;
    } else if (std::ranges::find(kOpen, state) == kOpen.end()) {
        if (!state.empty()) {
            root.refuse("state", "unknown_value", "is no state of an order that is known here");
        }
    } else if (!lacks.empty()) {
        event.kind = EventKind::order_to_fetch; // where its API may be called
        event.is_name_only = true;
        event.reason = "the message lacks " + lacks + ": add them to the fields of the hook";
    } else {
        event.order = read_order(root, shipping, origin, errors);
        event.order->external_id = event.external_id;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
