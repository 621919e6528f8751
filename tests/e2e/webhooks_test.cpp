// SPDX-License-Identifier: Apache-2.0
// Webhooks as the platforms send them. What is accepted becomes an order exactly once; what is not
// tells a stranger nothing.
#include "shared_server.hpp"

namespace route9::e2e {
namespace {

/// The answer without what differs between any two requests.
std::pair<int, std::string> told(const Answer& answer) {
    Json body = answer.json;
    if (body.is_object()) {
        body.erase("request_id");
        return {answer.status, body.dump()};
    }
    return {answer.status, answer.body};
}

class Webhooks : public SharedServer {
protected:
    Answer push(const StandardHook& hook) { return seller().send_bare(signed_request(hook)); }
    Answer push(const HaravanHook& hook) { return seller().send_bare(signed_request(hook)); }

    static HaravanHook haravan_hook(std::int64_t id) {
        return {
            .connection = "viet-shop",
            .secret = kHaravanSecret,
            .organisation = kHaravanOrganisation,
            .topic = "orders/create",
            .body = haravan_body(id),
        };
    }

    /// True when a later delivery, which is worked off after earlier ones, has brought its order
    /// and this one none.
    bool brings_nothing(const std::string& external_id) {
        const std::string marker = external_id + "-after";
        EXPECT_EQ(push(standard_hook("msg-" + marker, marker)).status, 200);
        return !await_order(marker).empty() && orders_with(external_id).empty();
    }
};

TEST_F(Webhooks, OfTheStandardFormBecomeOrders) {
    const Answer answer = push(standard_hook("msg-1", "W-1"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    const std::string id = await_order("W-1");
    ASSERT_NE(id, "");
    const Answer page = seller().get("/v1/orders/" + id);
    EXPECT_EQ(page.json.at("status"), "routed") << page.body;
    EXPECT_EQ(page.json.at("channel"), "lao-shop");
}

TEST_F(Webhooks, OfHaravanBecomeOrders) {
    const Answer answer = push(haravan_hook(1'180'000'001));
    EXPECT_EQ(answer.status, 200) << answer.body;
    const std::string id = await_order("1180000001");
    ASSERT_NE(id, "");
    const Answer page = seller().get("/v1/orders/" + id);
    EXPECT_EQ(page.json.at("channel"), "haravan");
    EXPECT_EQ(page.json.at("recipient").at("name"), "Nguyễn Văn Mẫu");
    EXPECT_EQ(page.json.at("payment").at("method"), "cod");
}

TEST_F(Webhooks, MayBeDeliveredTwice) {
    const StandardHook hook = standard_hook("msg-2", "W-2");
    EXPECT_EQ(push(hook).status, 200);
    EXPECT_EQ(push(hook).status, 200);
    ASSERT_NE(await_order("W-2"), "");
    EXPECT_EQ(push(hook).status, 200);
    // Another message about the same order is no second order either.
    EXPECT_EQ(push(standard_hook("msg-2-again", "W-2")).status, 200);
    EXPECT_EQ(push(standard_hook("msg-2-after", "W-2-after")).status, 200);
    ASSERT_NE(await_order("W-2-after"), "");
    EXPECT_EQ(orders_with("W-2").size(), 1U);
}

TEST_F(Webhooks, WithABadSignatureAreRefused) {
    StandardHook standard = standard_hook("msg-3", "W-3");
    standard.secret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    EXPECT_EQ(push(standard).status, 401);
    HaravanHook haravan = haravan_hook(1'180'000'003);
    haravan.secret = "another secret";
    EXPECT_EQ(push(haravan).status, 401);
    EXPECT_TRUE(brings_nothing("W-3"));
    EXPECT_TRUE(orders_with("1180000003").empty());
}

TEST_F(Webhooks, WithABodyThatWasChangedAreRefused) {
    HttpRequest request = signed_request(standard_hook("msg-4", "W-4"));
    request.body.replace(request.body.find("481000"), 6, "000001");
    EXPECT_EQ(seller().send_bare(request).status, 401);
    EXPECT_TRUE(brings_nothing("W-4"));
}

TEST_F(Webhooks, ThatAreOldAreRefused) {
    StandardHook hook = standard_hook("msg-5", "W-5");
    hook.at -= std::chrono::hours{1};
    const Answer answer = push(hook);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.json.at("code"), "signature-stale") << answer.body;
    EXPECT_TRUE(brings_nothing("W-5"));
}

TEST_F(Webhooks, ForAnUnknownConnectionAnswerLikeABadSignature) {
    StandardHook bad = standard_hook("msg-6", "W-6");
    bad.secret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    StandardHook unknown = standard_hook("msg-6", "W-6");
    unknown.connection = "nobodys-shop";
    EXPECT_EQ(told(push(unknown)), told(push(bad)));

    HaravanHook bad_haravan = haravan_hook(1'180'000'006);
    bad_haravan.secret = "another secret";
    HaravanHook unknown_haravan = haravan_hook(1'180'000'006);
    unknown_haravan.connection = "nobodys-shop";
    EXPECT_EQ(told(push(unknown_haravan)), told(push(bad_haravan)));
}

TEST_F(Webhooks, OfAnotherOrganisationAreTakenAndBringNoOrder) {
    HaravanHook hook = haravan_hook(1'180'000'007);
    hook.organisation = "2000000002";
    EXPECT_EQ(push(hook).status, 200);
    EXPECT_TRUE(brings_nothing("1180000007"));
}

TEST_F(Webhooks, OfAnUnknownKindAreTakenAndBringNoOrder) {
    StandardHook hook = standard_hook("msg-8", "W-8");
    hook.body = R"({"type":"stock.changed","timestamp":"2026-03-10T01:00:00Z","data":{}})";
    EXPECT_EQ(push(hook).status, 200);
    EXPECT_TRUE(brings_nothing("W-8"));
}

TEST_F(Webhooks, ThatCannotBeReadAreKeptApart) {
    StandardHook standard = standard_hook("msg-9", "W-9");
    standard.body = R"({"type":"order.created","data":)";
    EXPECT_EQ(push(standard).status, 400);
    HaravanHook haravan = haravan_hook(1'180'000'009);
    haravan.body = "not json";
    EXPECT_EQ(push(haravan).status, 200);
    EXPECT_TRUE(brings_nothing("W-9"));
}

TEST_F(Webhooks, OfAPausedConnectionAreToDeliverAgain) {
    run_checked(
        site(),
        {"connections",
         "add",
         "--tenant",
         "qt",
         "--platform",
         "standard",
         "--party",
         "shop",
         "--id",
         "paused-shop",
         "--secret",
         kStandardSecret}
    );
    run_checked(site(), {"connections", "pause", "paused-shop"});
    StandardHook hook = standard_hook("msg-10", "W-10");
    hook.connection = "paused-shop";
    const Answer paused = push(hook);
    EXPECT_EQ(paused.status, 503) << paused.body;
    EXPECT_NE(paused.header("Retry-After"), "");
    EXPECT_TRUE(brings_nothing("W-10"));
}

TEST_F(Webhooks, ThatCancelAheadOfTheOrderWin) {
    StandardHook cancel = standard_hook("msg-11", "W-11");
    cancel.body = R"({"type":"order.cancelled","timestamp":"2026-03-10T01:00:00Z",)"
                  R"("data":{"external_id":"W-11","reason":"changed her mind"}})";
    EXPECT_EQ(push(cancel).status, 200);
    EXPECT_EQ(push(standard_hook("msg-11-after", "W-11-after")).status, 200);
    ASSERT_NE(await_order("W-11-after"), "");
    EXPECT_EQ(push(standard_hook("msg-11-order", "W-11")).status, 200);
    const std::string id = await_order("W-11");
    ASSERT_NE(id, "");
    EXPECT_EQ(seller().get("/v1/orders/" + id).json.at("status"), "cancelled");
}

} // namespace
} // namespace route9::e2e
