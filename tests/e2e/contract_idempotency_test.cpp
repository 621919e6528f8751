// SPDX-License-Identifier: Apache-2.0
// The public contract, §3: an Idempotency-Key.
#include "contract.hpp"

#include <future>
#include <string>

namespace route9::e2e {
namespace {

HttpRequest keyed_order(const std::string& external_id, const std::string& key) {
    return {
        .method = "POST",
        .target = "/v1/orders",
        .headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", key}},
        .body = order_of(external_id).dump(),
    };
}

TEST_F(Contract, ReadsAnIdempotencyKeyBareAndQuoted) {
    const std::string longest(255, 'k');
    for (const std::string& key : {std::string{"!"}, std::string{"~a;b=c"}, longest}) {
        const std::string id = "C-key-" + std::to_string(key.size());
        const Answer first = seller().send(keyed_order(id, key));
        ASSERT_EQ(first.status, 201) << first.body;
        EXPECT_EQ(first.header("Idempotent-Replayed"), "");
        const Answer again = seller().send(keyed_order(id, '"' + key + '"'));
        EXPECT_EQ(again.status, 201);
        EXPECT_EQ(again.body, first.body);
        EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
        const Answer other = seller().send(keyed_order(id + "-other", key));
        expect_problem(other, 422, "idempotency-key-reused");
    }
    for (const std::string& key :
         {std::string{},
          std::string{"\"\""},
          longest + "k",
          std::string{"a b"},
          std::string{"\"a"},
          std::string{"\xc3\xa1"}}) {
        SCOPED_TRACE(key);
        expect_problem(seller().send(keyed_order("C-bad", key)), 400, "idempotency-key-malformed");
    }
}

TEST_F(Contract, AsksForAnIdempotencyKeyWhereSomethingIsCreated) {
    const std::string order = seller().post("/v1/orders", order_of("C-no-key")).header("Location");
    const Json work = seller().get(order).json.at("fulfillments").at(0);
    const Json stock{{"sku", "BAG-01"}, {"warehouse", "DONGHA"}, {"quantity", 1}, {"reason", "x"}};
    const Json truck = Json::parse(R"({"reference": "CI-1", "from": "DONGHA", "to": "SAVANNAKHET",
        "carrier": "lao-express", "truck_plate": "74C-000.03", "max_kg": 1000,
        "leaves": "2026-03-10T20:00:00+07:00"})");
    const std::pair<std::string, Json> creating[]{
        {"/v1/orders", order_of("C-no-key-either")},
        {"/v1/stock/adjustments", stock},
        {"/v1/departures", truck},
        {"/v1/fulfillments/" + work.at("id").get<std::string>() + "/pack", {{"weight_g", 800}}},
    };
    for (const auto& [target, body] : creating) {
        SCOPED_TRACE(target);
        Caller& caller =
            target.contains("order") || target.contains("stock") ? seller() : operator_();
        const HeaderList json{{"Content-Type", "application/json"}};
        expect_problem(
            caller.send({"POST", target, json, body.dump()}), 400, "idempotency-key-missing"
        );
        EXPECT_EQ(caller.post(target, body).status, 201);
    }
    const HeaderList xml{{"Content-Type", "application/xml"}};
    expect_problem(
        operator_().send({"POST", "/v1/statements", xml, "<Document/>"}),
        400,
        "idempotency-key-missing"
    );
}

TEST_F(Contract, KeepsAKeyToItsPartyAndRouteAndToWhatWasExecuted) {
    const std::string key = "C-scope";
    HttpRequest broken = keyed_order("C-mended", key);
    broken.body = "{}";
    expect_problem(seller().send(broken), 422, "validation-failed");
    EXPECT_EQ(seller().send(keyed_order("C-mended", key)).status, 201);
    Caller second{port(), keys().second_seller};
    const Answer others = second.send(keyed_order("C-mended", key));
    EXPECT_EQ(others.status, 201) << others.body;
    EXPECT_EQ(others.header("Idempotent-Replayed"), "");
    const Json stock{{"sku", "BAG-01"}, {"warehouse", "DONGHA"}, {"quantity", 1}, {"reason", "x"}};
    const Answer elsewhere = seller().post("/v1/stock/adjustments", stock.dump(), key);
    EXPECT_EQ(elsewhere.status, 201) << elsewhere.body;
    EXPECT_EQ(elsewhere.header("Idempotent-Replayed"), "");
}

TEST_F(Contract, LetsAConcurrentDuplicateReplayTheFirst) {
    const auto place = [] {
        Caller caller{port(), keys().seller};
        return caller.send(keyed_order("C-twice", "C-twice"));
    };
    auto one = std::async(std::launch::async, place);
    const Answer other = place();
    const Answer first = one.get();
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(other.status, 201) << other.body;
    EXPECT_EQ(first.body, other.body);
    EXPECT_NE(first.header("Idempotent-Replayed"), other.header("Idempotent-Replayed"));
}

} // namespace
} // namespace route9::e2e
