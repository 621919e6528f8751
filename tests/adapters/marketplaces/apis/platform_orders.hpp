// SPDX-License-Identifier: Apache-2.0
// One good order as the API of each platform tells it, for the tests of the readers. Names and
// numbers are invented.
#pragma once

#include "adapters/marketplaces/shop_api.hpp"
#include "marketplaces/shop_messages.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// The answers as a call of order_calls brings them.
inline FetchedOrder
fetched(std::string_view platform, const std::vector<Json>& answers, const std::string& id) {
    const std::vector<std::string> ids{id};
    const auto& states = shipped_profiles().find(platform)->order_states;
    return find_shop_api(platform)->read_orders(answers, ids, states).at(0);
}

inline constexpr std::string_view kShopeeOrder = R"({"error": "", "response": {"order_list": [{
  "order_sn": "260101ABCDEF01", "region": "VN", "currency": "VND", "cod": true,
  "total_amount": 349000.0, "order_status": "READY_TO_SHIP", "create_time": 1767235800,
  "update_time": 1767236395, "message_to_seller": "Giao giờ hành chính",
  "recipient_address": {"name": "Trần Thị Sen", "phone": "84905000001", "town": "",
    "district": "Phường 1", "city": "Thị xã Quảng Trị", "state": "Quảng Trị", "region": "VN",
    "full_address": "12 Hùng Vương, Phường 1"},
  "item_list": [{"item_id": 2600144043, "model_id": 10000800, "item_name": "Áo thun",
    "item_sku": "AO", "model_name": "Đen, M",
    "model_sku": "AO-DEN-M", "model_quantity_purchased": 2, "model_original_price": 189000.0,
    "model_discounted_price": 165500.0, "weight": 0.25}]}]}})";

inline constexpr std::string_view kLazadaOrder = R"({"code": "0", "data": {
  "order_id": 260422900198363, "created_at": "2026-01-01 09:58:00 +0700",
  "updated_at": "2026-01-01 09:59:00 +0700", "price": "349000.00", "shipping_fee": "18000.00",
  "payment_method": "COD", "statuses": ["pending"], "buyer_note": "Gọi trước",
  "address_shipping": {"first_name": "Trần Thị", "last_name": "Sen", "phone": "84905000001",
    "address1": "12 Hùng Vương", "address2": "cạnh chợ", "address3": "Quảng Trị",
    "address4": "Thị xã Quảng Trị", "address5": "Phường 1", "country": "Vietnam"},
  "need_cancel_confirm": false, "is_cancel_pending": false}})";

inline constexpr std::string_view kLazadaItems = R"({"code": "0", "data": [
  {"order_item_id": 1, "name": "Áo thun", "sku": "AO-DEN-M", "paid_price": "165500.00",
   "product_id": "1884392091", "sku_id": "10044238042", "currency": "VND", "status": "pending"},
  {"order_item_id": 2, "name": "Áo thun", "sku": "AO-DEN-M", "paid_price": "165500.00",
   "product_id": "1884392091", "sku_id": "10044238042", "currency": "VND", "status": "pending"}]})";

inline constexpr std::string_view kTikTokOrder = R"({"code": 0, "data": {"orders": [{
  "id": "576684019603311365", "status": "AWAITING_SHIPMENT", "is_cod": true,
  "is_on_hold_order": false, "is_buyer_request_cancel": false, "create_time": 1767236100,
  "update_time": 1767236370, "buyer_message": "Gọi trước",
  "payment": {"currency": "VND", "total_amount": "349000"},
  "recipient_address": {"name": "Trần Thị Sen", "phone_number": "(+84)905000001",
    "region_code": "VN", "address_detail": "12 Hùng Vương",
    "district_info": [{"address_level": "L0", "address_name": "Việt Nam"},
      {"address_level": "L1", "address_name": "Quảng Trị"},
      {"address_level": "L2", "address_name": "Thị xã Quảng Trị"},
      {"address_level": "L3", "address_name": "Phường 1"}]},
  "line_items": [
    {"product_id": "1729592969712207008", "sku_id": "1729592969712207012",
     "product_name": "Áo thun", "sku_name": "Đen, M", "seller_sku": "AO-DEN-M",
     "sale_price": "165500", "display_status": "AWAITING_SHIPMENT"},
    {"product_id": "1729592969712207008", "sku_id": "1729592969712207012",
     "product_name": "Áo thun", "sku_name": "Đen, M", "seller_sku": "AO-DEN-M",
     "sale_price": "165500", "display_status": "AWAITING_SHIPMENT"}]}]}})";

inline constexpr std::string_view kTikiOrder = R"({"code": "900000001", "status": "processing",
  "created_at": "2026-01-01 09:55:00", "updated_at": "2026-01-01 09:59:00",
  "items": [{"qty": 2, "price": 165500,
    "product": {"id": 2138351, "sku": "1000000000001", "name": "Áo thun",
      "seller_product_code": "AO-DEN-M"}}],
  "payment": {"method": "cod", "is_prepaid": false},
  "shipping": {"address": {"full_name": "Trần Thị Sen", "street": "12 Hùng Vương",
    "ward": "Phường 1", "district": "Thị xã Quảng Trị", "region": "Quảng Trị", "country": "VN",
    "phone": "84905000001"}}})";

inline constexpr std::string_view kKiotVietOrder = R"({"id": 9100000001, "code": "DH000001",
  "status": 1, "total": 331000.0, "totalPayment": 0.0, "usingCod": true,
  "purchaseDate": "2026-01-01T09:58:00.0000000", "modifiedDate": "2026-01-01T09:58:10.0000000",
  "customerName": "Shop quen", "description": "Gọi trước",
  "orderDelivery": {"receiver": "Trần Thị Sen", "contactNumber": "0905000001",
    "address": "12 Hùng Vương", "locationName": "Quảng Trị - Thành phố Đông Hà",
    "wardName": "Phường 1"},
  "orderDetails": [{"productCode": "AO-DEN-M", "productName": "Áo thun", "quantity": 2.0,
    "price": 175500.0, "discount": 10000.0}]})";

} // namespace route9::adapters
