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
    std::string status() { return read(at::get_parcel, staff(), parcel_).json().at("status"); }
    Money in_custody() {
        const std::string code = read(at::get_parcel, staff(), parcel_).json().at("code");
        const auto found = store().read([&](Tx& tx) -> Result<Money> {
            return payments::receivables::find_by_reference(tx, qt, code)->custody;
        });
        return *found;
    }

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
    EXPECT_EQ(events().back(), "order.handed_over");
}

TEST_F(TrackingEvents, CountFromTheSecondOfTheHandOver) {
    const Json same_second{
        {"parcel", parcel_}, {"status", "in_transit"}, {"at", "2026-03-10T08:00:00+07:00"}
    };
    EXPECT_EQ(tell(same_second).at("result"), "moved");
}

} // namespace
} // namespace route9::tests
