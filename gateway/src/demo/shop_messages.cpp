// SPDX-License-Identifier: Apache-2.0
#include "gateway/demo/shop_messages.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"

#include <utility>

namespace route9::gateway::demo {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::string_view kJson = "application/json";

void put_given(Json& json, const char* name, const std::string& value) {
    if (!value.empty()) {
        json[name] = value;
    }
}

Json recipient_of(const Buyer& buyer) {
    Json json{
        {"name", buyer.name},
        {"phone", buyer.phone},
        {"country", buyer.country},
        {"province", buyer.province},
        {"district", buyer.district},
    };
    put_given(json, "village", buyer.village);
    put_given(json, "address_line", buyer.address_line);
    put_given(json, "landmark", buyer.landmark);
    return json;
}

Json items_of(const ShopOrder& order) {
    Json items = Json::array();
    for (const BoughtLine& line : order.lines) {
        Json item{
            {"sku", line.good.sku},
            {"name", line.good.name},
            {"quantity", line.quantity},
            {"unit_price", line.good.price.amount()},
            {"weight_g", line.good.weight_g},
        };
        put_given(item, "hs_code", line.good.hs_code);
        put_given(item, "origin", line.good.origin);
        items.push_back(std::move(item));
    }
    return items;
}

Json order_data(const ShopOrder& order) {
    Json json{
        {"external_id", order.external_id},
        {"placed_at", format_corridor(order.placed_at)},
        {"currency", std::string{code(order.total.currency())}},
        {"payment", {{"method", order.method}, {"amount", order.total.amount()}}},
        {"recipient", recipient_of(order.buyer)},
        {"items", items_of(order)},
    };
    put_given(json, "note", order.note);
    return json;
}

Json haravan_lines(const ShopOrder& order) {
    Json lines = Json::array();
    for (const BoughtLine& line : order.lines) {
        lines.push_back({
            {"sku", line.good.sku},
            {"title", line.good.name},
            {"quantity", line.quantity},
            {"price", line.good.price.minor()}, // VND has no decimals
            {"grams", line.good.weight_g},
            {"requires_shipping", true},
        });
    }
    return lines;
}

} // namespace

Json haravan_order(const ShopOrder& order) {
    const bool paid = order.method == "prepaid";
    return Json{
        {"id", std::stoll(order.external_id)},
        {"order_number", "#" + order.external_id.substr(order.external_id.size() - 5)},
        {"created_at", format_utc(order.placed_at)},
        {"updated_at", format_utc(order.placed_at)},
        {"currency", std::string{code(order.total.currency())}},
        {"total_price", order.total.minor()},
        {"financial_status", paid ? "paid" : "pending"},
        {"gateway_code", order.method == "cod" ? "cod" : "bankdeposit"},
        {"shipping_address",
         {{"name", order.buyer.name},
          {"phone", order.buyer.phone},
          {"country_code", order.buyer.country},
          {"province", order.buyer.province},
          {"district", order.buyer.district},
          {"ward", order.buyer.village},
          {"address1", order.buyer.address_line}}},
        {"line_items", haravan_lines(order)},
        {"note", order.note},
    };
}

Json haravan_cancellation(const ShopOrder& order, Instant at) {
    Json json = haravan_order(order);
    json["updated_at"] = format_utc(at);
    json["cancelled_at"] = format_utc(at);
    json["cancelled_status"] = "cancelled";
    json["cancel_reason"] = "Khách đổi ý";
    return json;
}

Json standard_event(const ShopOrder& order, Instant at) {
    return Json{
        {"type", "order.created"}, {"timestamp", format_utc(at)}, {"data", order_data(order)}
    };
}

Json api_order(const ShopOrder& order, std::string_view channel) {
    Json json = order_data(order);
    json["channel"] = std::string{channel};
    return json;
}

std::string haravan_signature(std::string_view secret, std::string_view body) {
    return base64(hmac_sha256(as_byte_view(secret), as_byte_view(body)));
}

HttpMessage haravan_push(
    const std::string& path,
    std::string_view secret,
    const std::string& shop,
    const std::string& topic,
    std::string body
) {
    HttpMessage message{.method = "POST", .target = path};
    message.fields = {
        {"Content-Type", std::string{kJson}},
        {"X-Haravan-Topic", topic},
        {"X-Haravan-Org-Id", shop},
        {"X-Haravan-Hmacsha256", haravan_signature(secret, body)},
    };
    message.body = std::move(body);
    return message;
}

std::string standard_signature(
    std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view body
) {
    if (secret.starts_with(kSecretPrefix)) {
        secret.remove_prefix(kSecretPrefix.size());
    }
    const auto key = from_base64(secret);
    ROUTE9_ASSERT(key.has_value());
    std::string text{id};
    text.append(".").append(timestamp).append(".").append(body);
    return "v1," + base64(hmac_sha256(*key, as_byte_view(text)));
}

HttpMessage standard_push(
    const std::string& path,
    std::string_view secret,
    const std::string& id,
    Instant at,
    std::string body
) {
    const auto since = std::chrono::floor<Seconds>(at.time_since_epoch());
    const std::string timestamp = std::to_string(since.count());
    HttpMessage message{.method = "POST", .target = path};
    message.fields = {
        {"Content-Type", std::string{kJson}},
        {"webhook-id", id},
        {"webhook-timestamp", timestamp},
        {"webhook-signature", standard_signature(secret, id, timestamp, body)},
    };
    message.body = std::move(body);
    return message;
}

} // namespace route9::gateway::demo
