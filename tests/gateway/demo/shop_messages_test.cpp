// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/haravan_events.hpp"
#include "adapters/marketplaces/hook_request.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "adapters/marketplaces/standard_events.hpp"
#include "gateway/demo/shop_messages.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace route9::gateway::demo {
namespace {

// The key of Standard Webhooks' published example.
constexpr const char* kWhsec = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

Instant noon() {
    return *parse_rfc3339("2026-03-10T12:00:00+07:00");
}

World world() {
    return make_world(1, *parse_rfc3339("2026-03-10T06:20:00+07:00"));
}

adapters::ProfileTable profiles() {
    std::ifstream file{ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return *adapters::ProfileTable::parse(text, "profiles.json");
}

adapters::Verification
verdict(const char* platform, const HttpMessage& message, const std::string& secret, Instant now) {
    std::vector<adapters::HeaderField> fields;
    for (const auto& [name, value] : message.fields) {
        fields.push_back({name, value});
    }
    adapters::HookKeys keys;
    keys.secrets.push_back({"secret-1", Secret{secret}});
    const adapters::HookRequest hook{.headers = fields, .body = message.body, .public_url = {}};
    return adapters::verify_hook(*profiles().find(platform), hook, &keys, now);
}

TEST(DemoShopMessages, HaravanSignaturesAreAcceptedByTheVerifier) {
    const std::string body = haravan_order(world().haravan[0]).dump();
    const auto push = haravan_push("/", "app-secret", "200000418233", "orders/create", body);
    EXPECT_TRUE(verdict("haravan", push, "app-secret", noon()).accepted);
    EXPECT_FALSE(verdict("haravan", push, "another", noon()).accepted);
}

TEST(DemoShopMessages, StandardSignaturesAreAcceptedByTheVerifier) {
    const std::string body = standard_event(world().standard[0], noon()).dump();
    const auto push = standard_push("/", kWhsec, "msg_1", noon(), body);
    EXPECT_TRUE(verdict("standard", push, kWhsec, noon()).accepted);
    const auto late = verdict("standard", push, kWhsec, noon() + Minutes{60});
    EXPECT_EQ(late.refusal, adapters::Refusal::too_old);
}

TEST(DemoShopMessages, SignTheExampleOfStandardWebhooks) {
    EXPECT_EQ(
        standard_signature(
            kWhsec, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", R"({"test": 2432232314})"
        ),
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    );
}

TEST(DemoShopMessages, HaravanOrdersAreReadAsTheyWereMeant) {
    for (const ShopOrder& order : world().haravan) {
        const auto event = adapters::read_haravan_event(haravan_order(order), "orders/create");
        ASSERT_TRUE(event.has_value());
        ASSERT_TRUE(event->order.has_value());
        EXPECT_EQ(event->order->external_id, order.external_id);
        EXPECT_EQ(event->order->payment.amount, order.total);
        EXPECT_EQ(fulfillment::name(event->order->payment.method), order.method);
        EXPECT_EQ(event->order->recipient.name, order.buyer.name);
    }
}

TEST(DemoShopMessages, ATakenBackOrderIsReadAsACancellation) {
    const ShopOrder order = world().haravan[4];
    const auto event =
        adapters::read_haravan_event(haravan_cancellation(order, noon()), "orders/cancelled");
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->kind, adapters::EventKind::order_cancelled);
    EXPECT_EQ(event->external_id, order.external_id);
    EXPECT_EQ(event->reason, "Khách đổi ý");
}

TEST(DemoShopMessages, StandardOrdersAreReadAsTheyWereMeant) {
    for (const ShopOrder& order : world().standard) {
        const auto event = adapters::read_standard_event(standard_event(order, noon()), "standard");
        ASSERT_TRUE(event.has_value());
        ASSERT_TRUE(event->order.has_value());
        EXPECT_EQ(event->order->external_id, order.external_id);
        EXPECT_EQ(event->order->payment.amount, order.total);
        EXPECT_EQ(event->order->recipient.district, order.buyer.district);
    }
}

} // namespace
} // namespace route9::gateway::demo
