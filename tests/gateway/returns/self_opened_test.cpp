// SPDX-License-Identifier: Apache-2.0
// Returns that open by themselves: the carrier gives a parcel up, or a branch's days are over. Once
// each, whatever is told, and not for sellers that open them by hand.
#include "gateway/quotes/quote_endpoints.hpp"
#include "gateway/returns/follow_branches.hpp"
#include "returns_under_test.hpp"
#include "stopping_store.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using fulfillment::PaymentMethod;

class SelfOpenedReturns : public ReturnsUnderTest {
protected:
    static constexpr Minutes day{24 * 60};

    void tell(const std::string& status, const std::string& incident = "") {
        pass(Minutes{60});
        Json event{{"parcel", codes_[0]}, {"status", status}, {"at", format_corridor(now())}};
        if (!incident.empty()) {
            event["incident"] = incident;
        }
        const Answer answer =
            write(at::post_tracking_events, by_carrier(), "", {{"events", Json::array({event})}});
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    void correct(const std::string& status) {
        pass(Minutes{60});
        const Json event{
            {"parcel", codes_[0]},
            {"status", status},
            {"at", format_corridor(now())},
            {"correction", true},
        };
        const Answer answer =
            write(at::post_tracking_events, by_carrier(), "", {{"events", Json::array({event})}});
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    int look() {
        return run([this] { return gateway::follow_branches(services()); }).value();
    }
    /// Null when there is none.
    Json returned() {
        const Json all =
            call(at::get_returns, staff(), {.target = "/v1/returns"}).json().at("items");
        EXPECT_LE(all.size(), 1U);
        return all.empty() ? Json{} : all[0];
    }
    void choose(const std::string& mode) {
        const Json policy{{"policy", "promise"}, {"returns", mode}};
        EXPECT_EQ(write(at::put_seller_policy, by_seller(), "shop", policy).status, 200);
    }
};

TEST_F(SelfOpenedReturns, OpenWhenTheBuyerRefuses) {
    send(PaymentMethod::cod, 2);
    tell("delivery_failed", "consignee_refused");
    const Json found = returned();
    ASSERT_TRUE(found.is_object());
    EXPECT_EQ(found.at("reason"), "refused");
    EXPECT_EQ(found.at("state"), "at_branch");
    EXPECT_EQ(found.at("opened_by"), "tracking");
    EXPECT_FALSE(found.contains("opened_rule"));
    EXPECT_EQ(found.at("hold_until"), "2026-03-17T17:00:00Z");
    EXPECT_EQ(found.at("lines")[0].at("sent"), 2);
    ASSERT_EQ(events("return.opened").size(), 1U);
    const Answer second = open("refused");
    EXPECT_EQ(second.code(), "already-exists");
    EXPECT_EQ(second.json().at("reference"), found.at("id"));
    // It goes on as one that somebody has opened.
    EXPECT_EQ(decide(found.at("id")).json().at("state"), "coming");
    EXPECT_EQ(receive(found.at("id")).json().at("state"), "received");
    EXPECT_EQ(events("return.opened").size(), 1U);
}

TEST_F(SelfOpenedReturns, OpenAfterThreeDaysOfTries) {
    send(PaymentMethod::prepaid, 1);
    tell("delivery_failed");
    tell("delivery_failed"); // the same day
    pass(day);
    tell("delivery_failed");
    EXPECT_TRUE(returned().is_null());
    pass(day);
    tell("delivery_failed");
    const Json found = returned();
    ASSERT_TRUE(found.is_object());
    EXPECT_EQ(found.at("reason"), "unclaimed");
    EXPECT_EQ(found.at("opened_by"), "tracking");
    EXPECT_EQ(found.at("opened_rule"), "ATT-LA");
    EXPECT_EQ(found.at("hold_until"), "2026-03-19T17:00:00Z"); // from the 12th
    tell("delivery_failed");
    EXPECT_EQ(events("return.opened").size(), 1U);
}

TEST_F(SelfOpenedReturns, AreComingWhenTheCarrierBringsThemBack) {
    send(PaymentMethod::prepaid, 1);
    tell("return_in_transit");
    const Json found = returned();
    ASSERT_TRUE(found.is_object());
    EXPECT_EQ(found.at("reason"), "unclaimed");
    EXPECT_EQ(found.at("state"), "coming");
    EXPECT_FALSE(found.contains("hold_until"));
    tell("returned");
    EXPECT_EQ(events("return.opened").size(), 1U);
    EXPECT_EQ(receive(found.at("id")).json().at("state"), "received");
    EXPECT_EQ(grade(found.at("id"), {{"resellable", 1}}).status, 200);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{100, 0, 0}));
}

TEST_F(SelfOpenedReturns, AreComingFromTheBranchToo) {
    send(PaymentMethod::prepaid, 1);
    tell("delivery_failed", "consignee_refused");
    ASSERT_EQ(returned().at("state"), "at_branch");
    tell("return_in_transit");
    EXPECT_EQ(returned().at("state"), "coming");
    EXPECT_FALSE(returned().contains("hold_until"));
    EXPECT_FALSE(returned().contains("overdue"));
    tell("returned");
    EXPECT_EQ(events("return.coming").size(), 1U);
    EXPECT_EQ(receive(returned().at("id")).json().at("state"), "received");
}

