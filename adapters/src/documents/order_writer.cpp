// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"

#include <string_view>

namespace route9::adapters {
namespace {

void put_if_given(Json& object, const char* name, const std::string& text) {
    if (!text.empty()) {
        object[name] = text;
    }
}

Json recipient_json(const fulfillment::Recipient& to) {
    Json out{{"name", to.name}, {"phone", to.phone}, {"country", to.country}};
    put_if_given(out, "province", to.province);
    put_if_given(out, "district", to.district);
    put_if_given(out, "village", to.village);
    put_if_given(out, "address_line", to.address_line);
    put_if_given(out, "landmark", to.landmark);
    put_if_given(out, "pickup_point", to.pickup_point);
    return out;
}

Json line_json(const fulfillment::OrderLine& line) {
    Json out{
        {"sku", line.sku.text()},
        {"name", line.name},
        {"quantity", line.quantity},
        {"unit_price", line.unit_price.amount()}
    };
    if (line.weight_g) {
        out["weight_g"] = *line.weight_g;
    }
    put_if_given(out, "hs_code", line.hs_code);
    put_if_given(out, "origin", line.origin);
    return out;
}

} // namespace

Json order_json(const fulfillment::Order& order) {
    Json out{
        {"external_id", order.external_id},
        {"channel", order.channel},
        {"placed_at", format_utc(order.placed_at)},
        {"currency", code(order.currency)},
        {"payment",
         {{"method", name(order.payment.method)}, {"amount", order.payment.amount.amount()}}},
        {"recipient", recipient_json(order.recipient)},
        {"items", Json::array()},
        {"incoterm", name(order.incoterm)}
    };
    if (!order.sender_location.empty()) {
        out["sender"] = {{"location_id", order.sender_location}};
    }
    if (order.promised_by) {
        out["promised_by"] = format_utc(*order.promised_by);
    }
    put_if_given(out, "note", order.note);
    for (const auto& line : order.lines) {
        out["items"].push_back(line_json(line));
    }
    return out;
}

} // namespace route9::adapters
