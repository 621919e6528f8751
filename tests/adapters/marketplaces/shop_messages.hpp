// SPDX-License-Identifier: Apache-2.0
// One good order of every shop platform and how to change a member of it, for the tests of the
// readers. Names and numbers are invented.
#pragma once

#include "adapters/marketplaces/event_readers.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <string_view>
#include <utility>

namespace route9::adapters {

using fulfillment::PaymentMethod;

inline Result<InboundEvent>
read(std::string_view platform, const Json& message, std::string_view topic = {}) {
    return find_event_reader(platform)->read(message, {.topic = topic, .connection = "my-shop"});
}

inline Json json(std::string_view text) {
    return parse_json(text).value();
}

inline Json with(std::string_view text, const char* at, Json value) {
    auto message = json(text);
    message[Json::json_pointer{at}] = std::move(value);
    return message;
}

inline Money dong(std::int64_t amount) {
    return Money::of_minor(amount, Currency::VND);
}

inline constexpr std::string_view kShopify = R"j({
  "id": 820982911946154508, "created_at": "2026-03-01T09:58:00+07:00",
  "updated_at": "2026-03-01T09:59:00+07:00", "cancelled_at": null, "currency": "VND",
  "total_price": "349000", "financial_status": "pending",
  "payment_gateway_names": ["Cash on Delivery (COD)"], "note": "Gọi trước\nkhi giao",
  "shipping_address": {"name": "Trần Thị Sen", "phone": "+84 905 000 001",
    "address1": "12 Hùng Vương", "city": "Đông Hà", "province": "Quảng Trị",
    "country": "Vietnam", "country_code": "VN"},
  "line_items": [{"sku": "AO-DEN-M", "title": "Áo thun", "variant_title": "Đen / M",
    "quantity": 3, "price": "120000", "grams": 250, "requires_shipping": true,
    "discount_allocations": [{"amount": "10000"}, {"amount": "1000"}]}]})j";

inline constexpr std::string_view kWoo = R"({
  "id": 727, "status": "processing", "currency": "VND",
  "date_created_gmt": "2026-03-01T02:58:00", "date_modified_gmt": "2026-03-01T02:58:30",
  "total": "349000", "payment_method": "cod", "date_paid_gmt": null, "customer_note": "",
  "billing": {"first_name": "Sen", "last_name": "Trần Thị", "phone": "0905000001",
    "address_1": "1 Lê Lợi", "city": "Huế", "state": "", "country": "VN"},
  "shipping": {"first_name": "Sen", "last_name": "Trần Thị", "phone": "",
    "address_1": "12 Hùng Vương", "city": "Quảng Trị", "state": "", "country": "VN"},
  "line_items": [{"name": "Áo thun", "sku": "AO-DEN-M", "quantity": 2, "total": "331000",
    "price": 165500}]})";

inline constexpr std::string_view kSapo = R"({
  "id": 600000001, "code": "SON00001", "created_on": "2026-03-01T02:58:00Z",
  "modified_on": "2026-03-01T02:58:05Z", "status": "draft", "payment_status": "unpaid",
  "total": 349000.0, "note": null,
  "shipping_address": {"full_name": "Trần Thị Sen", "phone_number": "0905000001",
    "address1": "12 Hùng Vương", "ward": "Phường 1", "district": "Đông Hà",
    "city": "Quảng Trị", "country": "Việt Nam"},
  "order_line_items": [{"sku": "AO-DEN-M", "product_name": "Áo thun", "quantity": 2.0,
    "price": 165500.0, "line_amount": 331000.0}]})";

inline constexpr std::string_view kNhanh = R"({"event": "orderAdd", "businessId": 654321,
  "webhooksVerifyToken": "nhanh-token-0001", "data": {"orderId": 125000001, "typeId": 1,
    "moneyDeposit": 0, "moneyTransfer": 0, "calcTotalMoney": 349000, "description": "Gọi trước",
    "customerName": "Trần Thị Sen", "customerMobile": "0905000001",
    "customerAddress": "12 Hùng Vương", "customerCity": "Quảng Trị",
    "customerDistrict": "Đông Hà", "customerWard": "Phường 1",
    "createdDateTime": "2026-03-01 09:58:00", "status": "New",
    "products": [{"code": "AO-DEN-M", "name": "Áo thun", "quantity": 2, "price": 165500,
      "weight": 250}]}})";

} // namespace route9::adapters
