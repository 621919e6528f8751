// SPDX-License-Identifier: Apache-2.0
// Announced shipments: counted by scan, stock at once, the difference shown;
// and bins.
#include "floor_under_test.hpp"
#include "gateway/stock/endpoints.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

class Receiving : public testing::Test, public FloorUnderTest {
protected:
    Answer announce(const Json& lines, const Principal& who = by_seller()) {
        return call(at::post_receipt, who, {.body = {{"warehouse", "DONGHA"}, {"lines", lines}}});
    }
    std::string announced(std::int64_t shirts) {
        const Answer answer = announce(Json::array({{{"sku", "SHIRT"}, {"quantity", shirts}}}));
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Answer close_receipt(const std::string& id) {
        return write(at::post_receipt_close, staff(), id);
    }
    Answer make_bin(const std::string& id, const std::string& warehouse = "DONGHA") {
        return write(at::put_bin, staff(), id, Json{{"warehouse", warehouse}});
    }
    /// "SHIRT 3" each.
    std::vector<std::string> inside(const std::string& bin) {
        std::vector<std::string> all;
        const Json json = read(at::get_bin, staff(), bin).json();
        for (const Json& goods : json.at("goods")) {
            all.push_back(goods.at("sku").get<std::string>() + " " + goods.at("pieces").dump());
        }
        return all;
    }
};

TEST_F(Receiving, CountsWhatComesAndShowsTheDifference) {
    const std::string receipt = announced(3);
    EXPECT_EQ(light("receive", "SHIRT", receipt), "green received");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{101, 0})) << "stock at once";
    EXPECT_EQ(light("receive", "MYSTERY", receipt), "red not_announced");
    EXPECT_EQ(light("receive", "SHIRT", truck_.text()), "red unknown_subject");
    const Answer closed = close_receipt(receipt);
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(
        closed.json().at("lines"),
        Json::parse(R"([{"sku": "SHIRT", "announced": 3, "received": 1, "difference": -2}])")
    );
    EXPECT_EQ(close_receipt(receipt).text, closed.text) << "again changes nothing";
    EXPECT_EQ(light("receive", "SHIRT", receipt), "red not_now");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{101, 0}));
    EXPECT_EQ(events("receipt.closed").size(), 1U);
}

TEST_F(Receiving, IsNotEndedByWordsNobodyReads) {
    const std::string receipt = announced(1);
    const auto closed_with = [&](const std::string& body) {
        const auto answered = answer(
            at::post_receipt_close(services()),
            {.principal = staff(), .body = body, .parameters = {{"id", receipt}}}
        );
        return answered ? answered->status : error_info(answered.error().code).http_status;
    };
    EXPECT_EQ(closed_with("x"), 400);
    EXPECT_EQ(closed_with("1"), 422);
    EXPECT_EQ(closed_with(R"({"unknown": 1})"), 422);
    EXPECT_EQ(read(at::get_receipt, staff(), receipt).json().at("state"), "open");
    EXPECT_EQ(closed_with("{}"), 200);
}

TEST_F(Receiving, NamesTheLineWhoseProductIsUnknown) {
    const Answer refused = announce(Json::parse(R"([{"sku": "SHIRT", "quantity": 1},
        {"sku": "NONE", "quantity": 1}, {"sku": "ABSENT", "quantity": 1}])"));
    ASSERT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.json().at("errors").at(0).at("pointer"), "/lines/2/sku") << "by SKU";
    EXPECT_EQ(refused.json().at("errors").at(1).at("pointer"), "/lines/1/sku");
}

TEST_F(Receiving, TakesMoreThanAnnouncedAndSaysSo) {
    const std::string receipt = announced(2);
    EXPECT_EQ(light("receive", "SHIRT", receipt, {{"quantity", 2}}), "green received");
    EXPECT_EQ(light("receive", "SHIRT", receipt), "amber over_received");
    EXPECT_EQ(
        read(at::get_receipt, by_seller(), receipt).json().at("lines")[0].at("difference"), 1
    );
}

TEST_F(Receiving, OfAScanSentTwiceCountsOnce) {
    Json scan = said("dock-1/9", "receive", "SHIRT");
    scan["subject"] = announced(2);
    EXPECT_EQ(light(scan), "green received");
    EXPECT_EQ(scanned(scan).at("duplicate"), true);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{101, 0}));
}

TEST_F(Receiving, IsAnnouncedBySellersForTheirGoods) {
    const Json shirt = Json::array({{{"sku", "SHIRT"}, {"quantity", 1}}});
    EXPECT_EQ(announce(shirt, by_other_seller()).status, 422) << "it has no such product";
    EXPECT_EQ(first_code(announce(Json::array())), "empty");
    const std::string receipt = announced(1);
    EXPECT_EQ(read(at::get_receipt, by_other_seller(), receipt).status, 404);
    const auto listed = [this](const Principal& who) {
        return call(at::get_receipts, who, {.target = "/v1/receipts"}).json().at("items").size();
    };
    EXPECT_EQ(listed(by_seller()), 1U);
    EXPECT_EQ(listed(by_other_seller()), 0U);
}

