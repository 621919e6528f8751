// SPDX-License-Identifier: Apache-2.0
// The shelf behind the trucks: products that change under a precondition, stock that says where it
// is read, orders that are taken back with a word or without.
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

class Goods : public testing::Test, protected ShippingUnderTest {
protected:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    Answer put(const std::string& sku, Headers headers) {
        return call(
            at::put_product,
            by_seller(),
            {.parameters = {{"sku", sku}},
             .body = Json{{"name", "Áo thun"}, {"weight_g", 250}},
             .headers = std::move(headers)}
        );
    }
};

TEST_F(Goods, AreReplacedOnlyByWhoHasReadThem) {
    EXPECT_EQ(put("CAP", {}).status, 201);
    EXPECT_EQ(put("CAP", {}).status, 428);
    EXPECT_EQ(put("CAP", {}).code(), "precondition-required");
    EXPECT_EQ(put("CAP", {{"If-Match", "\"v2\""}}).status, 412);
    const Answer replaced = put("CAP", {{"If-Match", "\"v1\""}});
    EXPECT_EQ(replaced.status, 200);
    EXPECT_EQ(replaced.header("ETag"), "\"v2\"");
    EXPECT_EQ(put("CAP", {{"If-Match", "*"}}).status, 200);
}

TEST_F(Goods, AreReplacedByAnyTagOfAListThatIsTheirs) {
    ASSERT_EQ(put("CAP", {}).status, 201);
    EXPECT_EQ(put("CAP", {{"If-Match", R"("x", "v1")"}}).status, 200);
    EXPECT_EQ(put("CAP", {{"If-Match", R"("x")"}, {"If-Match", R"("v2")"}}).status, 200);
    EXPECT_EQ(put("CAP", {{"If-Match", R"("v1", W/"v3")"}}).status, 412);
    EXPECT_EQ(put("CAP", {{"If-Match", "v3"}}).status, 400);
}

TEST_F(Goods, AreCreatedOnceWhereNothingMayBeReplaced) {
    EXPECT_EQ(put("CAP", {{"If-None-Match", "*"}}).status, 201);
    EXPECT_EQ(put("CAP", {{"If-None-Match", "*"}}).status, 412);
    EXPECT_EQ(put("HAT", {{"If-Match", "\"v1\""}}).status, 412);
    EXPECT_EQ(put("HAT", {{"If-None-Match", "\"v1\""}}).status, 400);
}

TEST_F(Goods, SayWhereTheirLevelIsRead) {
    const Json body{
        {"sku", "SHIRT"}, {"warehouse", "DONGHA"}, {"quantity", 5}, {"reason", "found"}
    };
    const Answer added = call(at::post_stock_adjustment, by_seller(), {.body = body});
    EXPECT_EQ(added.status, 201);
    EXPECT_EQ(added.header("Location"), "/v1/stock?seller=shop&sku=SHIRT");
    EXPECT_NE(added.header("ETag"), "");
    const Json page = call(at::get_stock, by_seller(), {.target = added.header("Location")}).json();
    ASSERT_EQ(page.at("items").size(), 1U);
    EXPECT_EQ(page.at("items").at(0).at("sku"), "SHIRT");
    EXPECT_EQ(page.at("items").at(0).at("on_hand"), 105);
    const Json all = call(at::get_stock, staff(), {.target = "/v1/stock"}).json();
    EXPECT_EQ(all.at("items").size(), 2U);
    const Json one = call(at::get_stock, staff(), {.target = "/v1/stock?sku=MYSTERY"}).json();
    EXPECT_EQ(one.at("items").size(), 1U);
}

TEST_F(Goods, AreTakenBackWithAWordOrWithout) {
    const PlacedOrder silent = place({});
    const Answer cancelled = write(at::post_order_cancel, by_seller(), silent.order.text());
    EXPECT_EQ(cancelled.json().at("reasons"), (Json::array({{{"code", "CANCELLED"}}})));
    const PlacedOrder spoken = place({.external_id = "A2"});
    const Json body{{"reason", "khách đổi ý"}};
    EXPECT_EQ(
        write(at::post_order_cancel, by_seller(), spoken.order.text(), body).json().at("reasons"),
        (Json::array({{{"code", "CANCELLED"}, {"note", "khách đổi ý"}}}))
    );
    for (const std::string& event : events("order.cancelled")) {
        EXPECT_EQ(event.find("khách"), std::string::npos) << event;
    }
}

} // namespace
} // namespace route9::tests
