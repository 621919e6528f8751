// SPDX-License-Identifier: Apache-2.0
// The money of an order that is cancelled: nobody owes what is open, and what has been paid is for
// a person to pay back.
#include "paid_shipping.hpp"

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;
using Texts = PaidShipping::Texts;

class CancelledOrder : public testing::Test, protected PaidShipping {
protected:
    void cancel() {
        ASSERT_EQ(
            write(
                at::post_order_cancel, by_seller(), order_.text(), Json{{"reason", "changed mind"}}
            )
                .status,
            200
        );
    }
    std::string payment_code() {
        const Json list = call(at::get_receivables, staff(), {}).json().at("items");
        return list.at(0).at("code").get<std::string>();
    }
    std::string state() {
        return call(at::get_receivables, staff(), {}).json().at("items").at(0).at("state");
    }
    std::vector<std::string> why(const std::string& type) {
        std::vector<std::string> reasons;
        for (const std::string& event : events(type)) {
            reasons.push_back(Json::parse(event).at("why").get<std::string>());
        }
        return reasons;
    }

    OrderId order_ = place({.method = PaymentMethod::qr, .amount = "200000"}).order;
};

TEST_F(CancelledOrder, TellsThatNothingIsOwedAnyMore) {
    cancel();
    EXPECT_EQ(why("receivable.cancelled"), Texts{"order_cancelled"});
    EXPECT_TRUE(events("alert.cash_unclear").empty());
    EXPECT_EQ(state(), "cancelled");
    EXPECT_TRUE(books().empty());
}

TEST_F(CancelledOrder, TakesNoMoreMoneyWhenPartOfItWasPaid) {
    const std::string code = payment_code();
    upload({code}, 50'000);
    cancel();
    EXPECT_EQ(why("receivable.cancelled"), Texts{"order_cancelled"});
    EXPECT_EQ(why("alert.cash_unclear"), Texts{"cancelled_after_payment"});
    EXPECT_EQ(state(), "cancelled");
    upload({code}, 150'000);
    EXPECT_EQ(items("open").at(0).at("code"), "LATE_PAYMENT");
    EXPECT_EQ(
        books(),
        (Texts{
            "bank:0071001234567 200000",
            "seller_payable:shop -50000",
            "suspense:0071001234567 -150000",
        })
    );
}

TEST_F(CancelledOrder, TellsThatAllOfItIsToBePaidBack) {
    upload({payment_code()}, 200'000);
    cancel();
    EXPECT_TRUE(events("receivable.cancelled").empty());
    EXPECT_EQ(why("alert.cash_unclear"), Texts{"cancelled_after_payment"});
}

} // namespace
} // namespace route9::tests
