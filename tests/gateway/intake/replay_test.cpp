// SPDX-License-Identifier: Apache-2.0
// Stored deliveries are worked off again: what an app took before its shop was connected, and what
// could not be read when it came.
#include "core/crypto.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace route9::tests {
namespace {

using Deliveries = std::vector<std::string>;

constexpr const char* kOrder =
    R"({"id":1,"created_at":"2026-03-10T07:55:00+07:00","currency":"VND","total_price":"349000",)"
    R"("financial_status":"paid","shipping_address":{"name":"Trần Thị Sen",)"
    R"("phone":"0905000001","province":"Quảng Trị","city":"Đông Hà","country_code":"VN"},)"
    R"("line_items":[{"sku":"TS-BLK-M","title":"Áo thun","quantity":1,"price":"349000"}]})";

class Replay : public testing::Test {
protected:
    void push(const std::string& body, const std::string& shop) {
        const auto answer = shop_.push_as(
            "shopify",
            "our-app",
            {{"X-Shopify-Hmac-Sha256",
              base64(hmac_sha256(as_byte_view("app-secret"), as_byte_view(body)))},
             {"X-Shopify-Topic", "orders/create"},
             {"X-Shopify-Shop-Domain", shop}},
            body
        );
        EXPECT_EQ(answer.status, 200);
    }

    /// How many are pending again, in units of at most `limit`.
    std::int64_t
    replay(const std::string& connection, const std::string& state, Instant from, Instant before) {
        gateway::inbox::ReplaySpan span{
            .tenant = under_test_.tenant(),
            .connection = ConnectionId{connection},
            .from = InboxId{first_id_bytes(from)},
            .before = InboxId{first_id_bytes(before)},
            .state = state,
        };
        std::int64_t count = 0;
        std::optional<InboxId> last;
        do {
            last = *under_test_.store().write([&](Tx& tx) -> Result<std::optional<InboxId>> {
                return gateway::inbox::replay(tx, span, 1, count);
            });
            span.from = last.value_or(span.from);
        } while (last);
        return count;
    }

    Instant soon() { return under_test_.now() + Milliseconds{1}; }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(Replay, BringsTheOrdersOfAShopThatWasConnectedLater) {
    shop_.connect_app("our-app", "shopify", "app-secret");
    push(kOrder, "gom.myshopify.com");
    push(kOrder, "lua.myshopify.com");
    shop_.connect_to_app("gom", "our-app", "gom.myshopify.com");
    EXPECT_EQ(replay("our-app", "unmatched", Instant{}, soon()), 2);
    shop_.work_off(); // the app's
    shop_.work_off(); // the shop's
    EXPECT_EQ(shop_.status("shopify", "1"), "routed");
    EXPECT_EQ(shop_.deliveries("gom").size(), 1U);
    auto left = shop_.deliveries("our-app");
    std::ranges::sort(left);
    EXPECT_EQ(
        left,
        (Deliveries{
            "done: given to the shop gom.myshopify.com",
            "unmatched: no connection of this app is for the shop lua.myshopify.com"
        })
    );
    EXPECT_EQ(replay("our-app", "unmatched", Instant{}, soon()), 1);
    shop_.work_off();
    EXPECT_EQ(shop_.deliveries("gom").size(), 1U) << "given once";
}

TEST_F(Replay, ChangesNothingThatWasDone) {
    shop_.connect_app("our-app", "shopify", "app-secret");
    shop_.connect_to_app("gom", "our-app", "gom.myshopify.com");
    push(kOrder, "gom.myshopify.com");
    EXPECT_EQ(replay("gom", "", Instant{}, soon()), 1);
    shop_.work_off();
    EXPECT_EQ(shop_.status("shopify", "1"), "routed");
    EXPECT_TRUE(shop_.deliveries("gom").at(0).starts_with("done: the order is known"));
}

TEST_F(Replay, KeepsToItsSpanAndState) {
    shop_.connect_app("our-app", "shopify", "app-secret");
    shop_.connect_to_app("gom", "our-app", "gom.myshopify.com");
    push(R"({"id":2})", "gom.myshopify.com"); // quarantined
    push(kOrder, "gom.myshopify.com");
    EXPECT_EQ(replay("gom", "quarantined", soon(), soon() + Seconds{1}), 0);
    EXPECT_EQ(replay("gom", "quarantined", Instant{}, soon()), 1);
    EXPECT_EQ(replay("gom", "quarantined", Instant{}, soon()), 0) << "it is pending";
}

} // namespace
} // namespace route9::tests
