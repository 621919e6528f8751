// SPDX-License-Identifier: Apache-2.0
#include "payments/receivable.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

class TrackingEvents : public testing::Test, protected ShippingUnderTest {
protected:
    TrackingEvents() {
        take_over();
        pass(Minutes{4 * 24 * 60}); // 2026-03-14T08:00:00+07:00
    }

    /// The carrier acknowledges its manifest.
    void take_over() {
        const Json manifest = call(at::get_manifests, by_carrier(), {}).json().at("items").at(0);
        const Json line{{"parcel", parcel_}, {"result", "received"}};
        const Answer answer = write(
            at::post_manifest_ack,
            by_carrier(),
            manifest.at("id").get<std::string>(),
            {{"lines", Json::array({line})}}
        );
        EXPECT_EQ(answer.status, 200) << answer.text;
    }

    Json tell(const Principal& who, Json event) {
        const Answer answer = write(
            at::post_tracking_events, who, "", Json{{"events", Json::array({std::move(event)})}}
        );
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json().at("results").at(0);
    }
    Json tell(Json event) { return tell(by_carrier(), std::move(event)); }
    Json delivered(const std::string& amount, const std::string& id = "e1") const {
        return Json{
            {"id", id},
            {"parcel", parcel_},
            {"status", "delivered"},
            {"at", "2026-03-12T09:00:00+07:00"},
            {"cash_collected", {{"amount", amount}, {"currency", "VND"}}},
        };
    }
    Json told(const std::string& status, const std::string& at) const {
        return Json{{"parcel", parcel_}, {"status", status}, {"at", at}};
    }
    payments::Receivable owed() {
        const std::string code = read(at::get_parcel, staff(), parcel_).json().at("code");
        const auto found = store().read([&](Tx& tx) -> Result<payments::Receivable> {
            return *payments::receivables::find_by_reference(tx, qt, code);
        });
        return *found;
    }
    Json last(const std::string& type) { return Json::parse(events(type).back()); }
    std::string status() { return read(at::get_parcel, staff(), parcel_).json().at("status"); }
    Money in_custody() { return owed().custody; }

    std::string parcel_ = ship({.method = PaymentMethod::cod, .amount = "100000"});
};

TEST_F(TrackingEvents, DeliverTheParcelItsOrderAndItsCash) {
    EXPECT_EQ(tell(delivered("100000")).at("result"), "moved");
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
    const auto told = events();
    const std::vector<std::string> last(told.end() - 3, told.end());
    EXPECT_EQ(
        last,
        (std::vector<std::string>{"cod.collected", "parcel.status_changed", "order.delivered"})
    );
}

TEST_F(TrackingEvents, AreHarmlessTwice) {
    tell(delivered("100000"));
    const auto told = events().size();
    EXPECT_EQ(tell(delivered("100000")).at("result"), "duplicate");
    EXPECT_EQ(events().size(), told);
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
}

TEST_F(TrackingEvents, NeverMoveAParcelBack) {
    tell(delivered("100000"));
    const Json late{
        {"parcel", parcel_}, {"status", "in_transit"}, {"at", "2026-03-11T09:00:00+07:00"}
    };
    EXPECT_EQ(tell(late).at("result"), "late");
    const Json after{
        {"parcel", parcel_}, {"status", "out_for_delivery"}, {"at", "2026-03-13T09:00:00+07:00"}
    };
    EXPECT_EQ(tell(after).at("result"), "terminal_kept");
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(read(at::get_parcel_events, by_carrier(), parcel_).json().at("items").size(), 4U);
}

TEST_F(TrackingEvents, RefuseMoreCashThanIsDueAndMayBeCorrected) {
    const Json refused = tell(delivered("100001"));
    EXPECT_EQ(refused.at("result"), "refused");
    EXPECT_EQ(status(), "picked_up");
    EXPECT_EQ(events("alert.cash_refused").size(), 1U);
    EXPECT_EQ(tell(delivered("100000")).at("result"), "moved");
    EXPECT_EQ(status(), "delivered");
}

