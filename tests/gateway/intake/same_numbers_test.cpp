// SPDX-License-Identifier: Apache-2.0
// Two shops of one seller at a platform that counts orders by shop have orders of one number: the
// second is set aside with its reason, and neither is taken for the other.
#include "adapters/documents/order_document.hpp"
#include "gateway/intake/take_event.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using adapters::EventKind;
using gateway::InboxState;

constexpr const char* kNumber = "260499";

class SameNumbers : public testing::Test {
protected:
    void connect(const char* id, const char* platform, const char* shop) {
        shop_.connect(id, platform, "a-secret", {{"app_key", "123456"}, {"shop", shop}});
    }

    /// What the connection's inbox says of it: "state: reason" where it is more than done.
    std::string tell(const char* connection, const char* channel, EventKind kind) {
        adapters::InboundEvent event;
        event.kind = kind;
        event.external_id = kNumber;
        event.source_time = under_test_.now();
        if (kind == EventKind::order_created) {
            const std::string members =
                std::string{R"("channel":")"} + channel + R"(","external_id":")" + kNumber + "\"";
            event.order = adapters::read_order(*parse_json(order_data(members))).value();
        }
        event.channel = channel;
        gateway::Services& services = under_test_.services();
        const Tick deadline = ServicesUnderTest::deadline();
        const auto shop = under_test_.run([&] {
            return services.connections.find(ConnectionId{connection}, deadline);
        });
        std::string said;
        const gateway::EventOrigin origin{
            .tenant = under_test_.tenant(),
            .connection = ConnectionId{connection},
            .received_at = under_test_.now(),
            .finish =
                [&said](Tx&, InboxState state, std::string_view reason) {
                    said = state == InboxState::quarantined ? std::string{reason} : "taken";
                    return true;
                },
        };
        const auto taken = under_test_.run([&] {
            return gateway::take_event(services, origin, **shop, event, "", deadline);
        });
        EXPECT_TRUE(taken);
        return said;
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(SameNumbers, OfAnotherShopOfTheSellerAreSetAsideAndTouchNothing) {
    connect("first", "lazada", "1234567");
    connect("second", "lazada", "7654321");
    EXPECT_EQ(tell("first", "lazada", EventKind::order_created), "taken");
    const std::string aside =
        "the seller's shop 1234567 has an order 260499: enter this one by POST /v1/orders with "
        "another external_id";
    EXPECT_EQ(tell("second", "lazada", EventKind::order_created), aside);
    EXPECT_EQ(tell("second", "lazada", EventKind::order_cancelled), aside);
    EXPECT_EQ(shop_.status("lazada", kNumber), "routed") << "it is the first shop's";
    EXPECT_EQ(tell("first", "lazada", EventKind::order_cancelled), "taken");
    EXPECT_EQ(shop_.status("lazada", kNumber), "cancelled");
}

TEST_F(SameNumbers, OfOneShopThatIsConnectedTwiceAreOneOrder) {
    connect("old", "lazada", "1234567");
    connect("new", "lazada", "1234567");
    EXPECT_EQ(tell("old", "lazada", EventKind::order_created), "taken");
    EXPECT_EQ(tell("new", "lazada", EventKind::order_cancelled), "taken");
    EXPECT_EQ(shop_.status("lazada", kNumber), "cancelled");
}

} // namespace
} // namespace route9::tests
