// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/simple_events.hpp"
#include "core/json.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

constexpr const char* kOrder =
    R"({"external_id":"A-7","placed_at":"2026-03-01T02:55:00Z","currency":"VND",)"
    R"("payment":{"method":"cod","amount":"349000"},"recipient":{"name":"A",)"
    R"("phone":"0905000001","country":"VN","province":"Quảng Trị","district":"Đông Hà"},)"
    R"("items":[{"sku":"X","name":"x","quantity":1,"unit_price":"349000"}]})";

Json order() {
    return parse_json(kOrder).value();
}

TEST(SimpleEvents, MayBeThoseOfStandardWebhooks) {
    const Json message{
        {"type", "order.updated"}, {"timestamp", "2026-03-01T03:00:00Z"}, {"data", order()}
    };
    const auto event =
        read_simple_event(message, {.topic = "order.created", .connection = "shop"}).value();
    EXPECT_EQ(event.kind, EventKind::order_updated) << "the body decides";
    EXPECT_EQ(event.order->channel, "shop");
    EXPECT_TRUE(event.source_time);
}

TEST(SimpleEvents, MayBeTheOrderAloneWithItsTypeBesideIt) {
    const auto read = [](const Json& message, std::string_view topic) {
        return read_simple_event(message, {.topic = topic, .connection = "shop"}).value();
    };
    EXPECT_EQ(read(order(), "").kind, EventKind::order_created);
    EXPECT_EQ(read(order(), "order.created").order->external_id, "A-7");
    EXPECT_EQ(read(order(), "order.updated").kind, EventKind::order_updated);
    const auto cancelled = read(Json{{"external_id", "A-7"}}, "order.cancelled");
    EXPECT_EQ(cancelled.kind, EventKind::order_cancelled);
    EXPECT_EQ(cancelled.external_id, "A-7");
    EXPECT_EQ(read(order(), "stock.changed").kind, EventKind::ignored);
}

TEST(SimpleEvents, PointToTheMemberThatIsWrong) {
    Json message = order();
    message["items"][0]["quantity"] = -1;
    const auto event = read_simple_event(message, {.topic = "", .connection = "shop"});
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().fields.at(0).pointer, "/items/0/quantity");
    EXPECT_FALSE(read_simple_event(Json::array(), {.topic = "", .connection = "shop"}));
}

} // namespace
} // namespace route9::adapters
