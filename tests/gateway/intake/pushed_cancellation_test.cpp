// SPDX-License-Identifier: Apache-2.0
// Which order a pushed cancellation names, before and after the order came.
#include "core/json.hpp"
#include "gateway/endpoints.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using fulfillment::OrderStatus;

constexpr const char* kOrder = R"("external_id":"WH-1","channel":"gombattrang.vn")";
constexpr const char* kBareOrder = R"("external_id":"WH-1")";

class PushedCancellation : public testing::Test {
protected:
    int order(const std::string& members, const std::string& connection = "lao-shop") {
        return shop_.push(message("order.created", order_data(members)), connection);
    }
    int cancel(const std::string& members, const std::string& connection = "lao-shop") {
        return shop_.push(message("order.cancelled", "{" + members + "}"), connection);
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(PushedCancellation, FindsTheOrderWhateverChannelItsDataClaimed) {
    ASSERT_EQ(order(kOrder), 200);
    ASSERT_EQ(shop_.status("gombattrang.vn", "WH-1"), "routed");
    ASSERT_EQ(cancel(R"("external_id":"WH-1","reason":"đổi ý")"), 200);
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
    EXPECT_EQ(shop_.last_delivery(), "done: cancelled");
}

TEST_F(PushedCancellation, FindsTheOrderThatNamedNoChannel) {
    order(kBareOrder);
    cancel(kBareOrder);
    EXPECT_EQ(shop_.status("lao-shop", "WH-1"), "cancelled");
}

TEST_F(PushedCancellation, WinsWhenItCameBeforeAnOrderOfAnyChannel) {
    cancel(kBareOrder);
    EXPECT_EQ(shop_.last_delivery(), "done: came before its order");
    order(kOrder);
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
}

TEST_F(PushedCancellation, WithoutAChannelCancelsOneOrderThatComesLaterAndNoMore) {
    cancel(kBareOrder);
    order(R"("external_id":"WH-1","channel":"facebook")");
    order(kOrder);
    order(kBareOrder);
    EXPECT_EQ(shop_.status("facebook", "WH-1"), "cancelled");
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "routed");
    EXPECT_EQ(shop_.status("lao-shop", "WH-1"), "routed");
}

TEST_F(PushedCancellation, IsUsedUpByAnOrderThatNamesNoChannelEither) {
    cancel(kBareOrder);
    order(kBareOrder);
    order(kOrder);
    EXPECT_EQ(shop_.status("lao-shop", "WH-1"), "cancelled");
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "routed");
}

TEST_F(PushedCancellation, WinsWhenItNamedTheChannelBeforeTheOrder) {
    cancel(kOrder);
    order(kOrder);
    order(kBareOrder);
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
    EXPECT_EQ(shop_.status("lao-shop", "WH-1"), "routed");
}

TEST_F(PushedCancellation, WithAChannelNamesThatOrderOnly) {
    order(kOrder);
    order(kBareOrder);
    cancel(kOrder);
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
    EXPECT_EQ(shop_.status("lao-shop", "WH-1"), "routed");
}

TEST_F(PushedCancellation, IsKeptApartWhenItCouldNameTwoOrders) {
    order(kOrder);
    order(R"("external_id":"WH-1","channel":"facebook")");
    cancel(kBareOrder);
    EXPECT_EQ(
        shop_.last_delivery(), "quarantined: /data/channel: orders of several channels have this id"
    );
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "routed");
    EXPECT_EQ(shop_.status("facebook", "WH-1"), "routed");
}

TEST_F(PushedCancellation, LeavesTheOrderOfAnotherConnectionAlone) {
    order(kOrder, "second-shop");
    cancel(kBareOrder, "lao-shop");
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "routed");
    cancel(kBareOrder, "second-shop");
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
}

TEST_F(PushedCancellation, AfterHandOverIsToldByTheReasonsAndByOneEvent) {
    for (const auto status :
         {OrderStatus::handed_over, OrderStatus::delivered, OrderStatus::returned}) {
        const std::string id = "WH-" + std::string{name(status)};
        const std::string members = R"("external_id":")" + id + R"(","channel":"web")";
        order(members);
        shop_.mark("web", id, status);
        const auto before = shop_.order("web", id);
        cancel(members);
        EXPECT_EQ(shop_.last_delivery(), "done: the order was not cancelled: see its reasons");
        cancel(members); // a second one says nothing new
        const auto after = shop_.order("web", id);
        EXPECT_EQ(after->status, status);
        EXPECT_EQ(after->reasons, R"([{"code":"CANCEL_NOT_TAKEN"}])");
        EXPECT_EQ(after->version, before->version + 1);
        EXPECT_EQ(after->event_sequence, before->event_sequence + 1);
    }
}

TEST_F(PushedCancellation, FindsAnOrderThatCameByRestFirstAndWasPushedAgain) {
    const Call call{
        .principal = under_test_.principal(Role::seller),
        .target = "/v1/orders",
        .body = order_data(kOrder),
        .headers = {{"Idempotency-Key", "wh-1"}},
    };
    ASSERT_TRUE(under_test_.answer(gateway::endpoints::post_order(under_test_.services()), call));
    order(kOrder);
    cancel(kBareOrder);
    EXPECT_EQ(shop_.status("gombattrang.vn", "WH-1"), "cancelled");
}

} // namespace
} // namespace route9::tests
