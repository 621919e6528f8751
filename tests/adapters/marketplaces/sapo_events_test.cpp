// SPDX-License-Identifier: Apache-2.0
// Sapo's order webhooks in both dialects.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(SapoReader, MapsTheBackOfficesOrder) {
    const auto event = read("sapo", json(kSapo), "orders/create").value();
    EXPECT_EQ(event.external_id, "600000001");
    const auto& order = event.order.value();
    EXPECT_EQ(order.channel, "my-shop");
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, dong(349'000));
    EXPECT_EQ(order.recipient.country, "VN");
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.recipient.district, "Đông Hà");
    EXPECT_EQ(order.recipient.village, "Phường 1");
    EXPECT_EQ(order.lines.at(0).quantity, 2);
    EXPECT_EQ(order.lines.at(0).unit_price, dong(165'500));
}

TEST(SapoReader, MapsTheWebShopsOrder) {
    const auto event = read(
                           "sapo",
                           json(R"({"id": 5, "created_on": "2026-03-01T02:58:00Z",
        "modified_on": "2026-03-01T02:58:00Z", "status": "open", "financial_status": "paid",
        "total_price": "331000", "currency": "VND", "shipping_address": {"name": "Trần Thị Sen",
        "phone": "0905000001", "address1": "12 Hùng Vương", "district": "Đông Hà",
        "province": "Quảng Trị", "country_code": "VN"}, "line_items": [{"sku": "AO-DEN-M",
        "title": "Áo thun", "quantity": 2, "price": "165500", "grams": 0}]})"),
                           "orders/paid"
    )
                           .value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.order->payment.method, PaymentMethod::prepaid);
    EXPECT_EQ(event.order->recipient.province, "Quảng Trị");
    EXPECT_EQ(event.order->lines.at(0).unit_price, dong(165'500));
}

TEST(SapoReader, BelievesTheBodyAboutACancellation) {
    const auto cancelled = with(kSapo, "/status", "cancelled");
    EXPECT_EQ(read("sapo", cancelled, "orders/updated").value().kind, EventKind::order_cancelled);
    EXPECT_EQ(read("sapo", json(kSapo), "orders/cancelled").value().kind, EventKind::order_updated);
    EXPECT_EQ(
        read("sapo", json(R"({"id": 9, "status": "finalized"})"), "orders/updated").value().reason,
        "carries no items"
    );
    EXPECT_EQ(
        read("sapo", with(kSapo, "/status", "completed"), "orders/updated").value().reason,
        "sent already"
    );
    EXPECT_EQ(
        read("sapo", json(R"({"id": 9})"), "orders/delete").value().kind, EventKind::order_cancelled
    );
}

} // namespace
} // namespace route9::adapters
