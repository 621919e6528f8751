// SPDX-License-Identifier: Apache-2.0
// Cash on delivery that is paid to the bank before the truck closes: the parcel's label tells its
// code, and nothing is owed under it yet.
#include "gateway/money/retry_waiting.hpp"
#include "gateway/workers/retry_worker.hpp"
#include "paid_shipping.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;
using Texts = PaidShipping::Texts;

class EarlyPayment : public testing::Test, protected PaidShipping {
protected:
    /// The code on the label of a packed parcel with 100000 VND to collect.
    std::string pack_with_cash() {
        const PlacedOrder placed =
            place({.method = PaymentMethod::cod, .amount = "100000", .departure = truck_});
        order_ = placed.order;
        const std::string parcel = pack(placed.fulfillments[0]);
        return read(at::get_parcel, staff(), parcel).json().at("code").get<std::string>();
    }

    int retry() {
        return run([this] { return worker_.work_off_batch(); });
    }

    DepartureId truck_ = open_departure();
    OrderId order_{};
    std::atomic<bool> stopping_{false};
    gateway::RetryWorker worker_{services(), stopping_};
};

TEST_F(EarlyPayment, IsMatchedOnceTheTruckHasClosed) {
    const std::string code = pack_with_cash();
    const Json taken = upload({"tra truoc don " + code});
    EXPECT_EQ(taken.at("open"), 1);
    EXPECT_EQ(retry(), 0) << "nothing is owed yet";
    EXPECT_EQ(books(), (Texts{"bank:0071001234567 100000", "suspense:0071001234567 -100000"}));

    close(truck_);
    EXPECT_EQ(retry(), 1);
    EXPECT_EQ(books(), (Texts{"bank:0071001234567 100000", "seller_payable:shop -100000"}));
    EXPECT_TRUE(items("open").empty());
    const Json closed = items("resolved");
    ASSERT_EQ(closed.size(), 1U);
    EXPECT_EQ(closed[0].at("code"), "UNIDENTIFIED_RECEIPT");
    const std::string run = taken.at("id").get<std::string>();
    const Json matches = read(at::get_run_matches, staff(), run).json().at("items");
    ASSERT_EQ(matches.size(), 1U);
    const std::string match = matches[0].at("id").get<std::string>();
    EXPECT_EQ(closed[0].at("resolution"), "tried again and matched: " + match);
    EXPECT_EQ(read(at::get_reconciliation_run, staff(), run).json().at("matched"), 1);
    EXPECT_EQ(retry(), 0);
}

TEST_F(EarlyPayment, IsToldInTheOrdersSequence) {
    upload({pack_with_cash()});
    close(truck_);
    retry();
    EXPECT_EQ(events("open_item.created").size(), 1U);
    EXPECT_EQ(events("open_item.resolved").size(), 1U);
    const Texts told = events("payment.matched");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(Json::parse(told[0]).at("state"), "settled");
}

TEST_F(EarlyPayment, LeavesASecondPaymentOfTheSameParcelToAPerson) {
    const std::string code = pack_with_cash();
    upload({code, "COD " + code});
    close(truck_);
    EXPECT_EQ(retry(), 2);
    const Json open = items("open");
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].at("code"), "DUPLICATE_PAYMENT");
    EXPECT_EQ(
        books(),
        (Texts{
            "bank:0071001234567 200000",
            "seller_payable:shop -100000",
            "suspense:0071001234567 -100000",
        })
    );
}

TEST_F(EarlyPayment, StaysOpenWhenItsParcelDoesNotLeave) {
    const std::string code = pack_with_cash();
    upload({code});
    const Json reason{{"reason", "changed my mind"}};
    ASSERT_EQ(write(at::post_order_cancel, by_seller(), order_.text(), reason).status, 200);
    close(truck_);
    EXPECT_EQ(retry(), 0);
    EXPECT_EQ(items("open").at(0).at("code"), "UNIDENTIFIED_RECEIPT");
}

TEST_F(EarlyPayment, IsNotTriedTwiceForOneJob) {
    upload({pack_with_cash()});
    close(truck_);
    const auto jobs = store().write([this](Tx& tx) -> Result<std::vector<ClaimedJob>> {
        return route9::jobs::claim(tx, gateway::movement_retry_kind, now(), 0, 1, 10);
    });
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ(retry(), 1) << "the lease of the first claim is over";
    const auto late = store().write([&](Tx& tx) -> Result<bool> {
        return route9::jobs::finish(tx, jobs->front());
    });
    EXPECT_FALSE(*late);
    EXPECT_EQ(events("payment.matched").size(), 1U);
}

} // namespace
} // namespace route9::tests
