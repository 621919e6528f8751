// SPDX-License-Identifier: Apache-2.0
// WooCommerce's order webhooks.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(WooCommerceReader, MapsAnOrderToTheCanonicalForm) {
    const auto event = read("woocommerce", json(kWoo), "order.created").value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "727");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-03-01T02:58:30Z");
    const auto& order = event.order.value();
    EXPECT_EQ(order.channel, "my-shop"); // another shop has a 727 of its own
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(order.recipient.phone, "0905000001"); // of the bill
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.recipient.address_line, "12 Hùng Vương");
    EXPECT_EQ(order.lines.at(0).unit_price, dong(165'500));
}

TEST(WooCommerceReader, DeliversToTheBillsAddressWhenThereIsNoOther) {
    auto message = json(kWoo);
    message["shipping"] = json(R"({"first_name": "", "address_1": "", "city": "", "country": ""})");
    const auto order = read("woocommerce", message, "order.updated").value().order.value();
    EXPECT_EQ(order.recipient.province, "Huế");
    EXPECT_EQ(order.recipient.address_line, "1 Lê Lợi");
}

TEST(WooCommerceReader, ReadsLaoStatesByTheirIsoLettersAndNamesInTheirOrder) {
    auto message = json(kWoo);
    message["shipping"] = json(R"({"first_name": "Bounmy", "last_name": "Keo", "address_1": "B",
        "city": "Kaysone Phomvihane", "state": "SV", "country": "LA", "phone": "02055000001"})");
    const auto to = read("woocommerce", message, "order.created").value().order->recipient;
    EXPECT_EQ(to.name, "Bounmy Keo");
    EXPECT_EQ(to.province, "LA-SV");
    EXPECT_EQ(to.district, "Kaysone Phomvihane");
}

TEST(WooCommerceReader, FollowsTheStatusOfTheOrder) {
    const struct {
        const char* status;
        EventKind kind;
    } cases[] = {
        {"pending", EventKind::order_updated},
        {"on-hold", EventKind::order_updated},
        {"completed", EventKind::ignored},
        {"cancelled", EventKind::order_cancelled},
        {"failed", EventKind::ignored},
        {"refunded", EventKind::order_cancelled},
        {"trash", EventKind::order_cancelled},
        {"checkout-draft", EventKind::ignored},
    };
    for (const auto& row : cases) {
        const auto event = read("woocommerce", with(kWoo, "/status", row.status), "order.updated");
        EXPECT_EQ(event.value().kind, row.kind) << row.status;
    }
    const auto strange = with(kWoo, "/status", "shipped");
    EXPECT_EQ(read("woocommerce", strange, "order.updated").value().kind, EventKind::ignored);
    const auto begun = read("woocommerce", strange, "order.created");
    ASSERT_FALSE(begun) << "a plugin's word: sent already, perhaps";
    EXPECT_EQ(begun.error().fields.at(0).pointer, "/status");
    const auto deleted = read("woocommerce", json(R"({"id": 727})"), "order.deleted").value();
    EXPECT_EQ(deleted.kind, EventKind::order_cancelled);
    EXPECT_EQ(deleted.external_id, "727");
}

TEST(WooCommerceReader, CollectsNothingOfAPaidOrder) {
    const auto paid = with(kWoo, "/date_paid_gmt", "2026-03-01T03:00:00");
    EXPECT_EQ(
        read("woocommerce", paid, "order.updated").value().order->payment.method,
        PaymentMethod::prepaid
    );
    const auto transfer = with(kWoo, "/payment_method", "bacs");
    EXPECT_EQ(
        read("woocommerce", transfer, "order.updated").value().order->payment.method,
        PaymentMethod::transfer
    );
}

} // namespace
} // namespace route9::adapters
