// SPDX-License-Identifier: Apache-2.0
// Pushed messages that bring no order are counted and listed, so that somebody looks.
#include "gateway/intake/inbox.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class SetAsideDeliveries : public testing::Test {
protected:
    std::vector<gateway::SetAside> listed(std::string_view state) {
        using Found = std::vector<gateway::SetAside>;
        return *under_test_.store().read([&](Tx& tx) -> Result<Found> {
            return gateway::inbox::set_aside(tx, under_test_.tenant(), state, 10);
        });
    }

    bool metrics_say(const std::string& line) {
        return under_test_.services().metrics.text().find(line) != std::string::npos;
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(SetAsideDeliveries, AreListedWithTheirReason) {
    shop_.push(message("order.created", order_data(R"("external_id":"WH-3")")));
    shop_.push(message("order.cancelled", "{}"));
    const auto found = listed("");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().connection.text(), "lao-shop");
    EXPECT_EQ(found.front().state, "quarantined");
    EXPECT_TRUE(found.front().reason.starts_with("/data/external_id: ")) << found.front().reason;
    EXPECT_EQ(found.front().received_at, under_test_.now());
    EXPECT_EQ(listed("quarantined").size(), 1U);
    EXPECT_TRUE(listed("unmatched").empty());
    shop_.push(message("stock.changed", "{}"));
    EXPECT_EQ(listed("").size(), 1U);
    ASSERT_EQ(listed("ignored").size(), 1U);
    EXPECT_EQ(listed("ignored").front().reason, "type stock.changed");
}

TEST_F(SetAsideDeliveries, AreCountedByState) {
    shop_.push(message("order.created", order_data(R"("external_id":"WH-3")")));
    shop_.push(message("order.cancelled", "{}"));
    EXPECT_EQ(shop_.push("not json"), 400);
    shop_.push(message("stock.changed", "{}"));
    EXPECT_TRUE(metrics_say(R"(route9_inbox_total{state="done"} 1)"));
    EXPECT_TRUE(metrics_say(R"(route9_inbox_total{state="quarantined"} 2)"));
    EXPECT_TRUE(metrics_say(R"(route9_inbox_total{state="ignored"} 1)"));
}

TEST_F(SetAsideDeliveries, DoNotHideRefusedSignatures) {
    EXPECT_EQ(shop_.push_forged("{}", "lao-shop"), 401);
    EXPECT_EQ(shop_.push_forged("{}", "nobodys-shop"), 401);
    EXPECT_TRUE(
        metrics_say(R"(route9_hooks_refused_total{connection="lao-shop",reason="mismatch"} 1)")
    );
    EXPECT_TRUE(metrics_say(
        R"(route9_hooks_refused_total{connection="unknown",reason="unknown_connection"} 1)"
    ));
}

} // namespace
} // namespace route9::tests