TEST_F(SelfOpenedReturns, EndWhenTheCarrierTakesItsWordBack) {
    send(PaymentMethod::prepaid, 1);
    tell("returned");
    ASSERT_EQ(returned().at("state"), "coming");
    correct("out_for_delivery");
    EXPECT_EQ(returned().at("state"), "cancelled");
    ASSERT_EQ(events("return.cancelled").size(), 1U);
    EXPECT_TRUE(events("return.cancelled")[0].contains(R"("why":"corrected")"));
}

TEST_F(SelfOpenedReturns, StayWhenSomebodyHasDecidedBeforeTheWordIsTakenBack) {
    send(PaymentMethod::prepaid, 1);
    tell("delivery_failed", "consignee_refused");
    EXPECT_EQ(decide(returned().at("id"), {{"way", "send_back"}}).status, 200);
    correct("out_for_delivery");
    EXPECT_EQ(returned().at("state"), "coming");
}

TEST_F(SelfOpenedReturns, WaitForTheTruckToDepart) {
    stand_on_closed_truck();
    tell("delivery_failed", "consignee_refused");
    tell("return_in_transit");
    EXPECT_TRUE(returned().is_null());
    const Answer by_hand = open("refused");
    EXPECT_EQ(by_hand.status, 409);
    EXPECT_TRUE(by_hand.text.contains("has departed")) << by_hand.text;
    depart();
    tell("returned");
    EXPECT_EQ(returned().at("state"), "coming");
}

TEST_F(SelfOpenedReturns, FindTheOneThatSomebodyHasOpened) {
    send(PaymentMethod::prepaid, 1);
    const std::string id = opened("unclaimed");
    tell("delivery_failed", "consignee_refused");
    tell("return_in_transit");
    EXPECT_EQ(returned().at("id"), id);
    EXPECT_EQ(returned().at("opened_by"), "person");
    EXPECT_EQ(events("return.opened").size(), 1U);
}

TEST_F(SelfOpenedReturns, WaitForPeopleWhereTheSellerWantsThat) {
    send(PaymentMethod::prepaid, 1);
    choose("by_hand");
    tell("delivery_failed", "consignee_refused");
    tell("ready_for_pickup");
    pass(30 * day);
    EXPECT_EQ(look(), 1);
    tell("return_in_transit");
    EXPECT_TRUE(returned().is_null());
    const Answer by_hand = open("refused");
    EXPECT_EQ(by_hand.status, 201) << by_hand.text;
    EXPECT_EQ(by_hand.json().at("state"), "coming") << "it lies at no branch any more";
}

TEST_F(SelfOpenedReturns, ByHandOfWhatHasComeBackAreComing) {
    send(PaymentMethod::prepaid, 1);
    choose("by_hand");
    tell("returned");
    ASSERT_TRUE(returned().is_null());
    const Answer held = open("refused", staff(), {{"hold_until", "2026-03-20T00:00:00+07:00"}});
    EXPECT_EQ(held.status, 422) << held.text;
    EXPECT_EQ(held.json().at("errors")[0].at("pointer"), "/hold_until");
    EXPECT_EQ(
        held.json().at("errors")[0].at("message"),
        "the parcel is returned: it lies at no branch; leave hold_until out"
    );
    const Answer asked = open("refused");
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(asked.json().at("state"), "coming");
    EXPECT_EQ(asked.json().at("opened_by"), "person");
    EXPECT_FALSE(asked.json().contains("hold_until"));
    EXPECT_FALSE(asked.json().contains("overdue"));
    const std::string id = asked.json().at("id");
    EXPECT_EQ(receive(id).json().at("state"), "received");
    EXPECT_EQ(grade(id, {{"resellable", 1}}).status, 200);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{100, 0, 0}));
}

TEST_F(SelfOpenedReturns, OpenWhenTheDaysAtTheBranchAreOver) {
    send(PaymentMethod::cod, 1);
    tell("ready_for_pickup"); // on the 10th of March, a Tuesday
    EXPECT_EQ(look(), 0);
    clock().set(parse_rfc3339("2026-03-15T16:59:59Z").value());
    EXPECT_EQ(look(), 0);
    clock().set(parse_rfc3339("2026-03-15T17:00:00Z").value()); // two days before the end
    EXPECT_EQ(look(), 1);
    EXPECT_EQ(look(), 0);
    ASSERT_EQ(events("parcel.pickup_due").size(), 1U);
    const Json due = Json::parse(events("parcel.pickup_due")[0]);
    EXPECT_EQ(due.at("hold_until"), "2026-03-17T17:00:00Z");
    EXPECT_EQ(due.at("rule"), "HOLD-LA");
    clock().set(parse_rfc3339("2026-03-17T16:59:59Z").value());
    EXPECT_EQ(look(), 0);
    EXPECT_TRUE(returned().is_null());
    clock().set(parse_rfc3339("2026-03-17T17:00:00Z").value());
    EXPECT_EQ(look(), 1);
    const Json found = returned();
    ASSERT_TRUE(found.is_object());
    EXPECT_EQ(found.at("reason"), "unclaimed");
    EXPECT_EQ(found.at("opened_by"), "holding_days");
    EXPECT_EQ(found.at("opened_rule"), "HOLD-LA");
    EXPECT_EQ(found.at("hold_until"), "2026-03-17T17:00:00Z");
    EXPECT_EQ(found.at("overdue"), true);
    EXPECT_EQ(look(), 0);
    EXPECT_EQ(events("return.opened").size(), 1U);
    EXPECT_EQ(events("parcel.pickup_due").size(), 1U);
}

