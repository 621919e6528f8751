// SPDX-License-Identifier: Apache-2.0
// A parcel's way back: it lies at the branch, is decided by what it is worth, comes to the
// warehouse, and its pieces go to the shelf, are kept apart or are written off.
#include "returns_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using Returns = ReturnsUnderTest;
using fulfillment::PaymentMethod;

TEST_F(Returns, OfARefusedParcelGoAllTheWayBackToTheShelf) {
    send(PaymentMethod::cod, 3);
    told(0, "delivery_failed");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{97, 0, 0}));

    const Answer asked = open("refused");
    ASSERT_EQ(asked.status, 201) << asked.text;
    const std::string id = asked.json().at("id");
    EXPECT_EQ(asked.header("Location"), "/v1/returns/" + id);
    EXPECT_EQ(asked.json().at("state"), "at_branch");
    EXPECT_EQ(asked.json().at("warehouse"), "DONGHA");
    // Seven days after the 10th of March, to their end at 24:00 in Savannakhet.
    EXPECT_EQ(asked.json().at("hold_until"), "2026-03-17T17:00:00Z");
    EXPECT_EQ(asked.json().at("hold_rule"), "HOLD-LA");
    EXPECT_EQ(asked.json().at("overdue"), false);

    const Answer decided = decide(id);
    ASSERT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.json().at("state"), "coming");
    const Json decision = decided.json().at("decision");
    EXPECT_EQ(decision.at("way"), "send_back");
    EXPECT_EQ(decision.at("by"), "value");
    EXPECT_EQ(decision.at("rule"), "RT-LA-VN-VND");
    EXPECT_EQ(decision.at("value").at("amount"), "300000");
    EXPECT_EQ(decision.at("freight").at("amount"), "38000"); // 30000 and one started kilogram
    EXPECT_EQ(decision.at("duty").at("amount"), "0");
    EXPECT_EQ(decision.at("benefit").at("amount"), "262000");

    EXPECT_EQ(custodian(0), "carrier:lao-express");
    const Answer received = receive(codes_[0]); // as the scanner reads it
    ASSERT_EQ(received.status, 200) << received.text;
    EXPECT_EQ(received.json().at("state"), "received");
    EXPECT_EQ(
        received.json().at("settlement"),
        (Json{{"kind", "cod_cancelled"}, {"amount", {{"amount", "300000"}, {"currency", "VND"}}}})
    );
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    EXPECT_EQ(order_status(order_), "returned");
    EXPECT_EQ(events("receivable.cancelled").size(), 1U);
    EXPECT_EQ(events("return.cod_cancelled").size(), 1U);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{97, 0, 0}));
    EXPECT_EQ(receive(id).text, received.text);

    const Answer graded = grade(id, {{"resellable", 1}, {"quarantine", 1}, {"waste", 1}});
    ASSERT_EQ(graded.status, 200) << graded.text;
    EXPECT_EQ(graded.json().at("lines")[0].at("missing"), 0);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{99, 0, 1}));
    EXPECT_EQ(events("return.graded").size(), 1U);
}

TEST_F(Returns, KeepPiecesInQuarantineUntilTheyAreLookedAtAgain) {
    send(PaymentMethod::prepaid, 4);
    const std::string id = opened("unclaimed");
    EXPECT_EQ(grade(id, {{"resellable", 4}}).code(), "state-forbids");
    ASSERT_EQ(receive(id).status, 200);
    EXPECT_EQ(grade(id, {{"resellable", 3}, {"waste", 2}}).status, 422);
    ASSERT_EQ(grade(id, {{"quarantine", 3}}).status, 200); // one is missing
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{99, 0, 3}));
    EXPECT_EQ(grade(id, {{"resellable", 4}}).status, 422);
    const Answer again = grade(id, {{"resellable", 1}, {"waste", 1}});
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{98, 0, 1}));
    const Json line = again.json().at("lines")[0];
    EXPECT_EQ(line.at("resellable"), 1);
    EXPECT_EQ(line.at("quarantine"), 1);
    EXPECT_EQ(line.at("waste"), 1);
    EXPECT_EQ(line.at("missing"), 1);
}