TEST_F(TrackingEvents, RaiseAnAlertForAWordNobodyKnows) {
    const Json strange{
        {"parcel", parcel_}, {"status", "beamed_up"}, {"at", "2026-03-12T09:00:00+07:00"}
    };
    EXPECT_EQ(tell(strange).at("result"), "alert");
    EXPECT_EQ(status(), "picked_up");
    EXPECT_EQ(events("alert.status_unknown").size(), 1U);
    const Json kept = read(at::get_parcel_events, staff(), parcel_).json().at("items").back();
    EXPECT_EQ(kept.at("status_word"), "beamed_up");
}

TEST_F(TrackingEvents, AreBelievedOfTheParcelsCarrierOnly) {
    EXPECT_EQ(tell(by_other_carrier(), delivered("100000")).at("result"), "not_found");
    EXPECT_EQ(status(), "picked_up");
}

TEST_F(TrackingEvents, TakeADeliveryBackWithACorrection) {
    tell(delivered("100000"));
    const Json correction{
        {"parcel", parcel_},
        {"status", "delivery_failed"},
        {"at", "2026-03-12T10:00:00+07:00"},
        {"correction", true},
    };
    EXPECT_EQ(tell(correction).at("result"), "moved");
    EXPECT_EQ(events("order.handed_over").size(), 2U);
}

TEST_F(TrackingEvents, CountFromTheSecondOfTheHandOver) {
    const Json same_second{
        {"parcel", parcel_}, {"status", "in_transit"}, {"at", "2026-03-10T08:00:00+07:00"}
    };
    EXPECT_EQ(tell(same_second).at("result"), "moved");
}

TEST_F(TrackingEvents, CountAsToldNowWhenTheirClockRunsAhead) {
    const Json wrong = tell(told("out_for_delivery", "9999-12-31T23:59:59Z"));
    EXPECT_EQ(wrong.at("result"), "moved");
    EXPECT_EQ(
        wrong.at("detail"),
        "its time is ahead of our clock (2026-03-14T01:00:00Z) and counts as now; set your clock"
    );
    EXPECT_EQ(status(), "out_for_delivery");
    pass(Minutes{60});
    Json true_one = delivered("100000");
    true_one["at"] = "2026-03-14T08:55:00+07:00";
    EXPECT_EQ(tell(true_one).at("result"), "moved");
    EXPECT_EQ(status(), "delivered");
}

TEST_F(TrackingEvents, SayNothingOfAClockThatIsAlmostRight) {
    const Json answer = tell(told("out_for_delivery", "2026-03-14T08:10:00+07:00"));
    EXPECT_EQ(answer.at("result"), "moved");
    EXPECT_FALSE(answer.contains("detail"));
}

TEST_F(TrackingEvents, AreReplacedByACorrectionWhateverItsTime) {
    tell(told("lost", "2026-03-14T08:05:00+07:00"));
    Json correction = told("out_for_delivery", "2026-03-13T09:00:00+07:00");
    correction["correction"] = true;
    EXPECT_EQ(tell(correction).at("result"), "moved");
    EXPECT_EQ(tell(told("delivery_failed", "2026-03-13T10:00:00+07:00")).at("result"), "moved");
}

TEST_F(TrackingEvents, CancelTheCashOfAParcelThatComesBack) {
    EXPECT_EQ(tell(told("returned", "2026-03-12T09:00:00+07:00")).at("result"), "moved");
    EXPECT_EQ(owed().state, payments::ReceivableState::cancelled);
    EXPECT_EQ(owed().cancelled_at, now());
    EXPECT_EQ(last("receivable.cancelled").at("why"), "returned");
    EXPECT_EQ(events("alert.cash_unclear").size(), 0U);
}