TEST_F(Receiving, TakesLotsAsTheyAreAnnouncedAndAsTheyCome) {
    const std::string receipt =
        announce(Json::parse(R"([{"sku": "SHIRT", "quantity": 2, "lot": "B"},)"
                             R"({"sku": "SHIRT", "quantity": 3, "lot": "A",)"
                             R"( "expires": "2026-04-01"}])"))
            .json()
            .value("id", "");
    EXPECT_EQ(light("receive", "SHIRT", receipt), "red which_lot");
    EXPECT_EQ(light("receive", "SHIRT", receipt, {{"lot", "A"}}), "green received");
    EXPECT_EQ(
        light("receive", "SHIRT", receipt, {{"lot", "A"}, {"expires", "2026-05-01"}}),
        "red lot_differs"
    );
    EXPECT_EQ(
        light("receive", "SHIRT", receipt, {{"lot", "C"}, {"expires", "2026-03-20"}}),
        "amber other_lot"
    );
    EXPECT_EQ(
        close_receipt(receipt).json().at("lines"),
        Json::parse(
            R"([{"sku": "SHIRT", "lot": "A", "expires": "2026-04-01", "announced": 3,)"
            R"( "received": 1, "difference": -2},)"
            R"({"sku": "SHIRT", "lot": "B", "announced": 2, "received": 0, "difference": -2},)"
            R"({"sku": "SHIRT", "lot": "C", "expires": "2026-03-20", "announced": 0,)"
            R"( "received": 1, "difference": 1}])"
        )
    );
    const Json level =
        call(at::get_stock, staff(), {.target = "/v1/stock?sku=SHIRT"}).json().at("items").at(0);
    EXPECT_EQ(
        level.at("lots"),
        Json::parse(R"([{"lot": "C", "expires": "2026-03-20", "on_hand": 1},)"
                    R"({"lot": "A", "expires": "2026-04-01", "on_hand": 1}])")
    );
}

TEST_F(Receiving, ReadsTheLotOffTheGoods) {
    const std::string gtin = "9520123456788";
    const Answer put = call(
        at::put_product,
        by_seller(),
        {.parameters = {{"sku", gtin}}, .body = Json{{"name", "Tea"}, {"weight_g", 250}}}
    );
    ASSERT_LT(put.status, 300) << put.text;
    const std::string receipt =
        announce(Json::array({{{"sku", gtin}, {"quantity", 2}, {"lot", "A7"}}}))
            .json()
            .value("id", "");
    EXPECT_EQ(light("receive", "(01)0" + gtin + "(17)260401(10)A7", receipt), "green received");
    const Json level =
        call(at::get_stock, staff(), {.target = "/v1/stock?sku=" + gtin}).json().at("items").at(0);
    EXPECT_EQ(
        level.at("lots"), Json::parse(R"([{"lot": "A7", "expires": "2026-04-01", "on_hand": 1}])")
    );
    EXPECT_EQ(light("receive", gtin, receipt), "green received") << "the only lot announced";
    EXPECT_EQ(light("receive", "(01)0" + gtin + "(10)B", receipt), "amber other_lot");
}

TEST_F(Receiving, IsOnlyWhereTheTenantTakesGoodsIn) {
    const Answer named = call(
        at::put_warehouse,
        staff(),
        {.parameters = {{"id", "HATINH"}}, .body = Json{{"name", "Kho"}, {"handling_minutes", 60}}}
    );
    ASSERT_EQ(named.status, 201) << named.text;
    const Answer refused = announce(Json::array({{{"sku", "SHIRT"}, {"quantity", 1}}}));
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(first_code(refused), "unknown");
}

TEST_F(Receiving, PutsGoodsIntoBinsAndPicksFromThem) {
    EXPECT_EQ(make_bin("A-01").status, 201);
    EXPECT_EQ(make_bin("A-01").status, 428) << "it stands";
    EXPECT_EQ(make_bin("B-01", "HATINH").status, 201);
    const std::string receipt = announced(5);
    const Json into_a{{"place", "A-01"}};
    EXPECT_EQ(light("receive", "SHIRT", receipt, into_a), "green received");
    EXPECT_EQ(light("receive", "SHIRT", receipt, {{"place", "B-01"}}), "red unknown_place");
    EXPECT_EQ(light("put", "SHIRT", "shop", {{"place", "A-01"}, {"quantity", 2}}), "green put");
    EXPECT_EQ(light("put", "SHIRT", receipt, into_a), "green put");
    EXPECT_EQ(light("put", "CAP", "shop", into_a), "red unknown_code");
    EXPECT_EQ(light("put", "SHIRT", "shop", {{"place", "C-01"}}), "red unknown_place");
    EXPECT_EQ(light("put", "SHIRT", "shop", {{"place", "A-01"}, {"quantity", 98}}), "red over_put");
    EXPECT_EQ(inside("A-01"), (std::vector<std::string>{"SHIRT 4"}));
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{101, 0}));

    const std::string work = this->work(5).text();
    EXPECT_EQ(light("pick", "SHIRT", work, {{"place", "A-01"}, {"quantity", 3}}), "green picked");
    EXPECT_EQ(inside("A-01"), (std::vector<std::string>{"SHIRT 1"}));
    EXPECT_EQ(
        light("pick", "SHIRT", work, {{"place", "A-01"}, {"quantity", 2}}), "amber bin_differs"
    );
    EXPECT_EQ(inside("A-01"), (std::vector<std::string>{"SHIRT 1"}));
}

} // namespace
} // namespace route9::tests
