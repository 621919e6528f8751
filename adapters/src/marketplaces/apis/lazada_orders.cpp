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

/// How many lines are in which state; what is wanted of the order follows from all of them.
struct LineStates {
    std::size_t all = 0;
    std::size_t released = 0;
    std::size_t cancelled = 0;
    std::size_t asked_for = 0; // to be cancelled
    std::string other;         // the word of a line that is none of these
};

std::optional<SourceState>
state_of(ForeignObject& item, const OrderStates& states, LineStates& count) {
    const auto word = item.text("status", Need::required);
    const auto state = source_state(states, word);
    if (!state && !word.empty()) {
        item.refuse("status", "unknown_value", "is no state of an order that is known here");
    }
    ++count.all;
    if (state == SourceState::released) {
        ++count.released;
    } else if (state == SourceState::cancelled) {
        ++count.cancelled;
    } else if (state == SourceState::cancel_requested) {
        ++count.asked_for;
    } else {
        count.other = word;
    }
    return state;
}

/// Lazada has a line for each piece: pieces of the same goods at the same price are one of ours.
void add_piece(Order& order, OrderLine piece) {
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

void add_listing_of(const Json& item, std::vector<Listing>& listings) {
    add_listing(listings, {id_at(item, "sku"), id_at(item, "product_id"), id_at(item, "sku_id")});
}

void read_piece(ForeignObject& item, Order& order, bool is_first) {
    OrderLine piece;
    if (is_first) {
        order.currency = read_currency(item, "currency");
    }
    piece.sku = Sku{item.text("sku", Need::required)};
    piece.name = item.note("name");
    piece.quantity = 1;
    piece.unit_price = item.amount("paid_price", order.currency);
    add_piece(order, std::move(piece));
}

/// address3 is the province, address4 the district, address5 the third level.
void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* address = root.object("address_shipping", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("address_shipping"), errors};
    auto& to = order.recipient;
    to.name = reader.text("first_name", Need::required);
    const auto last = reader.text("last_name", Need::optional);
    to.name += last.empty() ? "" : " " + last;
    to.phone = first_text(reader, {"phone", "phone2"});
    if (to.phone.starts_with("84") || to.phone.starts_with("856")) {
        to.phone.insert(0, "+"); // Lazada leaves the sign out
    }
    to.country = read_country(reader, "country", Need::required);
    to.province = reader.text("address3", Need::optional);
    to.district = first_text(reader, {"address4", "city"});
    to.village = reader.text("address5", Need::optional);
    to.address_line = reader.note("address1");
    to.landmark = reader.note("address2");
}

/// What is paid on delivery is the order's price, its carriage, less vouchers, as far as its lines
/// are still wanted.
void read_payment(ForeignObject& root, Order& order, const LineStates& count, FieldErrors& errors) {
    const auto method = root.text("payment_method", Need::required);
    order.payment.method = method == "COD" ? PaymentMethod::cod : PaymentMethod::prepaid;
    Money goods = Money::zero(order.currency);
    for (const OrderLine& line : order.lines) {
        const auto cost = line.unit_price.times(line.quantity);
        const auto sum = cost ? goods.plus(*cost) : cost;
        if (!sum) {
            errors.push_back({"/items", "out_of_range", "do not add up to an amount"});
            return;
        }
        goods = *sum;
    }
    const auto carriage = root.has("shipping_fee") ? root.amount("shipping_fee", order.currency)
                                                   : Money::zero(order.currency);
    const auto total = goods.plus(carriage);
    if (!total) {
        errors.push_back({"/shipping_fee", "out_of_range", "does not add up to an amount"});
        return;
    }
    order.payment.amount = *total;
    // Which sum is collected at the door nobody can tell when the two disagree. Once a line is
    // cancelled the price is that of all lines.
    const Money price = root.amount("price", order.currency);
    const bool is_whole = count.released == count.all;
    const auto voucher =
        root.has("voucher") ? root.amount("voucher", order.currency) : Money::zero(order.currency);
    const auto list_price = goods.plus(voucher);
    const bool agrees = price == *total || price == goods || (list_price && price == *list_price);
    if (is_whole && order.payment.method == PaymentMethod::cod && !agrees) {
        root.refuse("price", "conflict", "is not what its lines and carriage come to");
    }
}

} // namespace

Result<InboundEvent>
read_lazada_order(const Json& json, const Json& items, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject root{json, "", errors};
    InboundEvent event;
    event.channel = "lazada";
    event.external_id = root.id("order_id", Need::required);
    event.source_time = read_time(root, "updated_at", Need::required, Unmarked::corridor);
    Order order;
    order.channel = event.channel;
    order.external_id = event.external_id;
    order.placed_at =
        read_time(root, "created_at", Need::required, Unmarked::corridor).value_or(Instant{});
    LineStates count;
    if (!items.is_array() || items.empty()) {
        errors.push_back({"/items", "out_of_range", "an order has at least one item"});
    }
    for (std::size_t at = 0; items.is_array() && at < items.size(); ++at) {
        ForeignObject item{items[at], pointer_step("/items", at), errors};
        if (state_of(item, states, count) == SourceState::released) {
            read_piece(item, order, count.released == 1);
            add_listing_of(items[at], event.listings);
        }
    }
    const Json* asked = find_path(json, "/is_cancel_pending");
    const Json* to_confirm = find_path(json, "/need_cancel_confirm");
    const bool is_asked = (asked != nullptr && *asked == true) ||
                          (to_confirm != nullptr && *to_confirm == true) || count.asked_for > 0;
    if (count.all > 0 && count.cancelled == count.all) {
        event.kind = EventKind::order_cancelled;
    } else if (is_asked) {
        event.kind = EventKind::cancel_requested;
    } else if (count.released > 0) {
        event.kind = EventKind::order_updated;
        if (order.lines.size() > limits::order_lines_max) {
            errors.push_back({"/items", "out_of_range", "are too many for one order"});
        }
        read_recipient(root, order, errors);
        read_payment(root, order, count, errors);
        order.note = root.note("buyer_note");
        event.order = std::move(order);
    } else {
        event.kind = EventKind::ignored;
        event.reason = "status " + count.other;
        event.is_over = source_state(states, count.other) != SourceState::not_yet;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