TEST_F(TrackingEvents, BookTheCashOfAParcelThatWasSaidToBeBack) {
    tell(told("returned", "2026-03-12T09:00:00+07:00"));
    const Json too_much = tell(delivered("100001"));
    EXPECT_EQ(too_much.at("result"), "refused");
    EXPECT_EQ(last("alert.cash_refused").at("due").at("amount"), "100000");
    EXPECT_EQ(owed().state, payments::ReceivableState::cancelled);

    const Json found = tell(delivered("100000", "e2"));
    EXPECT_EQ(found.at("result"), "late");
    EXPECT_EQ(
        found.at("detail"),
        "the parcel's way had ended as returned; the cash is booked to you and a person is told"
    );
    EXPECT_EQ(last("receivable.reopened").at("why"), "corrected");
    EXPECT_EQ(last("alert.cash_unclear").at("why"), "after_the_end");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
}

TEST_F(TrackingEvents, OweTheCashAgainWhenAReturnIsTakenBack) {
    tell(told("returned", "2026-03-12T09:00:00+07:00"));
    Json correction = told("out_for_delivery", "2026-03-12T09:30:00+07:00");
    correction["correction"] = true;
    EXPECT_EQ(tell(correction).at("result"), "moved");
    EXPECT_EQ(owed().state, payments::ReceivableState::open);
    EXPECT_EQ(last("receivable.reopened").at("code"), owed().reference);
    const Json unpaid = tell(told("delivered", "2026-03-12T10:00:00+07:00"));
    EXPECT_EQ(unpaid.at("detail"), "delivered without all its cash: 100000 VND is missing");
}

TEST_F(TrackingEvents, TakeTheCashBackWithTheDelivery) {
    tell(delivered("100000"));
    Json correction = told("out_for_delivery", "2026-03-12T10:00:00+07:00");
    correction["correction"] = true;
    const Json taken = tell(correction);
    EXPECT_EQ(taken.at("result"), "moved");
    EXPECT_EQ(taken.at("detail"), "the cash told before, 100000 VND, is taken back too");
    EXPECT_EQ(in_custody(), Money::zero(Currency::VND));
    EXPECT_EQ(last("cod.taken_back").at("amount").at("amount"), "100000");

    Json true_one = delivered("100000", "e2");
    true_one["at"] = "2026-03-12T11:00:00+07:00";
    EXPECT_EQ(tell(true_one).at("result"), "moved");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
}

TEST_F(TrackingEvents, EndWhatIsOwedForAnOrderThatComesBack) {
    parcel_ = ship({.external_id = "A2", .method = PaymentMethod::qr, .amount = "200000"}, "T2");
    const std::string order = read(at::get_parcel, staff(), parcel_).json().at("order");
    const auto due = [&] {
        const auto found = store().read([&](Tx& tx) -> Result<payments::Receivable> {
            return payments::receivables::of_order(tx, qt, order).at(0);
        });
        return found->state;
    };
    tell(told("returned", "2026-03-14T08:00:00+07:00"));
    EXPECT_EQ(due(), payments::ReceivableState::cancelled);
    EXPECT_EQ(last("receivable.cancelled").at("why"), "returned");
    Json correction = told("out_for_delivery", "2026-03-14T08:00:00+07:00");
    correction["correction"] = true;
    tell(correction);
    EXPECT_EQ(due(), payments::ReceivableState::open);
    EXPECT_EQ(last("receivable.reopened").at("why"), "corrected");
}

TEST_F(TrackingEvents, KeepWhatWasCollectedForAParcelThatComesBack) {
    tell(delivered("100000"));
    Json back = told("returned", "2026-03-12T10:00:00+07:00");
    back["correction"] = true;
    const Json answer = tell(back);
    EXPECT_EQ(answer.at("result"), "moved");
    EXPECT_EQ(
        answer.at("detail"), "its cash on delivery is paid or collected and stays; a person is told"
    );
    EXPECT_EQ(owed().state, payments::ReceivableState::open);
    EXPECT_EQ(last("alert.cash_unclear").at("why"), "returned_after_payment");
}

