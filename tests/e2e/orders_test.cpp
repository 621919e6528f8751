// SPDX-License-Identifier: Apache-2.0
// The way of an order as its seller meets it: placed, routed with a reason, repeated, mended,
// cancelled.
#include "shared_server.hpp"

namespace route9::e2e {
namespace {

class Orders : public SharedServer {
protected:
    std::int64_t reserved(const std::string& sku) {
        const Answer stock = seller().get("/v1/stock");
        for (const Json& level : stock.json.at("items")) {
            if (level.at("sku") == sku && level.at("warehouse") == "DONGHA") {
                return level.at("reserved").get<std::int64_t>();
            }
        }
        return -1;
    }

    /// Pakse is in Champasak, not in Savannakhet.
    static Json with_contradicting_district(const std::string& external_id) {
        Json order = order_of(external_id);
        order["recipient"]["district"] = "ປາກເຊ";
        return order;
    }
};

TEST_F(Orders, AreRoutedWithAnExplanation) {
    const Answer placed = seller().post("/v1/orders", order_of("J-1"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_EQ(placed.json.at("status"), "routed") << placed.body;
    EXPECT_EQ(placed.header("ETag"), "\"v1\"");
    const std::string location = placed.header("Location");
    EXPECT_EQ(location, "/v1/orders/" + placed.json.at("id").get<std::string>());

    const Answer page = seller().get(location, {{"Accept-Language", "en"}});
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(page.json.at("recipient").at("name"), "ນາງ ຕົວຢ່າງ");
    EXPECT_EQ(page.json.at("destination").at("province"), "LA-SV");
    ASSERT_EQ(page.json.at("fulfillments").size(), 1U);
    const Json& work = page.json.at("fulfillments").at(0);
    EXPECT_EQ(work.at("warehouse"), "DONGHA");
    EXPECT_EQ(work.at("gate"), "LAOBAO");
    EXPECT_EQ(work.at("carrier"), "lao-express");
    EXPECT_EQ(work.at("weight_g"), 800);
    ASSERT_FALSE(work.at("explanation").empty());
    for (const Json& sentence : work.at("explanation")) {
        EXPECT_FALSE(sentence.get<std::string>().empty());
    }
    EXPECT_TRUE(work.at("assessment").contains("export")) << work.at("assessment");
    EXPECT_TRUE(work.at("assessment").contains("import")) << work.at("assessment");
}

TEST_F(Orders, AnswerARepeatedKeyWithTheFirstAnswer) {
    const std::string body = order_of("J-2").dump();
    const Answer first = seller().post("/v1/orders", body, "the-key-of-J-2");
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(first.header("Idempotent-Replayed"), "");
    const Answer again = seller().post("/v1/orders", body, "\"the-key-of-J-2\"");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Location"), first.header("Location"));
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(orders_with("J-2").size(), 1U);
}

TEST_F(Orders, RefuseAKeyThatCameWithAnotherBody) {
    ASSERT_EQ(seller().post("/v1/orders", order_of("J-3").dump(), "key-of-J-3").status, 201);
    const Answer other = seller().post("/v1/orders", order_of("J-3b").dump(), "key-of-J-3");
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.json.at("code"), "idempotency-key-reused");
    EXPECT_TRUE(orders_with("J-3b").empty());
}

TEST_F(Orders, NeedAnIdempotencyKey) {
    const Answer answer = seller().send(
        {.method = "POST",
         .target = "/v1/orders",
         .headers = {{"Content-Type", "application/json"}},
         .body = order_of("J-4").dump()}
    );
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.json.at("code"), "idempotency-key-missing");
    EXPECT_TRUE(orders_with("J-4").empty());
}

TEST_F(Orders, NameTheOrderThatHasTheExternalIdAlready) {
    const Answer first = seller().post("/v1/orders", order_of("J-5"));
    ASSERT_EQ(first.status, 201) << first.body;
    const Answer second = seller().post("/v1/orders", order_of("J-5"));
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(second.json.at("code"), "already-exists");
    EXPECT_EQ(second.json.at("reference"), first.json.at("id"));
    EXPECT_EQ(orders_with("J-5").size(), 1U);
}

TEST_F(Orders, AreHeldForADistrictOfAnotherProvinceAndMended) {
    const Answer placed = seller().post("/v1/orders", with_contradicting_district("J-6"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_EQ(placed.json.at("status"), "held");
    EXPECT_EQ(placed.json.at("reasons").at(0).at("pointer"), "/recipient/district");
    const std::string target = placed.header("Location");
    const Answer mended = seller().patch(
        target,
        {{"recipient", {{"district", "ໄກສອນ ພົມວິຫານ"}}}},
        {{"If-Match", placed.header("ETag")}}
    );
    ASSERT_EQ(mended.status, 200) << mended.body;
    EXPECT_EQ(mended.json.at("status"), "routed") << mended.body;
    EXPECT_NE(mended.header("ETag"), placed.header("ETag"));
}

TEST_F(Orders, ChangeOnlyForWhoHasSeenTheirPresentState) {
    const Answer placed = seller().post("/v1/orders", with_contradicting_district("J-7"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    const std::string target = placed.header("Location");
    const Json change{{"note", "leave it at the temple"}};
    EXPECT_EQ(seller().patch(target, change).status, 428);
    EXPECT_EQ(seller().patch(target, change, {{"If-Match", "\"v9\""}}).status, 412);
    EXPECT_EQ(seller().patch(target, change, {{"If-Match", placed.header("ETag")}}).status, 200);
    EXPECT_EQ(seller().patch(target, change, {{"If-Match", placed.header("ETag")}}).status, 412);
}

TEST_F(Orders, GiveTheirStockBackWhenTheyAreCancelled) {
    const std::int64_t before = reserved("TS-BLK-M");
    const Answer placed = seller().post("/v1/orders", order_of("J-8"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_EQ(reserved("TS-BLK-M"), before + 2);
    const std::string cancel = placed.header("Location") + "/cancel";
    const Answer cancelled = seller().post(cancel, {{"reason", "the buyer changed her mind"}});
    ASSERT_EQ(cancelled.status, 200) << cancelled.body;
    EXPECT_EQ(cancelled.json.at("status"), "cancelled");
    EXPECT_EQ(reserved("TS-BLK-M"), before);
    EXPECT_EQ(seller().post(cancel, Json::object()).status, 200);
    EXPECT_EQ(reserved("TS-BLK-M"), before);
}

TEST_F(Orders, WaitWithoutStock) {
    Json order = order_of("J-9");
    order["items"][0]["quantity"] = 900'000;
    const Answer placed = seller().post("/v1/orders", order);
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_EQ(placed.json.at("status"), "backordered");
    EXPECT_FALSE(placed.json.at("reasons").empty());
}

TEST_F(Orders, AreNotModifiedForWhoHasTheirTag) {
    const Answer placed = seller().post("/v1/orders", order_of("J-10"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    const std::string target = placed.header("Location");
    const Answer page = seller().get(target);
    EXPECT_EQ(placed.header("ETag"), "\"v1\"");
    EXPECT_EQ(page.header("ETag"), "\"v1-en\"");
    const Answer same = seller().get(target, {{"If-None-Match", page.header("ETag")}});
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
}

TEST_F(Orders, AreReadAfreshInAnotherLanguage) {
    const Answer placed = seller().post("/v1/orders", with_contradicting_district("J-12"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    const std::string target = placed.header("Location");
    const std::string english = seller().get(target).header("ETag");
    const Answer lao =
        seller().get(target, {{"Accept-Language", "lo"}, {"If-None-Match", english}});
    EXPECT_EQ(lao.status, 200);
    EXPECT_EQ(lao.header("ETag"), "\"v1-lo\"");
    EXPECT_EQ(lao.header("Vary"), "Accept-Language, Accept-Encoding");
    const Json change{{"note", "leave it at the temple"}};
    EXPECT_EQ(seller().patch(target, change, {{"If-Match", "\"v1-lo\""}}).status, 200);
    EXPECT_EQ(seller().patch(target, change, {{"If-Match", english}}).status, 412);
}

TEST_F(Orders, AreListedPageByPageNewestFirst) {
    for (const char* id : {"J-11a", "J-11b", "J-11c"}) {
        ASSERT_EQ(seller().post("/v1/orders", order_of(id)).status, 201);
    }
    const Answer first = seller().get("/v1/orders?limit=2");
    ASSERT_EQ(first.json.at("items").size(), 2U);
    EXPECT_EQ(first.json.at("items").at(0).at("external_id"), "J-11c");
    EXPECT_EQ(first.json.at("items").at(1).at("external_id"), "J-11b");
    const std::string cursor = first.json.at("next").get<std::string>();
    const Answer second = seller().get("/v1/orders?limit=1&cursor=" + cursor);
    ASSERT_EQ(second.json.at("items").size(), 1U);
    EXPECT_EQ(second.json.at("items").at(0).at("external_id"), "J-11a");
}

} // namespace
} // namespace route9::e2e
