// SPDX-License-Identifier: Apache-2.0
// Picking by the door for people: pieces counted, missing ones told, broken ones written off.
#include "floor_under_test.hpp"
#include "fulfillment/pick_store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

class Picking : public testing::Test, public FloorUnderTest {
protected:
    static Json lines(const Json& line) { return Json{{"lines", Json::array({line})}}; }
    /// "2 of 3, 1 missing"
    static std::string counted(const Answer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.text;
        const Json line = answer.json().at("lines").at(0);
        return line.at("picked").dump() + " of " + line.at("quantity").dump() + ", " +
               line.at("missing").dump() + " missing";
    }
    Answer packed(const FulfillmentId& work) {
        return write(at::post_fulfillment_pack, staff(), work.text(), Json{{"weight_g", 750}});
    }
};

TEST_F(Picking, CountsPiecesUntilAllAreThere) {
    const FulfillmentId work = this->work(3);
    EXPECT_EQ(counted(pick(work, lines({{"sku", "SHIRT"}, {"picked", 2}}))), "2 of 3, 0 missing");
    EXPECT_EQ(packed(work).json().at("errors").at(0).at("code"), "not_picked");
    EXPECT_EQ(packed(work).status, 409);
    EXPECT_TRUE(events("fulfillment.picked").empty());
    const Answer rest = pick(work);
    EXPECT_EQ(counted(rest), "3 of 3, 0 missing");
    EXPECT_EQ(rest.json().at("complete"), true);
    EXPECT_EQ(events("fulfillment.picked").size(), 1U);
    EXPECT_EQ(packed(work).status, 201);
}

TEST_F(Picking, TellsWhatIsNotOnTheShelf) {
    const FulfillmentId work = this->work(3);
    const Json found{{"sku", "SHIRT"}, {"picked", 1}, {"missing", 2}};
    EXPECT_EQ(counted(pick(work, lines(found))), "1 of 3, 2 missing");
    const Json news = Json::parse(events("fulfillment.short_picked").at(0));
    EXPECT_EQ(news.at("fulfillment"), work.text());
    EXPECT_EQ(
        news.at("lines"),
        Json::parse(R"([{"sku": "SHIRT", "missing": 2, "damaged": 0, "written_off": 0}])")
    );
    EXPECT_EQ(packed(work).status, 409);
    EXPECT_EQ(counted(pick(work, lines({{"sku", "SHIRT"}, {"picked", 1}}))), "2 of 3, 1 missing")
        << "one was found";
}

TEST_F(Picking, WritesBrokenPiecesOffWhereOthersAreFree) {
    const FulfillmentId work = this->work(3);
    const Json broken{{"sku", "SHIRT"}, {"picked", 2}, {"damaged", 1}};
    const Answer answer = pick(work, lines(broken));
    EXPECT_EQ(counted(answer), "2 of 3, 0 missing") << "another lies there";
    EXPECT_EQ(answer.json().at("lines").at(0).at("written_off"), 1);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{99, 3}));
    EXPECT_EQ(packed(work).status, 409);
    EXPECT_EQ(pick(work).status, 200);
    EXPECT_EQ(packed(work).status, 201);
}

TEST_F(Picking, KeepsBrokenPiecesInTheBooksWhileAllArePromised) {
    const FulfillmentId work = this->work(100);
    const Json broken{{"sku", "SHIRT"}, {"picked", 99}, {"damaged", 1}};
    const Answer answer = pick(work, lines(broken));
    EXPECT_EQ(counted(answer), "99 of 100, 1 missing");
    EXPECT_EQ(answer.json().at("lines").at(0).at("written_off"), 0);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{100, 100}));
}

TEST_F(Picking, RefusesWhatTheFulfillmentDoesNotTake) {
    const FulfillmentId work = this->work(2);
    const auto refused = [&](const Json& line) { return first_code(pick(work, lines(line))); };
    EXPECT_EQ(refused({{"sku", "MYSTERY"}, {"picked", 1}}), "wrong_sku");
    EXPECT_EQ(refused({{"sku", "SHIRT"}, {"picked", 3}}), "over_picked");
    EXPECT_EQ(refused({{"sku", "SHIRT"}}), "empty");
    EXPECT_EQ(pick(FulfillmentId::make(now(), services().entropy)).status, 404);
    EXPECT_EQ(pick(work).status, 200);
    EXPECT_EQ(packed(work).status, 409) << "750 g were weighed, 500 declared";
}

TEST_F(Picking, OfManyPickersTakesNoPieceTwice) {
    const FulfillmentId work = this->work(10);
    std::atomic<int> taken{0};
    std::vector<std::jthread> pickers;
    for (int i = 0; i < 12; ++i) {
        pickers.emplace_back([&] {
            const auto one = store().write([&](Tx& tx) -> Result<bool> {
                const auto item = fulfillment::fulfillments::find(tx, qt, work).value();
                const auto line = fulfillment::picks::of(tx, item).at(0);
                return fulfillment::picks::take(tx, item, line, 1, now());
            });
            taken += one.value() ? 1 : 0;
        });
    }
    pickers.clear();
    EXPECT_EQ(taken, 10);
    EXPECT_EQ(
        packed(work).json().at("detail"),
        "declared 2500 g, weighed 750 g: look into the "
        "parcel, or say \"accept_weight\": true"
    );
}

} // namespace
} // namespace route9::tests
