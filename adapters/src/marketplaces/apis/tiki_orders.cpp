// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

bool is_true(const Json& json, std::string_view pointer) {
    const auto* flag = find_path(json, pointer);
    return flag != nullptr && *flag == true;
}

void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* shipping = root.object("shipping", Need::required);
    if (shipping == nullptr) {
        return;
    }
    ForeignObject outer{*shipping, "/shipping", errors};
    const auto* address = outer.object("address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, "/shipping/address", errors};
    auto& to = order.recipient;
    to.name = reader.text("full_name", Need::required);
    to.phone = reader.text("phone", Need::optional);
    if (to.phone.starts_with("84") || to.phone.starts_with("856")) {
        to.phone.insert(0, "+");
    }
    to.country = read_country(reader, "country", Need::required);
    to.province = reader.text("region", Need::optional);
    to.district = reader.text("district", Need::optional);
    to.village = reader.text("ward", Need::optional);
    to.address_line = reader.note("street");
}

void read_line(
    ForeignObject& item, Order& order, std::vector<Listing>& listings, FieldErrors& errors
) {
    fulfillment::OrderLine line;
    if (const auto* product = item.object("product", Need::required)) {
        ForeignObject reader{*product, item.pointer("product"), errors};
        auto sku = first_text(reader, {"seller_product_code", "sku"});
        if (sku.empty()) {
            reader.refuse("seller_product_code", "required", "give the product a code in the shop");
        }
        add_listing(listings, {sku, id_at(*product, "id"), id_at(*product, "seller_product_code")});
        line.sku = Sku{std::move(sku)};
        line.name = reader.note("name");
    }
    line.quantity = item.count("qty", Need::required, 1, limits::line_quantity_max).value_or(0);
    line.unit_price = item.amount("price", order.currency);
    order.lines.push_back(std::move(line));
}

/// What is collected at the door: Tiki tells the sum of the goods, or the whole in "grand_total".
void read_payment(const Json& json, Order& order, FieldErrors& errors) {
    const bool is_prepaid = is_true(json, "/payment/is_prepaid");
    order.payment.method = is_prepaid ? PaymentMethod::prepaid : PaymentMethod::cod;
    const auto* invoice = find_path(json, "/invoice");
    if (invoice != nullptr && invoice->is_object() && invoice->contains("grand_total")) {
        ForeignObject reader{*invoice, "/invoice", errors};
        order.payment.amount = reader.amount("grand_total", order.currency);
        return;
    }
    Money sum = Money::zero(order.currency);
    for (const auto& line : order.lines) {
        const auto cost = line.unit_price.times(line.quantity);
        const auto next = cost ? sum.plus(*cost) : cost;
        if (!next) {
            errors.push_back({"/items", "out_of_range", "do not add up to an amount"});
            return;
        }
        sum = *next;
    }
    order.payment.amount = sum;
}

Order read_goods(
    const Json& json, ForeignObject& root, std::vector<Listing>& listings, FieldErrors& errors
) {
    Order order;
    order.channel = "tiki";
    order.placed_at =
        read_time(root, "created_at", Need::required, Unmarked::corridor).value_or(Instant{});
    order.currency = Currency::VND; // Tiki has no other
    read_recipient(root, order, errors);
    read_items(root, "items", errors, [&](ForeignObject& item) {
        read_line(item, order, listings, errors);
    });
    read_payment(json, order, errors);
    return order;
}

} // namespace

Result<InboundEvent> read_tiki_order(const Json& json, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject root{json, "", errors};
    InboundEvent event;
    event.channel = "tiki";
    event.external_id = root.id("code", Need::required);
    event.source_time = read_time(root, "updated_at", Need::optional, Unmarked::corridor);
    if (read_state(root, "status", states, event)) {
        event.order = read_goods(json, root, event.listings, errors);
        event.order->external_id = event.external_id;
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