TEST_F(SelfOpenedReturns, CountTheDaysFromTheFirstWordOfTheBranch) {
    send(PaymentMethod::prepaid, 1);
    tell("ready_for_pickup");
    pass(3 * day);
    tell("ready_for_pickup"); // told again
    clock().set(parse_rfc3339("2026-03-17T17:00:00Z").value());
    EXPECT_EQ(look(), 1);
    EXPECT_EQ(returned().at("hold_until"), "2026-03-17T17:00:00Z");
}

TEST_F(SelfOpenedReturns, DoNotOpenOfWhatWasFetched) {
    send(PaymentMethod::prepaid, 1);
    tell("ready_for_pickup");
    tell("delivered");
    pass(30 * day);
    EXPECT_EQ(look(), 0);
    EXPECT_TRUE(returned().is_null());
}

TEST_F(SelfOpenedReturns, EndWhenTheParcelIsDeliveredAfterAll) {
    send(PaymentMethod::cod, 4);
    tell("delivery_failed", "consignee_refused");
    const std::string id = returned().at("id");
    const DepartureId back = truck_back("R1");
    EXPECT_EQ(decide(id, {{"departure", back.text()}}).status, 200);
    EXPECT_EQ(promised(back), 1000);
    tell("delivered");
    EXPECT_EQ(returned().at("state"), "cancelled");
    EXPECT_TRUE(returned().contains("cancelled_at"));
    EXPECT_EQ(promised(back), 0);
    ASSERT_EQ(events("return.cancelled").size(), 1U);
    EXPECT_EQ(Json::parse(events("return.cancelled")[0]).at("why"), "delivered");
    EXPECT_EQ(receive(id).code(), "state-forbids");
    EXPECT_EQ(decide(id).code(), "state-forbids");
    EXPECT_EQ(read(at::get_return_label, staff(), id).code(), "state-forbids");
    EXPECT_EQ(order_status(order_), "delivered");
    // Its buyer may still send it back.
    const Answer asked = open("sent_back");
    ASSERT_EQ(asked.status, 201) << asked.text;
    EXPECT_EQ(read(at::get_return, staff(), codes_[0]).json().at("id"), asked.json().at("id"));
    EXPECT_EQ(read(at::get_return, staff(), id).json().at("state"), "cancelled");
    EXPECT_EQ(open("sent_back").code(), "already-exists");
}

TEST_F(SelfOpenedReturns, StayWhenWhatIsHereIsToldAsDelivered) {
    send(PaymentMethod::prepaid, 1);
    tell("delivery_failed", "consignee_refused");
    const std::string id = returned().at("id");
    EXPECT_EQ(receive(id).status, 200);
    tell("delivered");
    EXPECT_EQ(read(at::get_return, staff(), id).json().at("state"), "received");
    EXPECT_EQ(events("return.cancelled").size(), 0U);
}

TEST_F(SelfOpenedReturns, AreOpenedOnceHoweverOftenTheProcessIsCutOff) {
    truck_ = open_departure();
    for (int order = 0; order < 4; ++order) {
        const PlacedOrder placed = place(
            {.external_id = "A" + std::to_string(order),
             .parcels = {1, 1, 1, 1, 1},
             .amount = "500000",
             .departure = truck_}
        );
        for (const FulfillmentId& item : placed.fulfillments) {
            codes_.push_back(read(at::get_parcel, staff(), pack(item)).json().at("code"));
        }
    }
    close(truck_);
    depart();
    pass(Minutes{60});
    Json ready = Json::array();
    for (const std::string& code : codes_) {
        ready.push_back(
            {{"parcel", code}, {"status", "ready_for_pickup"}, {"at", format_corridor(now())}}
        );
    }
    const Answer told =
        write(at::post_tracking_events, by_carrier(), "", {{"events", std::move(ready)}});
    ASSERT_EQ(told.status, 200) << told.text;
    pass(9 * day);
    StoppingStore cut{store(), 1};
    gateway::Services cut_services = services_over(cut);
    EXPECT_FALSE(run([&] { return gateway::follow_branches(cut_services); }));
    EXPECT_EQ(events("return.opened").size(), 16U) << "16 a unit";
    EXPECT_EQ(look(), 4);
    EXPECT_EQ(look(), 0);
    EXPECT_EQ(events("return.opened").size(), 20U);
}

} // namespace
} // namespace route9::tests
