// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

constexpr int kGramDigits = 3;

/// What is to be sent is paid for, or is paid on delivery.
void read_payment(const Json& json, ForeignObject& root, Order& order) {
    const auto* cash = find_path(json, "/cod");
    order.payment.method =
        cash != nullptr && *cash == true ? PaymentMethod::cod : PaymentMethod::prepaid;
    order.payment.amount = root.amount("total_amount", order.currency);
}

/// In Viet Nam the province stands in "state", and mostly again in "city".
void read_recipient(ForeignObject& root, Order& order, FieldErrors& errors) {
    const auto* address = root.object("recipient_address", Need::required);
    if (address == nullptr) {
        return;
    }
    ForeignObject reader{*address, root.pointer("recipient_address"), errors};
    auto& to = order.recipient;
    to.name = reader.text("name", Need::required);
    to.phone = reader.text("phone", Need::optional);
    to.country = read_country(reader, "region", Need::required);
    to.province = reader.text("state", Need::optional);
    const auto city = reader.text("city", Need::optional);
    const auto district = reader.text("district", Need::optional);
    if (to.province.empty()) {
        to.province = city;
    }
    const bool is_district = city != to.province && !city.empty();
    to.district = is_district ? city : district;
    to.village = is_district ? district : reader.text("town", Need::optional);
    to.address_line = reader.note("full_address");
}

/// Kilograms with decimals, as grams.
std::optional<std::int64_t> read_kilograms(const Json& item) {
    const auto* weight = find_path(item, "/weight");
    const auto text = weight == nullptr ? std::nullopt : number_text(*weight);
    const auto kilograms = Decimal::parse(text.value_or(""));
    if (!kilograms || kilograms->units() <= 0 || kilograms->scale() > kGramDigits) {
        return std::nullopt;
    }
    const std::int64_t grams = kilograms->units() * power_of_ten(kGramDigits - kilograms->scale());
    return grams <= limits::piece_weight_g_max ? std::optional{grams} : std::nullopt;
}

void read_line(
    const Json& json, ForeignObject& item, Order& order, std::vector<Listing>& listings
) {
    fulfillment::OrderLine line;
    auto sku = item.text("model_sku", Need::optional);
    if (sku.empty()) {
        sku = item.text("item_sku", Need::optional);
    }
    if (sku.empty()) {
        item.refuse("model_sku", "required", "give the model or the item a SKU in the shop");
    }
    const std::string model_id = id_at(json, "model_id");
    add_listing(listings, {sku, id_at(json, "item_id"), model_id == "0" ? "" : model_id});
    line.sku = Sku{std::move(sku)};
    line.name = item.note("item_name");
    const auto model = item.text("model_name", Need::optional);
    if (!model.empty() && line.name.size() + model.size() + 3 <= limits::text_bytes_max) {
        line.name += " (" + model + ")";
    }
    const auto sold =
        item.count("model_quantity_purchased", Need::required, 1, limits::line_quantity_max)
            .value_or(0);
    const auto gone =
        item.count("cancelled_qty", Need::optional, 0, limits::line_quantity_max).value_or(0);
    line.unit_price = item.amount("model_discounted_price", order.currency);
    line.weight_g = read_kilograms(json);
    line.quantity = sold - std::min(gone, sold);
    if (line.quantity > 0) {
        order.lines.push_back(std::move(line));
    }
}

Order read_goods(
    const Json& json, ForeignObject& root, std::vector<Listing>& listings, FieldErrors& errors
) {
    Order order;
    order.channel = "shopee";
    order.placed_at = read_epoch(root, "create_time", Need::required).value_or(Instant{});
    order.currency = read_currency(root, "currency");
    read_payment(json, root, order);
    read_recipient(root, order, errors);
    const auto* items = item_list(root, "item_list");
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) {
        ForeignObject item{(*items)[at], pointer_step("/item_list", at), errors};
        read_line((*items)[at], item, order, listings);
    }
    order.note = root.note("message_to_seller");
    return order;
}

} // namespace

Result<InboundEvent> read_shopee_order(const Json& json, const OrderStates& states) {
    FieldErrors errors;
    ForeignObject root{json, "", errors};
    InboundEvent event;
    event.channel = "shopee";
    event.external_id = root.id("order_sn", Need::required);
    event.source_time = read_epoch(root, "update_time", Need::required);
    if (read_state(root, "order_status", states, event)) {
        event.order = read_goods(json, root, event.listings, errors);
        event.order->external_id = event.external_id;
    } else if (event.kind == EventKind::order_cancelled) {
        event.reason = first_text(root, {"buyer_cancel_reason", "cancel_reason"});
    }
    return finish_event(std::move(event), std::move(errors));
}

} // namespace route9::adapters
