// SPDX-License-Identifier: Apache-2.0
// Pieces kept for somebody for a while: all or nothing, until they leave, are released, or the time
// is over.
#include "fulfillment/stock_hold.hpp"
#include "stock_under_test.hpp"
#include "stopping_store.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class Reservations : public testing::Test, public StockUnderTest {
protected:
    std::string state(const std::string& id) {
        return read(at::get_stock_reservation, by_seller(), id).json().at("state");
    }
    std::size_t adjustments() {
        static constexpr Statement kCount{
            "test.adjustments",
            "SELECT COUNT(*) FROM stock_adjustment WHERE sku = 'CUP' AND reason = 'sold_elsewhere'"
        };
        return static_cast<std::size_t>(*store().read([](Tx& tx) -> Result<std::int64_t> {
            Rows rows = tx.query(kCount);
            rows.next();
            return rows.row().get<std::int64_t>(0);
        }));
    }
};

TEST_F(Reservations, KeepPiecesUntilTheyLeave) {
    adjust(10);
    const std::string id = reserved_cups(4);
    EXPECT_EQ(levels(), Texts{"DONGHA 10/4"});
    EXPECT_EQ(adjust(-7).code(), "insufficient-stock");
    const Json committed = commit(id).json();
    EXPECT_EQ(committed.at("state"), "committed");
    EXPECT_EQ(committed.at("ended_at"), "2026-03-10T01:00:00Z");
    EXPECT_EQ(levels(), Texts{"DONGHA 6/0"});
    EXPECT_EQ(commit(id).json(), committed) << "again is harmless";
    EXPECT_EQ(levels(), Texts{"DONGHA 6/0"});
    EXPECT_EQ(adjustments(), 1U);
    EXPECT_EQ(release(id).code(), "state-forbids");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Reservations, TakeAllLinesOrNone) {
    adjust(2, "DONGHA");
    adjust(1, "HATINH");
    const Answer refused = reserve(Json::array({cups(2, "DONGHA"), cups(2, "HATINH")}));
    EXPECT_EQ(refused.status, 409);
    ASSERT_EQ(refused.json().at("errors").size(), 1U);
    EXPECT_EQ(refused.json().at("errors").at(0).at("message"), "only 1 of CUP are free in HATINH");
    EXPECT_EQ(levels(), (Texts{"DONGHA 2/0", "HATINH 1/0"}));
    EXPECT_EQ(reserve(Json::array({cups(2, "DONGHA"), cups(1, "HATINH")})).status, 201);
    EXPECT_EQ(levels(), (Texts{"DONGHA 2/2", "HATINH 1/1"}));
}

TEST_F(Reservations, WhoseTimeIsOverGiveTheirPiecesToTheOldestOrder) {
    adjust(3);
    const std::string id = reserved_cups(3);
    const Json waiting = order_of_cups("A", {2});
    ASSERT_EQ(waiting.at("status"), "backordered");
    pass(Minutes{15});
    EXPECT_EQ(commit(id).code(), "state-forbids") << "at its last moment it is over";
    EXPECT_EQ(expire(), 1);
    EXPECT_EQ(expire(), 0);
    EXPECT_EQ(state(id), "expired");
    follow();
    EXPECT_EQ(page(waiting).at("status"), "routed");
    EXPECT_EQ(levels(), Texts{"DONGHA 3/2"});
    EXPECT_EQ(release(id).json().at("state"), "expired") << "there is nothing to release";
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Reservations, AReleasedOneGivesItsPiecesToTheOldestOrder) {
    adjust(3);
    const std::string id = reserved_cups(3);
    const Json waiting = order_of_cups("A", {2});
    release(id);
    follow();
    EXPECT_EQ(page(waiting).at("status"), "routed");
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Reservations, ThatAreDueAreNoneForTheNextOfTheirSeller) {
    adjust(3);
    reserved_cups(3);
    pass(Minutes{15});
    const Answer next = reserve(Json::array({cups(3)}), "2026-03-10T09:00:00+07:00");
    EXPECT_EQ(next.status, 201) << "nobody had to look first: " << next.text;
    EXPECT_EQ(levels(), Texts{"DONGHA 3/3"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Reservations, EndWithinADay) {
    adjust(3);
    EXPECT_EQ(reserve(Json::array({cups(1)}), "2026-03-10T08:00:00+07:00").status, 422) << "now";
    EXPECT_EQ(reserve(Json::array({cups(1)}), "2026-03-11T08:00:00+07:00").status, 201);
    EXPECT_EQ(reserve(Json::array({cups(1)}), "2026-03-11T08:00:01+07:00").status, 422);
    EXPECT_EQ(reserve(Json::array()).status, 422);
    EXPECT_EQ(reserve(Json::array({cups(0)})).status, 422);
}

TEST_F(Reservations, NameWarehousesThatExist) {
    adjust(3);
    Json nowhere = cups(1);
    nowhere["warehouse"] = "NOWHERE";
    const Answer refused = reserve(Json::array({nowhere}));
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(
        refused.json().at("errors").at(0).at("message"),
        "there is no warehouse NOWHERE; GET /v1/warehouses lists them"
    );
}

TEST_F(Reservations, OfASellerAreNoneToAnother) {
    adjust(3);
    const std::string id = reserved_cups(1);
    EXPECT_EQ(read(at::get_stock_reservation, by_other_seller(), id).status, 404);
    EXPECT_EQ(write(at::post_stock_reservation_release, by_other_seller(), id).status, 404);
    EXPECT_EQ(write(at::post_stock_reservation_commit, by_other_seller(), id).status, 404);
    const auto count = [this](const Principal& who, const std::string& query) {
        const Answer answer =
            call(at::get_stock_reservations, who, {.target = "/v1/stock/reservations?" + query});
        return answer.json().at("items").size();
    };
    EXPECT_EQ(count(by_other_seller(), ""), 0U);
    EXPECT_EQ(count(by_seller(), ""), 1U);
    EXPECT_EQ(count(staff(), "state=active"), 1U);
    EXPECT_EQ(count(staff(), "state=expired"), 0U);
    EXPECT_EQ(state(id), "active");
}

TEST_F(Reservations, AllThatAreDueEndHoweverOftenTheProcessIsCutOff) {
    adjust(40);
    for (int i = 0; i < 40; ++i) {
        reserved_cups(1);
    }
    pass(Minutes{20});
    StoppingStore cut{store(), 1};
    gateway::Services cut_services = services_over(cut);
    EXPECT_FALSE(run([&] { return gateway::expire_holds(cut_services); }));
    EXPECT_EQ(levels(), Texts{"DONGHA 40/24"}) << "16 a unit";
    EXPECT_EQ(differences(), Texts{});
    EXPECT_EQ(expire(), 24);
    EXPECT_EQ(levels(), Texts{"DONGHA 40/0"});
    EXPECT_EQ(differences(), Texts{});
}

TEST_F(Reservations, AreForgottenAfterFiveWeeks) {
    adjust(3);
    const std::string ended = reserved_cups(1);
    release(ended);
    const std::string standing = reserved_cups(1);
    const auto forget = [this] {
        return *store().write([this](Tx& tx) -> Result<std::int64_t> {
            return fulfillment::holds::forget_old(tx, now(), 100);
        });
    };
    pass(Minutes{35 * 24 * 60});
    EXPECT_EQ(forget(), 0);
    pass(Minutes{1});
    EXPECT_EQ(forget(), 1);
    EXPECT_EQ(read(at::get_stock_reservation, by_seller(), ended).status, 404);
    EXPECT_EQ(state(standing), "active");
}

} // namespace
} // namespace route9::tests