TEST_F(Returns, OfABuyerGoThroughTheCarrierAndAreGivenBack) {
    send(PaymentMethod::prepaid, 1);
    EXPECT_EQ(open("sent_back").code(), "state-forbids"); // it is still under way
    told(0, "delivered");
    EXPECT_EQ(custodian(0), "recipient");
    EXPECT_EQ(open("refused").code(), "state-forbids");
    const Answer asked = open("sent_back", by_seller());
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(asked.json().at("state"), "asked");
    EXPECT_FALSE(asked.json().contains("hold_until"));
    const Answer received = receive(asked.json().at("id"));
    ASSERT_EQ(received.status, 200) << received.text;
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    EXPECT_EQ(received.json().at("settlement").at("kind"), "refund_due");
    ASSERT_EQ(events("return.refund_due").size(), 1U);
    EXPECT_EQ(
        Json::parse(events("return.refund_due")[0]).at("amount"),
        (Json{{"amount", "100000"}, {"currency", "VND"}})
    );
    EXPECT_EQ(order_status(order_), "returned");
}

TEST_F(Returns, ThatAreNotWorthTheWayAreDisposedOf) {
    send(PaymentMethod::cod, 1);
    const std::string id = opened("unclaimed");
    EXPECT_EQ(decide(id, {{"freight", "-1"}}).status, 422);
    const Answer decided = decide(id, {{"freight", "90000"}, {"duty", "10000"}});
    ASSERT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.json().at("state"), "disposed");
    EXPECT_EQ(decided.json().at("decision").at("benefit").at("amount"), "0");
    EXPECT_FALSE(decided.json().at("decision").contains("rule"));
    EXPECT_EQ(decided.json().at("settlement").at("kind"), "cod_cancelled");
    EXPECT_EQ(Json::parse(events("receivable.cancelled").at(0)).at("why"), "disposed");
    EXPECT_EQ(receive(id).code(), "state-forbids");
    EXPECT_EQ(read(at::get_return_label, staff(), id).code(), "state-forbids");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{99, 0, 0}));
}

TEST_F(Returns, MayBeDecidedByAPersonAgainstTheValue) {
    send(PaymentMethod::prepaid, 1);
    const std::string id = opened("refused");
    const Answer sent = decide(id, {{"way", "send_back"}, {"freight", "500000"}});
    ASSERT_EQ(sent.status, 200) << sent.text;
    EXPECT_EQ(sent.json().at("state"), "coming");
    EXPECT_EQ(sent.json().at("decision").at("by"), "person");
    EXPECT_EQ(sent.json().at("decision").at("benefit").at("amount"), "-400000");
}

TEST_F(Returns, TakeRoomOnATruckTheOtherWay) {
    send(PaymentMethod::prepaid, 4);
    const std::string id = opened("refused");
    const DepartureId first = truck_back("R1");
    const DepartureId second = truck_back("R2");
    const DepartureId elsewhere = truck_back("R3", "DONGHOI");
    EXPECT_EQ(decide(id, {{"departure", elsewhere.text()}}).status, 422);
    EXPECT_EQ(decide(id, {{"departure", first.text()}}).json().at("departure"), first.text());
    EXPECT_EQ(promised(first), 1000);
    EXPECT_EQ(decide(id).json().at("departure"), first.text()); // it keeps its place
    EXPECT_EQ(decide(id, {{"departure", second.text()}}).status, 200);
    EXPECT_EQ(promised(first), 0);
    EXPECT_EQ(promised(second), 1000);
    EXPECT_EQ(decide(id, {{"way", "dispose"}}).json().at("state"), "disposed");
    EXPECT_EQ(promised(second), 0);
}

