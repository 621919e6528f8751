// SPDX-License-Identifier: Apache-2.0
// Who may see what: keys that are missing, wrong, revoked or somebody else's.
#include "shared_server.hpp"

#include <chrono>

namespace route9::e2e {
namespace {

Json without_request_id(Json problem) {
    problem.erase("request_id");
    return problem;
}

class Access : public SharedServer {
protected:
    std::string order_of_ours(const std::string& external_id) {
        const Answer placed = seller().post("/v1/orders", order_of(external_id));
        EXPECT_EQ(placed.status, 201) << placed.body;
        return placed.header("Location");
    }
};

TEST_F(Access, NeedsAKey) {
    const Answer answer = seller().send_bare({.target = "/v1/orders"});
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.json.at("code"), "unauthenticated");
    EXPECT_NE(answer.header("WWW-Authenticate"), "");
}

TEST_F(Access, NeedsAKeyThatExists) {
    std::string wrong = keys().seller;
    wrong[20] = wrong[20] == 'a' ? 'b' : 'a';
    for (const std::string& key : {wrong, std::string{"r9_live_"}, std::string{"secret"}}) {
        Caller caller{port(), key};
        EXPECT_EQ(caller.get("/v1/orders").status, 401) << key;
    }
}

TEST_F(Access, EndsWithinASecondOfTheKeysRevocation) {
    const std::string key =
        run_checked(site(), {"keys", "create", "--tenant", "qt", "--role", "operator"});
    Caller caller{port(), key};
    ASSERT_EQ(caller.get("/v1/orders").status, 200);
    run_checked(site(), {"keys", "revoke", key});
    const auto revoked = std::chrono::steady_clock::now();
    int status = 200;
    while (status == 200 && std::chrono::steady_clock::now() < revoked + std::chrono::seconds{3}) {
        status = caller.get("/v1/orders?limit=1").status;
    }
    EXPECT_EQ(status, 401);
    // A second of cache, and what a busy machine takes for one request.
    EXPECT_LE(std::chrono::steady_clock::now() - revoked, std::chrono::milliseconds{1'500});
}

TEST_F(Access, EndsWhereTheScopesEnd) {
    const std::string key = run_checked(
        site(),
        {"keys",
         "create",
         "--tenant",
         "qt",
         "--role",
         "seller",
         "--party",
         "shop",
         "--scopes",
         "orders:read"}
    );
    Caller caller{port(), key};
    EXPECT_EQ(caller.get("/v1/orders").status, 200);
    const Answer refused = caller.post("/v1/orders", order_of("A-1"));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.json.at("code"), "forbidden");
}

TEST_F(Access, ToAnotherTenantsOrderAnswersLikeToNone) {
    const std::string ours = order_of_ours("A-2");
    const std::string none = "/v1/orders/ord_00000000000000000000000000";
    const Answer foreign = stranger().get(ours);
    const Answer missing = stranger().get(none);
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(without_request_id(foreign.json), without_request_id(missing.json));
    EXPECT_EQ(stranger().post(ours + "/cancel", Json::object()).status, 404);
    EXPECT_EQ(stranger().patch(ours, {{"note", "x"}}, {{"If-Match", "\"v1\""}}).status, 404);
    EXPECT_EQ(seller().get(ours).json.at("status"), "routed");
}

TEST_F(Access, ToAnotherSellersOrderAnswersLikeToNone) {
    const std::string ours = order_of_ours("A-3");
    Caller other{port(), keys().second_seller};
    EXPECT_EQ(other.get(ours).status, 404);
    EXPECT_EQ(operator_().get(ours).status, 200);
    for (const Json& order : other.get("/v1/orders").json.at("items")) {
        EXPECT_EQ(order.at("seller"), "second-shop");
    }
    for (const Json& event : other.get("/v1/events").json.at("items")) {
        EXPECT_NE("/v1/orders/" + event.at("subject").get<std::string>(), ours);
    }
}

TEST_F(Access, ToAListIsNotPassedOnByItsCursor) {
    order_of_ours("A-4a");
    order_of_ours("A-4b");
    const Answer page = seller().get("/v1/orders?limit=1");
    const std::string cursor = page.json.at("next").get<std::string>();
    EXPECT_EQ(seller().get("/v1/orders?cursor=" + cursor).status, 200);
    EXPECT_EQ(stranger().get("/v1/orders?cursor=" + cursor).status, 400);
    EXPECT_EQ(seller().get("/v1/stock?cursor=" + cursor).status, 400);
    EXPECT_EQ(seller().get("/v1/orders?cursor=" + cursor + "A").status, 400);
}

TEST_F(Access, GivesEveryAnswerARequestId) {
    EXPECT_NE(seller().get("/v1/orders").header("X-Request-Id"), "");
    const Answer refused = seller().send_bare({.target = "/v1/orders"});
    EXPECT_EQ(refused.header("X-Request-Id"), refused.json.at("request_id").get<std::string>());
}

} // namespace
} // namespace route9::e2e
