// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

constexpr std::int64_t kStatusMax = 1'000;

/// "Quảng Trị - Thành phố Đông Hà": the province first.
void read_location(ForeignObject& delivery, Order& order) {
    const auto location = delivery.text("locationName", Need::optional);
    const auto dash = location.find(" - ");
    order.recipient.province = location.substr(0, dash);
    if (dash != std::string::npos) {
        order.recipient.district = location.substr(dash + 3);
    }
    order.recipient.village = delivery.text("wardName", Need::optional);
}

void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    auto& to = order.recipient;
    to.country = "VN"; // KiotViet delivers nowhere else
    to.name = root.text("customerName", Need::optional);
    const auto* delivery = root.object("orderDelivery", Need::optional);
    if (delivery != nullptr) {
        ForeignObject reader{*delivery, "/orderDelivery", errors};
        const auto receiver = reader.text("receiver", Need::optional);
        to.name = receiver.empty() ? to.name : receiver;
        to.phone = reader.text("contactNumber", Need::optional);
        to.address_line = reader.note("address");
        read_location(reader, order);
    }
    if (to.name.empty()) {
        root.refuse("customerName", "required", "say in KiotViet who receives the order");
    }
}

void read_line(ForeignObject& item, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{item.text("productCode", Need::required)};
    line.name = item.note("productName");
    const auto sold = item.count("quantity", Need::required, 1, limits::line_quantity_max);
    const Money price = item.amount("price", order.currency);
    const Money discount = item.has("discount") ? item.amount("discount", order.currency)
                                                : Money::zero(order.currency);
    const auto paid = price.minus(discount);
    if (!paid || paid->is_negative()) {
        item.refuse("discount", "out_of_range", "must not be more than the price");
        return;
    }
    line.quantity = sold.value_or(0);
    line.unit_price = *paid;
    order.lines.push_back(std::move(line));
}

/// What is still to be paid is collected on delivery, when the shop says so.
void read_payment(const Json& json, ForeignObject& root, Order& order) {
    const Money total = root.amount("total", order.currency);
    const Money paid = root.has("totalPayment") ? root.amount("totalPayment", order.currency)
                                                : Money::zero(order.currency);
    const auto left = total.minus(paid);
    const auto* cash = find_path(json, "/usingCod");
    const bool is_cash = cash != nullptr && *cash == true;
    if (!left || left->is_negative()) {
        root.refuse("totalPayment", "out_of_range", "must not be more than the total");
    } else if (left->is_zero()) {
        order.payment = {PaymentMethod::prepaid, total};
    } else {
        order.payment = {is_cash ? PaymentMethod::cod : PaymentMethod::transfer, *left};
    }
}

} // namespace

Result<InboundEvent> read_kiotviet_order(const Json& json, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject root{json, "", errors};
    InboundEvent event;
    event.external_id = root.id("id", Need::required);
    event.source_time = read_time(root, "modifiedDate", Need::optional, Unmarked::corridor);
    const auto status = root.count("status", Need::required, 0, kStatusMax);
    const std::string word = status ? std::to_string(*status) : std::string{};
    if (apply_state(root, "status", source_state(states, word), word, event)) {
        Order order;
        order.external_id = event.external_id;
        order.placed_at =
            read_time(root, "purchaseDate", Need::required, Unmarked::corridor).value_or(Instant{});
        order.currency = Currency::VND;
        read_payment(json, root, order);
        read_recipient(root, order, errors);
        read_items(root, "orderDetails", errors, [&order](ForeignObject& item) {
            read_line(item, order);
        });
        order.note = root.note("description");
        event.order = std::move(order);
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
