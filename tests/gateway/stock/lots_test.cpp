// SPDX-License-Identifier: Apache-2.0
// Lots of cups and shirts: what expires first leaves first, what is past its day is not sold, and
// the books of lots and levels agree. Days are Viet Nam's; it is 2026-03-10, 08:00.
#include "fulfillment/stock_hold.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/stock/expire_lots.hpp"
#include "stock_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

class Lots : public testing::Test, public StockUnderTest {
protected:
    Answer change(std::int64_t pieces, const std::string& lot, Json more = Json::object()) {
        Json body{
            {"sku", "CUP"}, {"warehouse", "DONGHA"}, {"quantity", pieces}, {"reason", "receipt"}
        };
        if (!lot.empty()) {
            body["lot"] = lot;
        }
        body.update(more);
        return call(at::post_stock_adjustment, by_seller(), {.body = body});
    }
    Answer
    add(std::int64_t pieces,
        const std::string& lot,
        const std::string& expires = "",
        const std::string& sku = "CUP") {
        Json more{{"sku", sku}};
        if (!expires.empty()) {
            more["expires"] = expires;
        }
        return change(pieces, lot, more);
    }
    static Json level_in(const Json& page) { return page.at("items").at(0); }
    Json level(const std::string& sku = "CUP") {
        return level_in(call(at::get_stock, staff(), {.target = "/v1/stock?sku=" + sku}).json());
    }
    /// "10 on hand, 2 blocked, 8 free: B3 A2(1)"; blocked ones in brackets.
    std::string shelf(const std::string& sku = "CUP") {
        const Json json = level(sku);
        std::string text = json.at("on_hand").dump() + " on hand, " +
                           std::to_string(json.value("blocked", 0)) + " blocked, " +
                           json.at("available").dump() + " free:";
        for (const Json& lot : json.value("lots", Json::array())) {
            text += " " + lot.at("lot").get<std::string>() + lot.at("on_hand").dump();
            if (lot.contains("blocked")) {
                text += "(" + lot.at("blocked").dump() + ")";
            }
        }
        return text;
    }
    int turn_day() {
        return run([this] { return gateway::expire_lots(services()); }).value();
    }
    Json counted(std::int64_t cups, const std::string& lot, int status = 201) {
        const Json line{{"sku", "CUP"}, {"counted", cups}, {"lot", lot}};
        const Answer answer = call(
            at::post_stock_count,
            by_seller(),
            {.body = {{"warehouse", "DONGHA"}, {"lines", Json::array({line})}}}
        );
        EXPECT_EQ(answer.status, status) << answer.text;
        return status == 201 ? answer.json().at("lines").at(0) : answer.json();
    }
};

TEST_F(Lots, AreShownWithTheirLevel) {
    adjust(5);
    pass(Minutes{1});
    add(2, "A", "2026-04-01");
    pass(Minutes{1});
    const Answer answer = add(3, "B", "2026-03-20");
    EXPECT_EQ(answer.status, 201) << answer.text;
    EXPECT_EQ(
        level(),
        Json::parse(R"({"seller":"shop","sku":"CUP","warehouse":"DONGHA","on_hand":10,)"
                    R"("reserved":0,"available":10,"lots":[)"
                    R"({"lot":"B","expires":"2026-03-20","on_hand":3},)"
                    R"({"lot":"A","expires":"2026-04-01","on_hand":2}]})")
    );
    EXPECT_EQ(answer.json(), level()) << "the answer to an adjustment shows them too";
    const Json rows =
        call(at::get_stock_adjustments, by_seller(), {.target = "/v1/stock/adjustments?sku=CUP"})
            .json();
    EXPECT_EQ(rows.at("items").at(0).at("lot"), "B");
    EXPECT_FALSE(rows.at("items").at(2).contains("lot"));
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, OfACountAreRefusedByTheirLine) {
    add(2, "A", "2026-04-01");
    const Json lines = Json::parse(R"([{"sku": "CUP", "counted": 1, "lot": "B"},
        {"sku": "CUP", "counted": 3, "lot": "A", "expires": "2026-04-02"}])");
    const Json body{{"warehouse", "DONGHA"}, {"lines", lines}};
    const Json told = call(at::post_stock_count, by_seller(), {.body = body}).json();
    EXPECT_EQ(told.at("errors").at(0).at("pointer"), "/lines/1/expires") << told.dump();
}

