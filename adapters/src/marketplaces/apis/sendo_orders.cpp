// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

constexpr std::int64_t kCodeMax = 1'000;
// Ways to pay.
constexpr std::int64_t kOnDelivery = 1;
constexpr std::int64_t kInAdvance = 2;
constexpr std::int64_t kLater = 5; // Sendo lends it to the buyer
// Where the payment stands.
constexpr std::int64_t kUnpaid = 1;
constexpr std::int64_t kUnconfirmed = 6;
constexpr std::int64_t kDeclined = 7;

/// "12 Hùng Vương, Phường 1, Thị xã Quảng Trị, Quảng Trị": what stands last, which is taken away.
std::string take_last(std::string& address) {
    const auto comma = address.rfind(',');
    if (comma == std::string::npos) {
        return std::exchange(address, {});
    }
    std::string last = address.substr(comma + 1);
    address.erase(comma);
    last.erase(0, last.find_first_not_of(' '));
    return last;
}

/// The parts of the address may be empty where the whole is not.
void read_place(ForeignObject& root, Order& order) {
    auto& to = order.recipient;
    to.province = root.text("receiver_region", Need::optional);
    to.district = root.text("receiver_district", Need::optional);
    to.village = first_text(root, {"receiver_ward", "ship_to_ward"});
    to.address_line = first_text(root, {"receiver_address", "ship_to_address"});
    auto whole = first_text(root, {"receiver_full_address", "region_name"});
    if (to.province.empty() && !whole.empty()) {
        to.province = take_last(whole);
        to.district = take_last(whole);
    }
}

void read_recipient(ForeignObject& root, Order& order) {
    auto& to = order.recipient;
    to.country = "VN"; // Sendo delivers nowhere else
    to.name = root.text("receiver_name", Need::required);
    to.phone = first_text(root, {"shipping_contact_phone", "buyer_phone"});
    read_place(root, order);
}

/// What the buyer pays, fees and vouchers included.
void read_payment(ForeignObject& root, Order& order) {
    const auto how = root.count("payment_method", Need::required, 0, kCodeMax);
    order.payment.amount = root.amount("total_amount_buyer", order.currency);
    if (how == kOnDelivery) {
        order.payment.method = PaymentMethod::cod;
    } else if (how == kInAdvance || how == kLater) {
        order.payment.method = PaymentMethod::prepaid;
    } else if (how) {
        root.refuse(
            "payment_method",
            "unknown_value",
            "must be 1, 2 or 5: what is left to collect of a mixed payment is not told"
        );
    }
}

/// The weight is told without saying of what: the catalogue's counts.
void read_line(ForeignObject& item, Order& order) {
    fulfillment::OrderLine line;
    line.sku = Sku{first_text(item, {"sku", "store_sku"})};
    if (line.sku.text().empty()) {
        item.refuse("sku", "required", "give the product a code in the shop");
    }
    line.name = item.note("product_name");
    line.quantity =
        item.count("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    line.unit_price = item.amount("price", order.currency);
    order.lines.push_back(std::move(line));
}

/// Sendo still looks at it, or waits for the buyer's money.
bool is_awaited(const Json& sold, ForeignObject& root) {
    const auto* can_act = find_path(sold, "/can_action");
    const auto how = root.count("payment_method", Need::optional, 0, kCodeMax);
    const auto paid = root.count("payment_status", Need::optional, 0, kCodeMax);
    const bool is_unpaid = paid == kUnpaid || paid == kUnconfirmed || paid == kDeclined;
    return (can_act != nullptr && *can_act == false) || (how == kInAdvance && is_unpaid);
}

} // namespace

Result<InboundEvent> read_sendo_order(const Json& json, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject outer{json, "", errors};
    const auto* sold = outer.object("sales_order", Need::required);
    if (sold == nullptr) {
        return fail_fields(std::move(errors));
    }
    ForeignObject root{*sold, "/sales_order", errors};
    InboundEvent event;
    event.channel = "sendo";
    event.external_id = root.id("order_number", Need::required);
    event.source_time = read_epoch(root, "updated_date_time_stamp", Need::optional);
    const auto status = root.count("order_status", Need::required, 0, kCodeMax);
    const std::string word = status ? std::to_string(*status) : std::string{};
    const bool is_open = apply_state(root, "order_status", source_state(states, word), word, event);
    if (is_open && is_awaited(*sold, root)) {
        event.kind = EventKind::ignored;
        event.reason = "Sendo has not released it yet";
    } else if (is_open) {
        Order order;
        order.channel = event.channel;
        order.external_id = event.external_id;
        order.placed_at =
            read_epoch(root, "order_date_time_stamp", Need::required).value_or(Instant{});
        order.currency = Currency::VND; // Sendo has no other
        read_payment(root, order);
        read_recipient(root, order);
        read_items(outer, "sku_details", errors, [&order](ForeignObject& item) {
            read_line(item, order);
        });
        order.note = root.note("note");
        event.order = std::move(order);
    } else if (event.kind == EventKind::order_cancelled) {
        event.reason = root.note("reason_cancel");
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
