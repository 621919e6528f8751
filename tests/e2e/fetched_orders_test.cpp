// SPDX-License-Identifier: Apache-2.0
// Orders of marketplaces whose messages carry little more than a number, against simulators that
// share no code with the server: asked for with signed calls, through failures, throttling, tokens
// that end and authorisations that are withdrawn.
#include "eventually.hpp"
#include "kept_promises.hpp"
#include "market_site.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace route9::e2e {
namespace {

constexpr std::chrono::milliseconds kBelieved{1'200}; // a connection, over its second
constexpr std::array<const char*, 3> kPushing{"shopee", "lazada", "tiktok"};

class FetchedOrders : public testing::Test {
protected:
    FetchedOrders() { market_.open(); }

    MarketSite market_{{"shopee", "lazada", "tiktok"}};
};

TEST_F(FetchedOrders, ArriveWholeAndAreCancelledWithTheirSource) {
    for (const char* platform : kPushing) {
        SCOPED_TRACE(platform);
        const std::string id = market_.place(platform);
        const Json seen = market_.order_with(id, "routed");
        ASSERT_FALSE(seen.is_null());
        EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
        EXPECT_EQ(seen.at("channel"), platform);
        EXPECT_EQ(seen.at("currency"), "VND");
        EXPECT_EQ(seen.at("payment").at("method"), "cod");
        EXPECT_EQ(seen.at("payment").at("amount"), "349000");
        EXPECT_EQ(seen.at("recipient").at("name"), "Trần Thị Sen");
        ASSERT_EQ(seen.at("items").size(), 1U);
        EXPECT_EQ(seen.at("items").at(0).at("sku"), "TS-BLK-M");
        EXPECT_EQ(seen.at("items").at(0).at("quantity"), 2);
        EXPECT_EQ(seen.at("items").at(0).at("unit_price"), "165500");
        market_.platforms().tell(platform, "cancel", {{"order", id}});
        EXPECT_EQ(market_.order_with(id, "cancelled").at("status"), "cancelled");
    }
}

TEST_F(FetchedOrders, ThatAreNotPaidDoNotStandHereWhenTheirAddressChanges) {
    const std::string id = market_.place("tiktok", {{"status", "UNPAID"}, {"cod", false}});
    market_.platforms().tell(
        "tiktok", "address", {{"order", id}, {"recipient", {{"street", "9 Lê Lợi"}}}}
    );
    const auto was_asked_for = [this] {
        return market_.platforms().view("tiktok", "calls").dump().contains("GET /order/202309");
    };
    EXPECT_TRUE(tests::eventually(was_asked_for));
    EXPECT_TRUE(market_.order(id).is_null());
    market_.platforms().tell("tiktok", "status", {{"order", id}, {"status", "AWAITING_SHIPMENT"}});
    const Json paid = market_.order_with(id, "routed");
    ASSERT_FALSE(paid.is_null());
    EXPECT_EQ(paid.at("recipient").at("address_line"), "9 Lê Lợi");
}

TEST_F(FetchedOrders, ThatAreCancelledBeforeTheirDetailsCameAreNamedInTheJournal) {
    market_.platforms().tell(
        "shopee",
        "fail",
        {{"how", "status"}, {"status", 500}, {"next", 50}, {"path", "/api/v2/order"}}
    );
    const std::string id = market_.place("shopee");
    const Json waiting = market_.order_when(id, [](const Json&) { return true; });
    ASSERT_EQ(waiting.at("status"), "awaiting_details");
    market_.platforms().tell("shopee", "cancel", {{"order", id}});
    ASSERT_EQ(market_.order_with(id, "cancelled").at("status"), "cancelled");
    const Answer told = market_.seller().get("/v1/events");
    ASSERT_EQ(told.json.at("items").size(), 1U) << told.body;
    const Json& event = told.json.at("items").at(0);
    EXPECT_EQ(event.at("type"), "order.cancelled");
    EXPECT_EQ(event.at("data").at("external_id"), id) << "nobody has heard of its id before";
    EXPECT_EQ(event.at("data").at("channel"), "shopee");
}

TEST_F(FetchedOrders, AwaitTheirDetailsWhileThePlatformFails) {
    const struct {
        const char* platform;
        Json trouble;
    } cases[] = {
        {"shopee", {{"how", "status"}, {"status", 500}}},
        {"lazada", {{"how", "garbage"}}},
        {"tiktok", {{"how", "truncated"}}},
        {"shopee", {{"how", "redirect"}, {"location", "http://127.0.0.1:1/"}}},
        {"lazada", {{"how", "throttle"}}},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.platform + row.trouble.dump());
        Json trouble = row.trouble;
        trouble["next"] = 1'000; // until it has been seen waiting
        market_.platforms().tell(row.platform, "fail", trouble);
        const std::string id = market_.place(row.platform);
        const Json waiting = market_.order_when(id, [](const Json&) { return true; });
        ASSERT_FALSE(waiting.is_null());
        market_.platforms().tell(row.platform, "heal", Json::object());
        EXPECT_EQ(waiting.at("status"), "awaiting_details") << "it is there before it is told";
        EXPECT_EQ(market_.order_told(id).at("status"), "routed");
    }
}

TEST_F(FetchedOrders, AreAskedForWithARenewedTokenWhenItEnds) {
    for (const char* platform : kPushing) {
        SCOPED_TRACE(platform);
        for (int round = 0; round < 2; ++round) { // the refresh token is another each time
            market_.platforms().tell(platform, "expire", Json::object());
            const std::string id = market_.place(platform);
            EXPECT_EQ(market_.order_told(id).at("status"), "routed");
        }
    }
}

TEST_F(FetchedOrders, SayWhenTheShopMustAuthoriseAgain) {
    market_.platforms().tell("shopee", "revoke", Json::object());
    const std::string id = market_.place("shopee");
    const Json waiting =
        market_.order_when(id, [](const Json& seen) { return !MarketSite::reasons(seen).empty(); });
    ASSERT_EQ(waiting.at("status"), "awaiting_details");
    EXPECT_EQ(MarketSite::reasons(waiting), std::vector<std::string>{"DETAILS_REFUSED"})
        << waiting.dump(1);
    const Outcome list = market_.site().run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(list.out.find("access=lost"), std::string::npos) << list.out;
    const Json code = market_.platforms().tell("shopee", "code", Json::object());
    run_checked(
        market_.site(),
        {"connections", "authorise", "sim-shopee", "--code", code.at("code").get<std::string>()}
    );
    EXPECT_EQ(market_.order_told(id).at("status"), "routed");
}

TEST_F(FetchedOrders, ComeWithTheTokensFromBeforeWhenANewCodeIsRefused) {
    run_checked(
        market_.site(), {"connections", "authorise", "sim-shopee", "--code", "of-another-shop"}
    );
    EXPECT_EQ(market_.order_told(market_.place("shopee")).at("status"), "routed");
    const Outcome list = market_.site().run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(list.out.find("access=good (the new code was refused: "), std::string::npos)
        << list.out;
}

TEST_F(FetchedOrders, GoOnWithoutANewAuthorisationOnceAWrongSecretIsMended) {
    const auto rotate = [this](const char* secret) {
        run_checked(market_.site(), {"connections", "rotate", "sim-tiktok", "--secret", secret});
    };
    rotate("not-the-apps-secret");
    let_pass(kBelieved);
    market_.platforms().tell("tiktok", "expire", Json::object());
    const std::string id = market_.place("tiktok");
    const Json waiting =
        market_.order_when(id, [](const Json& seen) { return !MarketSite::reasons(seen).empty(); });
    EXPECT_EQ(MarketSite::reasons(waiting), std::vector<std::string>{"DETAILS_REFUSED"})
        << waiting.dump(1);
    rotate("sim-tiktok-app-secret");
    EXPECT_EQ(market_.order_told(id).at("status"), "routed");
}

TEST_F(FetchedOrders, OfHiddenBuyersWaitForAPersonAndKeepWhatSheWrote) {
    market_.platforms().tell("tiktok", "mask", {{"on", true}});
    const std::string id = market_.place("tiktok");
    const Json held = market_.order_told(id);
    ASSERT_EQ(held.at("status"), "held") << held.dump(1);
    EXPECT_EQ(MarketSite::reasons(held), std::vector<std::string>{"RECIPIENT_MASKED"});
    const std::string path = "/v1/orders/" + held.at("id").get<std::string>();
    Json recipient = held.at("recipient");
    recipient["name"] = "Trần Thị Sen";
    recipient["phone"] = "0905000001";
    const Answer read = market_.seller().get(path);
    const Answer mended = market_.seller().patch(
        path, {{"recipient", recipient}}, {{"If-Match", read.header("ETag")}}
    );
    ASSERT_EQ(mended.status, 200) << mended.body;
    const auto asked = [this] { // how often the platform was asked for orders
        return market_.platforms().view("tiktok", "calls").dump();
    };
    const std::string before = asked();
    // What the source changes in the second in which a person did counts as older.
    EXPECT_TRUE(tests::eventually(
        [&] {
            market_.platforms().tell(
                "tiktok", "address", {{"order", id}, {"recipient", {{"street", "9 Lê Lợi"}}}}
            );
            return asked() != before;
        },
        std::chrono::milliseconds{200}
    ));
    const Json kept = market_.order_with(id, "routed");
    EXPECT_EQ(kept.at("status"), "routed");
    EXPECT_EQ(kept.at("recipient").at("name"), "Trần Thị Sen");
}

TEST_F(FetchedOrders, ThatTheBuyerWantsToCancelAreNotPackedUntilSomebodyDecides) {
    const std::string id = market_.place("shopee");
    ASSERT_EQ(market_.order_told(id).at("status"), "routed");
    market_.platforms().tell(
        "shopee", "cancel", {{"order", id}, {"by", "buyer"}, {"request", true}}
    );
    const Json asked =
        market_.order_when(id, [](const Json& seen) { return !MarketSite::reasons(seen).empty(); });
    EXPECT_EQ(asked.at("status"), "routed");
    EXPECT_EQ(MarketSite::reasons(asked), std::vector<std::string>{"CANCEL_REQUESTED"});
    Caller operator_caller{market_.server().port(), market_.keys().operator_};
    const Json work = operator_caller.get("/v1/fulfillments").json.at("items");
    ASSERT_EQ(work.size(), 1U) << work.dump(1);
    const std::string path = "/v1/fulfillments/" + work.at(0).at("id").get<std::string>() + "/pack";
    const Answer refused = operator_caller.post(path, {{"weight_g", 500}, {"pieces", 2}});
    EXPECT_EQ(refused.status, 409) << refused.body;
    EXPECT_NE(refused.body.find("asks to cancel"), std::string::npos) << refused.body;
}

} // namespace
} // namespace route9::e2e
