// SPDX-License-Identifier: Apache-2.0
// Shopify's order webhooks.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(ShopifyReader, MapsAnOrderToTheCanonicalForm) {
    const auto event = read("shopify", json(kShopify), "orders/create").value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "820982911946154508");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-03-01T02:59:00Z");
    const auto& order = event.order.value();
    EXPECT_EQ(order.external_id, "820982911946154508");
    EXPECT_EQ(order.channel, "shopify");
    EXPECT_EQ(format_utc(order.placed_at), "2026-03-01T02:58:00Z");
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, dong(349'000));
    EXPECT_EQ(order.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(order.recipient.country, "VN");
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.recipient.district, "Đông Hà");
    EXPECT_EQ(order.recipient.address_line, "12 Hùng Vương");
    EXPECT_EQ(order.note, "Gọi trước khi giao");
}

// 3 × 120,000 − 11,000 = 349,000 đồng, which three pieces cannot share evenly.
TEST(ShopReaders, SplitALineWhoseDiscountDoesNotDivideByItsPieces) {
    const auto order = read("shopify", json(kShopify), "orders/create").value().order.value();
    ASSERT_EQ(order.lines.size(), 2U);
    EXPECT_EQ(order.lines[0].quantity, 2);
    EXPECT_EQ(order.lines[0].unit_price, dong(116'333));
    EXPECT_EQ(order.lines[1].quantity, 1);
    EXPECT_EQ(order.lines[1].unit_price, dong(116'334));
    EXPECT_EQ(order.lines[1].name, "Áo thun (Đen / M)");
    EXPECT_EQ(order.lines[1].sku.text(), "AO-DEN-M");
    EXPECT_EQ(order.lines[1].weight_g, 250);
}

TEST(ShopifyReader, SendsOnlyThePiecesThatWereNotTakenOutOfTheOrder) {
    const auto left = with(kShopify, "/line_items/0/current_quantity", 1);
    const auto order = read("shopify", left, "orders/updated").value().order.value();
    ASSERT_EQ(order.lines.size(), 1U);
    EXPECT_EQ(order.lines[0].quantity, 1);
    EXPECT_EQ(order.lines[0].unit_price, dong(116'333));
    auto edited = with(kShopify, "/line_items/0/current_quantity", 1);
    edited["current_total_price"] = "134333";
    edited["total_outstanding"] = "100000";
    EXPECT_EQ(
        read("shopify", edited, "orders/updated").value().order->payment.amount, dong(100'000)
    ) << "what is left to collect";
    edited["financial_status"] = "paid";
    EXPECT_EQ(
        read("shopify", edited, "orders/updated").value().order->payment.amount, dong(134'333)
    );
    const auto none = with(kShopify, "/line_items/0/current_quantity", 0);
    EXPECT_EQ(read("shopify", none, "orders/updated").value().kind, EventKind::order_cancelled);
}

TEST(ShopifyReader, LeavesAloneWhatWasSentWithoutUs) {
    for (const auto* at : {"/closed_at", "/fulfillment_status"}) {
        const auto sent = with(kShopify, at, "fulfilled");
        EXPECT_EQ(read("shopify", sent, "orders/updated").value().reason, "sent already");
    }
}

TEST(ShopifyReader, CollectsOnDeliveryWhatAGatewayOfThatNameLeavesUnpaid) {
    const struct {
        const char* status;
        const char* gateway;
        PaymentMethod method;
    } cases[] = {
        {"pending", "Cash on Delivery (COD)", PaymentMethod::cod},
        {"pending", "Thanh toán khi nhận hàng", PaymentMethod::cod},
        {"pending", "Thanh toán khi giao hàng", PaymentMethod::cod},
        {"pending", "ເກັບເງິນປາຍທາງ", PaymentMethod::cod},
        {"pending", "Chuyển khoản qua QR Code", PaymentMethod::transfer},
        {"pending", "Bank Deposit", PaymentMethod::transfer},
        {"authorized", "shopify_payments", PaymentMethod::transfer},
        {"paid", "Cash on Delivery (COD)", PaymentMethod::prepaid},
    };
    for (const auto& row : cases) {
        auto message = with(kShopify, "/financial_status", row.status);
        message["payment_gateway_names"] = {row.gateway};
        const auto event = read("shopify", message, "orders/paid").value();
        EXPECT_EQ(event.order->payment.method, row.method) << row.status << " " << row.gateway;
    }
    auto silent = json(kShopify);
    silent.erase("payment_gateway_names");
    EXPECT_EQ(
        read("shopify", silent, "orders/create").value().order->payment.method,
        PaymentMethod::transfer
    );
}

TEST(ShopifyReader, FindsTheProvinceInTheCityWhereTheShopKnowsNone) {
    auto message = with(kShopify, "/shipping_address/province", nullptr);
    message["shipping_address"]["city"] = "Savannakhet";
    message["shipping_address"]["country_code"] = "LA";
    const auto order = read("shopify", message, "orders/create").value().order.value();
    EXPECT_EQ(order.recipient.country, "LA");
    EXPECT_EQ(order.recipient.province, "Savannakhet");
    EXPECT_EQ(order.recipient.district, "");
}

TEST(ShopifyReader, KeepsAnOrderWithoutAPhoneAndLooksForOneOnTheOrder) {
    auto message = with(kShopify, "/shipping_address/phone", nullptr);
    EXPECT_EQ(read("shopify", message, "orders/create").value().order->recipient.phone, "");
    message["phone"] = "0905000002";
    EXPECT_EQ(
        read("shopify", message, "orders/create").value().order->recipient.phone, "0905000002"
    );
}

TEST(ShopifyReader, BelievesTheSignedBodyAndNotTheTopicAboutACancellation) {
    auto message = with(kShopify, "/cancelled_at", "2026-03-01T10:00:00+07:00");
    message["cancel_reason"] = "customer";
    for (const auto* topic : {"orders/create", "orders/updated", "orders/cancelled"}) {
        const auto event = read("shopify", message, topic).value();
        EXPECT_EQ(event.kind, EventKind::order_cancelled) << topic;
        EXPECT_EQ(event.reason, "customer");
        EXPECT_EQ(format_utc(event.source_time.value()), "2026-03-01T03:00:00Z");
    }
    EXPECT_EQ(
        read("shopify", json(kShopify), "orders/cancelled").value().kind, EventKind::order_updated
    );
}

TEST(ShopifyReader, LetsAPersonActOnWhatIsNoOrder) {
    const auto message = json(R"({"shop_domain": "gom.myshopify.com"})");
    for (const auto* topic :
         {"app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"}) {
        EXPECT_FALSE(read("shopify", message, topic)) << topic;
    }
    EXPECT_EQ(read("shopify", message, "products/update").value().reason, "topic products/update");
}

} // namespace
} // namespace route9::adapters