TEST_F(Lots, RefuseWhatDoesNotFit) {
    add(2, "A", "2026-04-01");
    EXPECT_EQ(add(1, "A", "2026-04-02").json().at("errors").at(0).at("code"), "lot_differs");
    EXPECT_EQ(change(-3, "A").code(), "insufficient-stock");
    EXPECT_EQ(change(-1, "B").code(), "insufficient-stock");
    EXPECT_EQ(add(1, "", "2026-04-02").status, 422) << "a day of no lot";
    EXPECT_EQ(add(1, "C", "2026-02-30").status, 422);
    EXPECT_EQ(shelf(), "2 on hand, 0 blocked, 2 free: A2");
    EXPECT_EQ(change(1, "A").status, 201) << "the day is known";
    EXPECT_EQ(change(-3, "A").status, 201);
    EXPECT_EQ(add(1, "A", "2026-04-02").status, 201) << "nothing lay there";
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, ThatExpireFirstShipFirstAndComeBackFromATruck) {
    add(2, "A", "2026-04-01", "SHIRT");
    add(3, "B", "2026-03-20", "SHIRT");
    EXPECT_EQ(shelf("SHIRT"), "105 on hand, 0 blocked, 105 free: B3 A2");
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.parcels = {4}, .departure = truck});
    const std::string parcel = pack(placed.fulfillments[0], 1000);
    EXPECT_EQ(shelf("SHIRT"), "105 on hand, 0 blocked, 101 free: B3 A2") << "they have not left";
    close(truck);
    EXPECT_EQ(shelf("SHIRT"), "101 on hand, 0 blocked, 101 free: A1");
    EXPECT_EQ(differences(), Texts{});
    const Answer off = write(
        at::post_departure_unload,
        staff(),
        truck.text(),
        Json{{"parcels", {parcel}}, {"reason", "short"}}
    );
    EXPECT_EQ(off.status, 200) << off.text;
    EXPECT_EQ(shelf("SHIRT"), "105 on hand, 0 blocked, 101 free: B3 A2");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, ThatExpireFirstAreTakenAndSoldElsewhereFirst) {
    adjust(5);
    add(2, "A", "2026-04-01");
    add(3, "B", "2026-03-20");
    EXPECT_EQ(adjust(-1).status, 201);
    EXPECT_EQ(shelf(), "9 on hand, 0 blocked, 9 free: B2 A2");
    commit(reserved_cups(3));
    EXPECT_EQ(shelf(), "6 on hand, 0 blocked, 6 free: A1");
    EXPECT_EQ(adjust(-7).code(), "insufficient-stock");
    EXPECT_EQ(shelf(), "6 on hand, 0 blocked, 6 free: A1");
    EXPECT_EQ(adjust(-6).status, 201);
    EXPECT_EQ(shelf(), "0 on hand, 0 blocked, 0 free:");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, PastTheirDayAreBlockedAndTold) {
    adjust(5);
    add(3, "B", "2026-03-10");
    add(2, "A", "2026-04-01");
    pass(Minutes{15 * 60 + 59}); // 23:59
    EXPECT_EQ(turn_day(), 0) << "good on its last day";
    pass(Minutes{1});
    EXPECT_EQ(turn_day(), 1);
    EXPECT_EQ(shelf(), "10 on hand, 3 blocked, 7 free: B3(3) A2");
    EXPECT_EQ(
        news("stock.expired"),
        std::vector<Json>{
            Json::parse(R"({"sku":"CUP","seller":"shop","warehouse":"DONGHA","lot":"B",)"
                        R"("expires":"2026-03-10","pieces":3,"blocked":3,"promised":0})")
        }
    );
    EXPECT_EQ(turn_day(), 0) << "once";
    const std::string noon = "2026-03-11T12:00:00+07:00";
    EXPECT_EQ(reserve(Json::array({cups(8)}), noon).code(), "insufficient-stock");
    EXPECT_EQ(add(1, "B").status, 201);
    EXPECT_EQ(shelf(), "11 on hand, 4 blocked, 7 free: B4(4) A2") << "what comes late is blocked";
    EXPECT_EQ(change(-4, "B", {{"reason", "damage"}}).status, 201);
    EXPECT_EQ(shelf(), "7 on hand, 0 blocked, 7 free: A2");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, PromisedBeforeTheirDayAreBlockedWhenTheyAreFree) {
    add(3, "B", "2026-03-10");
    adjust(1);
    pass(Minutes{14 * 60});
    const std::string hold =
        reserve(Json::array({cups(3)}), "2026-03-11T08:00:00+07:00").json().value("id", "");
    pass(Minutes{120});
    EXPECT_EQ(turn_day(), 1);
    EXPECT_EQ(shelf(), "4 on hand, 1 blocked, 0 free: B3(1)");
    EXPECT_EQ(news("stock.expired").back().at("promised"), 2);
    EXPECT_EQ(turn_day(), 0) << "the others are promised, and it is told";
    release(hold);
    EXPECT_EQ(turn_day(), 1);
    EXPECT_EQ(shelf(), "4 on hand, 3 blocked, 1 free: B3(3)");
    EXPECT_EQ(news("stock.expired").back().at("promised"), 0);
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, AreCountedAlone) {
    adjust(5);
    add(4, "A", "2026-04-01");
    const Json fewer = counted(3, "A");
    EXPECT_EQ(fewer.at("before"), 4);
    EXPECT_EQ(fewer.at("result"), "adjusted");
    EXPECT_EQ(fewer.at("lot"), "A");
    EXPECT_EQ(shelf(), "8 on hand, 0 blocked, 8 free: A3");
    EXPECT_EQ(counted(2, "N").at("before"), 0) << "found";
    EXPECT_EQ(shelf(), "10 on hand, 0 blocked, 10 free: A3 N2");
    reserved_cups(9);
    EXPECT_EQ(counted(1, "A").at("result"), "below_reserved");
    EXPECT_EQ(counted(2, "A").at("result"), "adjusted");
    EXPECT_EQ(counted(2, "A").at("result"), "equal");
    EXPECT_EQ(shelf(), "9 on hand, 0 blocked, 0 free: A2 N2");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Lots, WithoutPiecesAreForgotten) {
    add(1, "A", "2026-04-01");
    change(-1, "A");
    add(1, "B");
    const auto forgotten = store().write([](Tx& tx) -> Result<std::int64_t> {
        return fulfillment::lots::forget_empty(tx, 10);
    });
    EXPECT_EQ(forgotten.value(), 1);
    EXPECT_EQ(shelf(), "1 on hand, 0 blocked, 1 free: B1");
}

