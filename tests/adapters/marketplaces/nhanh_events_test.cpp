// SPDX-License-Identifier: Apache-2.0
// Nhanh.vn's order webhooks.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(NhanhReader, MapsAnOrderToTheCanonicalForm) {
    const auto event = read("nhanh", json(kNhanh)).value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "125000001");
    EXPECT_FALSE(event.source_time); // Nhanh tells none
    const auto& order = event.order.value();
    EXPECT_EQ(format_utc(order.placed_at), "2026-03-01T02:58:00Z"); // told in Vietnamese time
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, dong(349'000));
    EXPECT_EQ(order.recipient.country, "VN");
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.lines.at(0).weight_g, 250);
}

TEST(NhanhReader, FollowsWhatHappensToTheOrder) {
    const auto cancelled = json(R"({"event": "orderUpdate", "data": {"orderId": 125000001,
        "status": "Canceled", "reason": "Khách đổi ý"}})");
    const auto event = read("nhanh", cancelled).value();
    EXPECT_EQ(event.kind, EventKind::order_cancelled);
    EXPECT_EQ(event.reason, "Khách đổi ý");
    const auto packed =
        json(R"({"event": "orderUpdate", "data": {"orderId": 1, "status": "Packed"}})");
    EXPECT_EQ(read("nhanh", packed).value().reason, "status Packed");
    const auto deleted = read("nhanh", json(R"({"event": "orderDelete", "data": [125000001]})"));
    EXPECT_EQ(deleted.value().external_id, "125000001");
    EXPECT_EQ(deleted.value().kind, EventKind::order_cancelled);
    EXPECT_FALSE(read("nhanh", json(R"({"event": "orderDelete", "data": [1, 2]})")));
    EXPECT_EQ(
        read("nhanh", json(R"({"event": "webhooksEnabled", "data": []})")).value().reason,
        "event webhooksEnabled"
    );
    for (const auto* status : {"Success", "Returned", "CarrierCanceled", "Shipping"}) {
        EXPECT_EQ(
            read("nhanh", with(kNhanh, "/data/status", status)).value().kind, EventKind::ignored
        ) << status;
    }
    const auto counter = with(kNhanh, "/data/typeId", 2);
    EXPECT_EQ(read("nhanh", counter).value().reason, "not delivered: typeId 2");
}

} // namespace
} // namespace route9::adapters
