// SPDX-License-Identifier: Apache-2.0
// What a pushed order.updated changes, and what it cannot change any more.
#include "core/json.hpp"
#include "gateway/endpoints.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using fulfillment::OrderStatus;

constexpr const char* kOrder = R"("external_id":"WH-2","channel":"gombattrang.vn")";
constexpr const char* kBadPhone = "123";
constexpr const char* kGoodPhone = "020 5500 0002";

class PushedUpdate : public testing::Test {
protected:
    PushedUpdate() { under_test_.clock().set(under_test_.now() + Minutes{1}); }

    void create(const std::string& phone) {
        ASSERT_EQ(shop_.push(message("order.created", order_data(kOrder, phone))), 200);
    }
    void update(const std::string& data, const std::string& at) {
        ASSERT_EQ(shop_.push(message("order.updated", data, at)), 200);
    }
    std::string status() { return shop_.status("gombattrang.vn", "WH-2"); }
    std::string reasons() { return shop_.order("gombattrang.vn", "WH-2")->reasons; }
    Json page() {
        const std::string id = shop_.order("gombattrang.vn", "WH-2")->id.text();
        const auto answer = under_test_.answer(
            gateway::endpoints::get_order(under_test_.services()),
            {.principal = under_test_.principal(Role::seller),
             .target = "/v1/orders/" + id,
             .parameters = {{"id", id}}}
        );
        return answer ? Json::parse(answer->content()) : Json{};
    }
    std::string phone() { return page().at("recipient").at("phone"); }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(PushedUpdate, MendsAHeldOrder) {
    create(kBadPhone);
    ASSERT_EQ(status(), "held");
    update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:10Z");
    EXPECT_EQ(status(), "routed");
    EXPECT_EQ(reasons(), "[]");
    EXPECT_EQ(phone(), kGoodPhone);
}

TEST_F(PushedUpdate, WithoutAChannelMeansTheOrderThatCameByItsConnection) {
    create(kBadPhone);
    update(order_data(R"("external_id":"WH-2")", kGoodPhone), "2026-03-10T01:00:10Z");
    EXPECT_EQ(status(), "routed");
    EXPECT_EQ(shop_.status("lao-shop", "WH-2"), "");
}

TEST_F(PushedUpdate, NeverOverwritesANewerOne) {
    create(kBadPhone);
    update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:20Z");
    update(order_data(kOrder, "020 5500 0003"), "2026-03-10T01:00:10Z");
    EXPECT_EQ(phone(), kGoodPhone);
    EXPECT_EQ(shop_.last_delivery(), "done: older than what is known");
}

TEST_F(PushedUpdate, ThatChangesNothingStillOutrunsAnOlderOne) {
    create(kGoodPhone);
    update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:20Z");
    EXPECT_EQ(shop_.last_delivery(), "done: nothing to change");
    update(order_data(kOrder, "020 5500 0003"), "2026-03-10T01:00:10Z");
    EXPECT_EQ(phone(), kGoodPhone);
}

TEST_F(PushedUpdate, OfThePaymentIsToldByTheReasonsUntilItIsAsBefore) {
    create(kGoodPhone);
    std::string paid = order_data(kOrder, kGoodPhone);
    paid.replace(paid.find("cod"), 3, "prepaid");
    update(paid, "2026-03-10T01:00:10Z");
    EXPECT_EQ(status(), "routed");
    EXPECT_EQ(reasons(), R"([{"candidates":["payment"],"code":"UPDATE_NOT_TAKEN"}])");
    update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:20Z");
    EXPECT_EQ(reasons(), "[]");
}

TEST_F(PushedUpdate, MovesWhatTheBuyerWasPromised) {
    create(kGoodPhone);
    std::string promised = order_data(kOrder, kGoodPhone);
    promised.insert(1, R"("promised_by":"2026-03-14",)");
    update(promised, "2026-03-10T01:00:10Z");
    EXPECT_EQ(reasons(), "[]");
    EXPECT_EQ(page().at("promised_by"), "2026-03-14T23:59:59+07:00");
    update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:20Z");
    EXPECT_EQ(page().at("promised_by"), "2026-03-14T23:59:59+07:00") << "it says nothing of it";
    shop_.mark("gombattrang.vn", "WH-2", OrderStatus::packed);
    promised.replace(promised.find("03-14"), 5, "03-15");
    update(promised, "2026-03-10T01:00:30Z");
    EXPECT_EQ(reasons(), R"([{"candidates":["promised_by"],"code":"UPDATE_NOT_TAKEN"}])");
}

TEST_F(PushedUpdate, OfACancelledOrderChangesNothingAndIsLookedAtWhenItIsNews) {
    create(kGoodPhone);
    shop_.push(message("order.cancelled", "{" + std::string{kOrder} + "}"));
    update(order_data(kOrder, "020 5500 0003"), "2026-03-10T01:00:10Z");
    EXPECT_EQ(status(), "cancelled");
    EXPECT_TRUE(shop_.last_delivery().starts_with("quarantined: the order is cancelled here"))
        << shop_.last_delivery();
    EXPECT_TRUE(under_test_.services().metrics.text().contains(
        R"(route9_inbox_total{state="quarantined"} 1)"
    ));
    update(order_data(kOrder, "020 5500 0004"), "2026-03-10T00:59:00Z"); // before
    EXPECT_FALSE(shop_.last_delivery().starts_with("quarantined")) << shop_.last_delivery();
}

TEST_F(PushedUpdate, AfterPackingIsKeptAsAReason) {
    create(kGoodPhone);
    shop_.mark("gombattrang.vn", "WH-2", OrderStatus::packed);
    update(order_data(kOrder, "020 5500 0003"), "2026-03-10T01:00:10Z");
    EXPECT_EQ(status(), "packed");
    EXPECT_EQ(reasons(), R"([{"candidates":["recipient"],"code":"UPDATE_NOT_TAKEN"}])");
    EXPECT_EQ(phone(), kGoodPhone);
}

TEST_F(PushedUpdate, AfterTheOrdersEndIsKeptAsAReason) {
    create(kGoodPhone);
    for (const auto end : {OrderStatus::delivered, OrderStatus::returned}) {
        shop_.mark("gombattrang.vn", "WH-2", end);
        update(order_data(kOrder, "020 5500 0003"), "2026-03-10T01:00:20Z");
        EXPECT_EQ(reasons(), R"([{"candidates":["recipient"],"code":"UPDATE_NOT_TAKEN"}])");
        EXPECT_EQ(status(), name(end));
        update(order_data(kOrder, kGoodPhone), "2026-03-10T01:00:20Z");
        EXPECT_EQ(reasons(), "[]");
    }
}

TEST_F(PushedUpdate, OfAClockThatRunsAheadCountsAsToldOnArrival) {
    shop_.push(message("order.created", order_data(kOrder, kGoodPhone), "2031-01-01T00:00:00Z"));
    update(order_data(kOrder, "020 5500 0003"), "2031-01-01T00:00:00Z");
    EXPECT_EQ(phone(), "020 5500 0003");
    EXPECT_EQ(shop_.order("gombattrang.vn", "WH-2")->source_time, under_test_.now());
    under_test_.clock().set(under_test_.now() + Minutes{5});
    update(order_data(kOrder, "020 5500 0004"), format_utc(under_test_.now()));
    EXPECT_EQ(phone(), "020 5500 0004");
}

} // namespace
} // namespace route9::tests