TEST_F(TrackingEvents, KeepTheCashOfALostParcelOpenForAPerson) {
    const Json lost = tell(told("lost", "2026-03-12T08:00:00+07:00"));
    EXPECT_EQ(lost.at("result"), "moved");
    EXPECT_EQ(
        lost.at("detail"), "its cash on delivery stays open until a person has decided who owes it"
    );
    EXPECT_EQ(owed().state, payments::ReceivableState::open);
    EXPECT_EQ(last("alert.cash_unclear").at("why"), "lost");

    const Json found = tell(delivered("100000"));
    EXPECT_EQ(found.at("result"), "terminal_kept");
    EXPECT_EQ(
        found.at("detail"),
        "the parcel's way had ended as lost; the cash is booked to you and a person is told"
    );
    EXPECT_EQ(last("alert.cash_unclear").at("why"), "after_the_end");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
}

TEST_F(TrackingEvents, RaiseAnAlertForCashOfAParcelThatIsStillOnItsWay) {
    tell(told("out_for_delivery", "2026-03-12T10:00:00+07:00"));
    const Json answer = tell(delivered("100000")); // at 09:00
    EXPECT_EQ(answer.at("result"), "late");
    EXPECT_EQ(
        answer.at("detail"),
        "something later is known of the parcel, which stays out_for_delivery; the cash is booked "
        "to you and a person is told"
    );
    EXPECT_EQ(status(), "out_for_delivery");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
    const Json alert = last("alert.cash_unclear");
    EXPECT_EQ(alert.at("why"), "not_delivered");
    EXPECT_EQ(alert.at("parcel"), parcel_);
    EXPECT_EQ(alert.at("collected").at("amount"), "100000");

    EXPECT_EQ(tell(told("delivered", "2026-03-12T11:00:00+07:00")).at("result"), "moved");
    EXPECT_EQ(events("alert.cash_unclear").size(), 1U);
}

TEST_F(TrackingEvents, RaiseAnAlertForADeliveryWithoutItsCash) {
    const Json answer = tell(told("delivered", "2026-03-12T09:00:00+07:00"));
    EXPECT_EQ(answer.at("result"), "moved");
    EXPECT_EQ(answer.at("detail"), "delivered without all its cash: 100000 VND is missing");
    const Json alert = last("alert.cash_unclear");
    EXPECT_EQ(alert.at("why"), "not_collected");
    EXPECT_EQ(alert.at("amount"), (Json{{"amount", "100000"}, {"currency", "VND"}}));
    EXPECT_EQ(alert.at("collected").at("amount"), "0");
}

TEST_F(TrackingEvents, SayNothingOfCashWhereNoneIsDue) {
    parcel_ = ship({.external_id = "A2"}, "T2");
    const Json answer = tell(told("delivered", "2026-03-14T08:00:00+07:00"));
    EXPECT_EQ(answer.at("result"), "moved");
    EXPECT_FALSE(answer.contains("detail"));
    EXPECT_EQ(events("alert.cash_unclear").size(), 0U);
}

TEST_F(TrackingEvents, TellBothSumsOfCashThatDoesNotFit) {
    EXPECT_EQ(
        tell(delivered("100001")).at("detail"),
        "give more than zero and at most what is still to collect: told 100001 VND, still to "
        "collect 100000 VND"
    );
    const Json alert = last("alert.cash_refused");
    EXPECT_EQ(alert.at("told"), (Json{{"amount", "100001"}, {"currency", "VND"}}));
    EXPECT_EQ(alert.at("due"), (Json{{"amount", "100000"}, {"currency", "VND"}}));
}

TEST_F(TrackingEvents, AreNotSwallowedWhenAnotherParcelsEventHasTheirId) {
    const std::string other = ship({.external_id = "A2"}, "T2");
    Json first = told("in_transit", "2026-03-12T09:00:00+07:00");
    first["id"] = "scan-1";
    Json second = first;
    second["parcel"] = other;
    second["status"] = "lost";
    const Json batch{{"events", Json::array({first, second, first})}};
    const Json results =
        write(at::post_tracking_events, by_carrier(), "", batch).json().at("results");
    EXPECT_EQ(results.at(0).at("result"), "moved");
    EXPECT_EQ(results.at(1).at("result"), "refused");
    EXPECT_EQ(
        results.at(1).at("detail"),
        "an event of another parcel has this id; give each event an id of its own"
    );
    EXPECT_EQ(results.at(2).at("result"), "duplicate");
}

} // namespace
} // namespace route9::tests
