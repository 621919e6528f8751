// SPDX-License-Identifier: Apache-2.0
// Counts of what lies on the shelves, and the list of everything that changed it.
#include "fulfillment/stock_count.hpp"
#include "stock_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class Counts : public testing::Test, public StockUnderTest {
protected:
    Answer count(const Json& lines, const std::string& warehouse = "DONGHA") {
        return call(
            at::post_stock_count,
            by_seller(),
            {.body = {{"warehouse", warehouse}, {"lines", lines}}}
        );
    }
    Json counted(std::int64_t cups) {
        const Answer answer = count(Json::array({{{"sku", "CUP"}, {"counted", cups}}}));
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().at("lines").at(0);
    }
    /// "-3 CUP DONGHA count", newest first.
    Texts adjustments(const Principal& who, const std::string& query) {
        Texts all;
        const Answer page =
            call(at::get_stock_adjustments, who, {.target = "/v1/stock/adjustments?" + query});
        for (const Json& each : page.json().at("items")) {
            all.push_back(
                each.at("quantity").dump() + " " + each.at("sku").get<std::string>() + " " +
                each.at("warehouse").get<std::string>() + " " + each.at("reason").get<std::string>()
            );
        }
        return all;
    }
};

TEST(DecideCount, LeavesALevelThatIsPromisedForMore) {
    using fulfillment::CountResult;
    const fulfillment::StockLevel level{
        .seller = {}, .sku = {}, .warehouse = "DONGHA", .on_hand = 10, .reserved = 7, .blocked = 2
    };
    EXPECT_EQ(fulfillment::decide_count(level, 10), CountResult::equal);
    EXPECT_EQ(fulfillment::decide_count(level, 11), CountResult::adjusted);
    EXPECT_EQ(fulfillment::decide_count(level, 9), CountResult::adjusted);
    EXPECT_EQ(fulfillment::decide_count(level, 8), CountResult::below_reserved);
}

TEST_F(Counts, MakeTheLevelWhatWasFound) {
    adjust(10);
    EXPECT_EQ(
        counted(10),
        Json::parse(R"({"seller":"shop","sku":"CUP","before":10,"counted":10,"difference":0,)"
                    R"("result":"equal"})")
    );
    pass(Minutes{1});
    EXPECT_EQ(
        counted(7),
        Json::parse(R"({"seller":"shop","sku":"CUP","before":10,"counted":7,"difference":-3,)"
                    R"("result":"adjusted"})")
    );
    EXPECT_EQ(levels(), Texts{"DONGHA 7/0"});
    pass(Minutes{1});
    EXPECT_EQ(counted(12).at("difference"), 5);
    EXPECT_EQ(levels(), Texts{"DONGHA 12/0"});
    EXPECT_EQ(
        adjustments(by_seller(), "sku=CUP"),
        (Texts{"5 CUP DONGHA count", "-3 CUP DONGHA count", "10 CUP DONGHA receipt"})
    );
}

TEST_F(Counts, BelowWhatIsPromisedChangeNothingAndNameWhoHoldsIt) {
    adjust(10);
    const Json order = order_of_cups("A", {6});
    const std::string hold = reserved_cups(3);
    ASSERT_EQ(levels(), Texts{"DONGHA 10/9"});
    const Json line = counted(8);
    EXPECT_EQ(line.at("result"), "below_reserved");
    EXPECT_EQ(line.at("before"), 10);
    EXPECT_EQ(line.at("difference"), -2);
    EXPECT_EQ(line.at("held_by"), Json::array({order.at("id"), hold}));
    EXPECT_EQ(levels(), Texts{"DONGHA 10/9"});
    EXPECT_EQ(counted(9).at("result"), "adjusted");
    EXPECT_EQ(levels(), Texts{"DONGHA 9/9"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Counts, NameThePackedGoodsToo) {
    adjust(5);
    open_departure();
    const Json order = order_of_cups("A", {4});
    pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value(), 1'000);
    EXPECT_EQ(counted(3).at("held_by"), Json::array({order.at("id")}));
}

TEST_F(Counts, NameTheGoodsOfAParcelThatWaitsForAPersonToo) {
    adjust(5);
    const DepartureId truck = open_departure();
    const Json order = order_of_cups("A", {4});
    const std::string parcel =
        pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value(), 1'000);
    close(truck);
    pass(Minutes{10});
    const Json off{{"parcels", {parcel}}, {"reason", "short"}};
    ASSERT_EQ(write(at::post_departure_unload, staff(), truck.text(), off).status, 200);
    ASSERT_EQ(levels(), Texts{"DONGHA 5/4"});
    EXPECT_EQ(counted(3).at("held_by"), Json::array({order.at("id")}));
}

TEST_F(Counts, ThatFindMoreGiveItToTheOldestOrder) {
    adjust(1);
    const Json waiting = order_of_cups("A", {2});
    ASSERT_EQ(waiting.at("status"), "backordered");
    counted(2);
    follow();
    EXPECT_EQ(page(waiting).at("status"), "routed");
}

TEST_F(Counts, OfWhatIsNotKnownAreRefused) {
    const auto refusal = [this](const Json& lines, const std::string& warehouse = "DONGHA") {
        const Answer answer = count(lines, warehouse);
        EXPECT_EQ(answer.status, 422) << answer.text;
        const Json error = answer.json().at("errors").at(0);
        return error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>();
    };
    const Json cups{{"sku", "CUP"}, {"counted", 1}};
    EXPECT_EQ(refusal(Json::array({cups}), "NOWHERE"), "/warehouse unknown");
    EXPECT_EQ(refusal(Json::array()), "/lines empty");
    EXPECT_EQ(refusal(Json::array({cups, cups})), "/lines/1/sku repeated");
    EXPECT_EQ(
        refusal(Json::array({cups, {{"sku", "NOTHING"}, {"counted", 1}}})), "/lines/1/sku unknown"
    );
    EXPECT_EQ(
        refusal(Json::array({{{"sku", "CUP"}, {"counted", 1}, {"seller", "annam"}}})),
        "/lines/0/seller not_yours"
    );
    EXPECT_EQ(levels(), Texts{});
}

TEST_F(Counts, ListWhatChangedBySkuWarehouseAndSeller) {
    adjust(3, "DONGHA");
    pass(Minutes{1});
    adjust(4, "HATINH");
    pass(Minutes{1});
    commit(reserved_cups(2));
    EXPECT_EQ(
        adjustments(staff(), "sku=CUP"),
        (Texts{"-2 CUP DONGHA sold_elsewhere", "4 CUP HATINH receipt", "3 CUP DONGHA receipt"})
    );
    EXPECT_EQ(adjustments(staff(), "warehouse=HATINH"), Texts{"4 CUP HATINH receipt"});
    EXPECT_EQ(adjustments(by_seller(), "sku=CUP&limit=1").size(), 1U);
    EXPECT_EQ(adjustments(by_other_seller(), "sku=CUP"), Texts{});
    const Json first = call(
                           at::get_stock_adjustments,
                           by_seller(),
                           {.target = "/v1/stock/adjustments?sku=CUP&limit=2"}
    )
                           .json();
    const std::string next = first.at("next").get<std::string>();
    EXPECT_EQ(
        adjustments(by_seller(), "sku=CUP&limit=2&cursor=" + next), Texts{"3 CUP DONGHA receipt"}
    );
}

} // namespace
} // namespace route9::tests