TEST_F(Returns, AreOneForEachParcelThatHasLeft) {
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.departure = truck});
    codes_ = {pack(placed.fulfillments.front())};
    EXPECT_EQ(open("refused").code(), "state-forbids");
    close(truck);
    const Answer early = open("refused"); // its goods would be on the truck and on the shelf
    EXPECT_EQ(early.code(), "state-forbids");
    EXPECT_NE(early.text.find("unload it from its truck"), std::string::npos) << early.text;
    EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text()).status, 200);
    const Answer first = open("refused");
    ASSERT_EQ(first.status, 201) << first.text;
    const Answer second = open("unclaimed");
    EXPECT_EQ(second.code(), "already-exists");
    EXPECT_EQ(open("lost").status, 422);
    codes_ = {"NO-SUCH-PARCEL"};
    EXPECT_EQ(open("refused").status, 422);
}

TEST_F(Returns, AreNotOfWhatIsLost) {
    send(PaymentMethod::prepaid, 1);
    told(0, "lost");
    EXPECT_EQ(open("refused").code(), "state-forbids");
}

TEST_F(Returns, AreSeenByTheirSellerAndTheStaff) {
    send(PaymentMethod::prepaid, 1);
    const std::string id = opened("refused");
    EXPECT_EQ(read(at::get_return, by_seller(), id).json().at("id"), id);
    EXPECT_EQ(read(at::get_return, by_other_seller(), id).status, 404);
    EXPECT_EQ(read(at::get_return, by_other_carrier(), id).status, 404);
    const auto listed = [this](const Principal& who, const std::string& query = "") {
        return call(at::get_returns, who, {.target = "/v1/returns" + query}).json().at("items");
    };
    EXPECT_EQ(listed(staff()).size(), 1U);
    EXPECT_EQ(listed(by_seller(), "?state=at_branch").size(), 1U);
    EXPECT_EQ(listed(staff(), "?state=graded").size(), 0U);
    EXPECT_EQ(listed(by_other_seller()).size(), 0U);
    EXPECT_EQ(write(at::post_return_receive, by_other_carrier(), id).status, 403);
    pass(Minutes{8 * 24 * 60});
    EXPECT_EQ(read(at::get_return, staff(), id).json().at("overdue"), true);
}

TEST_F(Returns, AreSeenByTheirCarrierWithoutTheirMoney) {
    send(PaymentMethod::cod, 1);
    const std::string id = opened("refused");
    ASSERT_EQ(write(at::post_return_decide, staff(), id, {{"way", "dispose"}}).status, 200);
    const Json ours = read(at::get_return, staff(), id).json();
    EXPECT_TRUE(ours.contains("settlement"));
    const Json theirs = read(at::get_return, by_carrier(), id).json();
    EXPECT_EQ(theirs.at("lines"), ours.at("lines"));
    EXPECT_EQ(theirs.at("state"), "disposed");
    EXPECT_EQ(
        theirs.at("decision"), (Json{{"way", "dispose"}, {"at", ours.at("decision").at("at")}})
    );
    EXPECT_FALSE(theirs.contains("settlement")) << theirs.dump();
    EXPECT_EQ(read(at::get_return, by_other_carrier(), id).status, 404);
    EXPECT_EQ(write(at::post_return_receive, by_carrier(), id).status, 403);
}

TEST_F(Returns, HaveALabelThatNamesNoBuyer) {
    send(PaymentMethod::prepaid, 1);
    const std::string id = opened("refused");
    const Answer label = read(at::get_return_label, staff(), id);
    ASSERT_EQ(label.status, 200) << label.text;
    EXPECT_EQ(label.content_type, "application/pdf");
    EXPECT_TRUE(label.text.starts_with("%PDF"));
    EXPECT_EQ(read(at::get_return_label, by_other_seller(), id).status, 404);
    EXPECT_EQ(read(at::get_return_label, by_carrier(), id).status, 200);
    EXPECT_EQ(read(at::get_return_label, by_other_carrier(), id).status, 404);
}

} // namespace
} // namespace route9::tests