TEST_F(Lots, OfManyBuyersAtOnceLoseNoPiece) {
    add(4, "A", "2026-04-01");
    add(3, "B", "2026-03-20");
    adjust(3);
    std::vector<std::future<bool>> buyers;
    for (int i = 0; i < 24; ++i) {
        fulfillment::StockHold hold{
            .tenant = qt,
            .id = fulfillment::HoldId{make_id_bytes(now(), services().entropy)},
            .seller = seller(),
            .purpose = "",
            .created_at = now(),
            .expires_at = now() + Minutes{5},
            .lines = {{Sku{"CUP"}, "DONGHA", 1}},
        };
        const IdBytes id = make_id_bytes(now(), services().entropy);
        buyers.push_back(std::async(std::launch::async, [this, hold, id] {
            const auto bought = store().write([&](Tx& tx) -> Result<int> {
                if (auto opened = fulfillment::holds::open(tx, hold); !opened) {
                    return Failure{std::move(opened).error()};
                }
                auto gone = fulfillment::holds::commit(tx, hold, now(), std::span{&id, 1});
                return gone ? Result<int>{1} : Failure{std::move(gone).error()};
            });
            return bought.has_value();
        }));
    }
    std::int64_t bought = 0;
    for (auto& buyer : buyers) {
        bought += buyer.get() ? 1 : 0;
    }
    EXPECT_EQ(bought, 10);
    EXPECT_EQ(shelf(), "0 on hand, 0 blocked, 0 free:");
    EXPECT_EQ(differences(), Texts{});
}

} // namespace
} // namespace route9::tests
