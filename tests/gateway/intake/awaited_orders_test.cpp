// SPDX-License-Identifier: Apache-2.0
// An order that stands as awaiting_details is placed by whatever tells the whole of it first, also
// when it was named only while that was on its way.
#include "adapters/documents/order_document.hpp"
#include "core/crypto.hpp"
#include "gateway/intake/take_event.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using adapters::EventKind;

constexpr const char* kNumber = "260310ABCDEF";
constexpr const char* kSecret = "partner-key-1";
constexpr const char* kUrl = "https://r9.example.vn/v1/hooks/shopee/shopee-1";

class AwaitedOrders : public testing::Test {
protected:
    AwaitedOrders() {
        shop_.connect("shopee-1", "shopee", kSecret, {{"shop_id", "7"}, {"public_url", kUrl}});
    }

    /// Its number alone.
    void push_hint() {
        const std::string body =
            R"({"code":3,"shop_id":7,"data":{"ordersn":"260310ABCDEF","status":"READY_TO_SHIP",)"
            R"("update_time":1773104100}})";
        const std::string text = std::string{kUrl} + "|" + body;
        const auto mac = hmac_sha256(as_byte_view(std::string_view{kSecret}), as_byte_view(text));
        const auto answer =
            shop_.push_as("shopee", "shopee-1", {{"Authorization", hex(mac)}}, body);
        EXPECT_EQ(answer.status, 200);
    }

    /// The whole order, by somebody who did not know that it is awaited.
    Result<gateway::InboxState> tell(EventKind kind) {
        adapters::InboundEvent event;
        event.kind = kind;
        event.external_id = kNumber;
        event.source_time = under_test_.now();
        const std::string members =
            std::string{R"("channel":"shopee","external_id":")"} + kNumber + "\"";
        event.order = adapters::read_order(*parse_json(order_data(members))).value();
        event.order->channel = "shopee";
        gateway::Services& services = under_test_.services();
        const Tick deadline = ServicesUnderTest::deadline();
        const auto shop = under_test_.run([&] {
            return services.connections.find(ConnectionId{"shopee-1"}, deadline);
        });
        const gateway::EventOrigin origin{
            .tenant = under_test_.tenant(),
            .connection = ConnectionId{"shopee-1"},
            .received_at = under_test_.now(),
            .finish = [](Tx&, gateway::InboxState, std::string_view) { return true; },
        };
        return under_test_.run([&] {
            return gateway::take_event(services, origin, **shop, event, "7", deadline);
        });
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(AwaitedOrders, ArePlacedByAnUpdateThatTellsAllOfThem) {
    push_hint();
    EXPECT_EQ(shop_.status("shopee", kNumber), "awaiting_details");
    ASSERT_TRUE(tell(EventKind::order_updated));
    EXPECT_EQ(shop_.status("shopee", kNumber), "routed");
    EXPECT_EQ(shop_.order("shopee", kNumber)->reasons, "[]") << "nothing was left untaken";
}

TEST_F(AwaitedOrders, ArePlacedByAnOrderThatTellsAllOfThem) {
    push_hint();
    ASSERT_TRUE(tell(EventKind::order_created));
    EXPECT_EQ(shop_.status("shopee", kNumber), "routed");
    ASSERT_TRUE(tell(EventKind::order_updated)) << "and are an order like any other then";
    EXPECT_EQ(shop_.order("shopee", kNumber)->reasons, "[]");
}

} // namespace
} // namespace route9::tests
