// SPDX-License-Identifier: Apache-2.0
// A carrier is asked what became of its parcels: what a push lost is found, what came both ways is
// one event, and a carrier that does not answer is left alone for longer and longer.
#include "channels/asking_carrier.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/connection_trial.hpp"
#include "gateway/channels/parcel_asks.hpp"
#include "gateway/intake/connection_alerts.hpp"
#include "payments/receivable.hpp"
#include "stopping_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace route9::tests {
namespace {

using namespace gateway;
using fulfillment::PaymentMethod;

const CarrierStep kPicked{"picked", "2026-03-11T03:40:19.449Z"};
const CarrierStep kStoring{"storing", "2026-03-12T08:00:00Z"};
const CarrierStep kDelivering{"delivering", "2026-03-13T08:00:00Z"};
const CarrierStep kDelivered{"delivered", "2026-03-13T09:40:19.449Z"};
const std::vector<CarrierStep> kWay{kPicked, kStoring, kDelivering, kDelivered};
const Texts kJournal{
    "picked picked_up 2026-03-11T03:40:19.449Z",
    "storing in_transit 2026-03-12T08:00:00Z",
    "delivering out_for_delivery 2026-03-13T08:00:00Z",
    "delivered delivered 2026-03-13T09:40:19.449Z",
};
constexpr Minutes kHalfAnHour{31};
constexpr Minutes kFourDays{4 * 24 * 60};
constexpr const char* kAsk = "POST /shiip/public-api/v2/shipping-order/detail-by-client-code";

class AskedParcels : public testing::Test, protected AskingCarrier {
protected:
    /// With the carrier since 2026-03-10, on 2026-03-14T08:00:00+07:00.
    std::string with_carrier(const std::string& number) {
        std::string code =
            hand_over({.external_id = number, .method = PaymentMethod::cod, .amount = "100000"});
        pass(Minutes{1}); // ids are ordered by their time
        return code;
    }

    void later(Minutes time) {
        pass(time);
        ask();
    }

    /// From the first look on it is due half an hour later.
    void begin() {
        pass(kFourDays);
        ask();
        EXPECT_EQ(heard(), Texts{});
    }

    std::string status(const std::string& code) { return parcel(code).at("status"); }
    Money in_custody(const std::string& code) {
        return *store().read([&](Tx& tx) -> Result<Money> {
            return payments::receivables::find_by_reference(tx, qt, code)->custody;
        });
    }
    Texts alerts() {
        return *store().read([&](Tx& tx) -> Result<Texts> {
            Texts found;
            const auto of = connections::find(tx, connection(), services().vault);
            for (const auto& one :
                 connection_alerts::find(tx, *of, services().vault, now(), now())) {
                found.push_back(std::string{name(one.kind)} + ": " + one.detail);
            }
            return found;
        });
    }
};

TEST_F(AskedParcels, HealWhatAPushLost) {
    const std::string code = with_carrier("A1");
    begin();
    push(code, kPicked);
    push(code, kStoring);
    knows(code, kWay); // the pushes of the last two are lost
    later(Minutes{60});
    EXPECT_EQ(heard(), Texts{}) << "who has just pushed is not asked for two hours";
    later(Minutes{61});
    const std::string call = std::string{kAsk} + R"( {"client_order_code":")" + code + R"("})";
    EXPECT_EQ(heard(), (Texts{call + " Token: token-1"}));
    EXPECT_EQ(status(code), "delivered");
    EXPECT_EQ(parcel(code).at("cash"), "collected");
    EXPECT_EQ(in_custody(code), Money::of_minor(100'000, Currency::VND));
    EXPECT_EQ(journal(code), kJournal);
    EXPECT_EQ(events("order.delivered").size(), 1U);
    later(kFourDays);
    EXPECT_EQ(heard().size(), 1U) << "it is delivered: nothing is asked";
}

TEST_F(AskedParcels, HaveOneJournalHoweverTheirEventsCame) {
    const Texts codes{
        with_carrier("A1"), with_carrier("A2"), with_carrier("A3"), with_carrier("A4")
    };
    begin();
    for (const CarrierStep& step : kWay) {
        push(codes[0], step); // only pushed
    }
    knows(codes[1], kWay); // only asked for
    push(codes[2], kPicked);
    push(codes[2], kStoring);
    knows(codes[2], kWay); // half and half
    knows(codes[3], kWay); // asked for, and pushed afterwards
    later(Minutes{121});
    for (const CarrierStep& step : kWay) {
        push(codes[3], step);
        push(codes[2], {step.word, step.at});
    }
    for (const std::string& code : codes) {
        EXPECT_EQ(journal(code), kJournal) << code;
        EXPECT_EQ(status(code), "delivered");
        EXPECT_EQ(parcel(code).at("cash"), "collected");
        EXPECT_EQ(in_custody(code), Money::of_minor(100'000, Currency::VND));
    }
    EXPECT_EQ(events("cod.collected").size(), 4U);
    EXPECT_EQ(events("order.delivered").size(), 4U);
    EXPECT_EQ(events("alert.cash_refused").size(), 0U);
    EXPECT_EQ(events("alert.cash_unclear").size(), 0U);
}

TEST_F(AskedParcels, AreOneEventWhereTheTimesOfBothWaysDifferALittle) {
    const std::string code = with_carrier("A1");
    begin();
    push(code, {"storing", "2026-03-12T08:00:00.900Z"});
    knows(code, {kStoring, kDelivering});
    later(Minutes{121});
    push(code, {"delivering", "2026-03-13T08:00:01Z"});
    EXPECT_EQ(
        journal(code),
        (Texts{
            "storing in_transit 2026-03-12T08:00:00.900Z",
            "delivering out_for_delivery 2026-03-13T08:00:00Z"
        })
    );
}

TEST_F(AskedParcels, NeverGoBackForWhatIsLate) {
    const std::string code = with_carrier("A1");
    begin();
    push(code, kDelivering);
    knows(code, {kPicked, kStoring, kDelivering});
    later(Minutes{121});
    EXPECT_EQ(status(code), "out_for_delivery");
    EXPECT_EQ(journal(code), (Texts{kJournal[0], kJournal[1], kJournal[2]}));
    EXPECT_EQ(parcel(code).at("status_at"), "2026-03-13T08:00:00Z");
}

TEST_F(AskedParcels, TellAWordThatNobodyKnowsOnce) {
    const std::string code = with_carrier("A1");
    begin();
    knows(code, {kPicked, {"beamed_up", "2026-03-12T08:00:00Z"}});
    later(kHalfAnHour);
    later(kHalfAnHour);
    EXPECT_EQ(heard().size(), 2U);
    EXPECT_EQ(status(code), "picked_up");
    EXPECT_EQ(events("alert.status_unknown").size(), 1U);
    EXPECT_EQ(journal(code).back(), "beamed_up unknown 2026-03-12T08:00:00Z");
}

TEST_F(AskedParcels, AreAskedForLessOftenTheLongerNothingIsTold) {
    const std::string code = with_carrier("A1");
    begin();
    knows(code, {kPicked});
    later(kHalfAnHour);
    EXPECT_EQ(heard().size(), 1U);
    later(Minutes{29});
    EXPECT_EQ(heard().size(), 1U);
    later(Minutes{1}); // nothing new: half an hour of silence
    EXPECT_EQ(heard().size(), 2U);
    later(Minutes{29});
    EXPECT_EQ(heard().size(), 2U);
    later(Minutes{12 * 60});
    EXPECT_EQ(heard().size(), 3U);
    later(Minutes{3 * 60});
    EXPECT_EQ(heard().size(), 3U) << "a quarter of thirteen hours is more than three";
    later(Minutes{16});
    EXPECT_EQ(heard().size(), 4U);
}

TEST_F(AskedParcels, WaitWhereTheCarrierAsksForPatience) {
    const std::string code = with_carrier("A1");
    begin();
    answers(
        code, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 300\r\nContent-Length: 0\r\n\r\n"
    );
    later(kHalfAnHour);
    EXPECT_EQ(heard().size(), 1U);
    EXPECT_GT(pause_ms(), 295'000);
    EXPECT_LE(pause_ms(), 300'000);
    knows(code, kWay);
    ask();
    EXPECT_EQ(status(code), "delivered") << "it was due still";
    EXPECT_EQ(poll_state().reason, "");
}

TEST_F(AskedParcels, AreTriedAgainLaterWhereTheCarrierFailsAndAPersonIsToldInTheEnd) {
    const std::string code = with_carrier("A1");
    const std::string other = with_carrier("A2");
    begin();
    answers(code, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>");
    answers(other, "<html>"); // with status 200
    later(kHalfAnHour);
    EXPECT_EQ(heard().size(), 1U) << "no more is asked of a carrier that fails";
    EXPECT_EQ(poll_state().reason, "status 502");
    later(Minutes{1});
    EXPECT_EQ(heard().size(), 2U) << "the other has its turn";
    EXPECT_EQ(poll_state().reason, "unreadable JSON");
    EXPECT_EQ(alerts(), Texts{});
    pass(Minutes{6 * 60});
    ASSERT_EQ(alerts().size(), 1U);
    EXPECT_TRUE(alerts()[0].starts_with("unanswered: no answer about parcels since 2026-03-14T08:"))
        << alerts()[0];
    EXPECT_TRUE(alerts()[0].ends_with(": unreadable JSON")) << alerts()[0];
    EXPECT_EQ(status(code), "picked_up");
    knows(code, kWay);
    knows(other, kWay);
    ask();
    EXPECT_EQ(status(code), "delivered");
    EXPECT_EQ(status(other), "delivered");
    EXPECT_EQ(alerts(), Texts{});
}

TEST_F(AskedParcels, ThatTheCarrierDoesNotKnowKeepNoOtherWaiting) {
    const std::string unknown = with_carrier("A1");
    const std::string strange = with_carrier("A2");
    const std::string known = with_carrier("A3");
    begin();
    answers(strange, R"({"code":200,"message":"Success","data":{"order_code":5}})");
    knows(known, kWay);
    later(kHalfAnHour);
    EXPECT_EQ(heard().size(), 3U);
    EXPECT_EQ(status(known), "delivered");
    EXPECT_EQ(status(unknown), "picked_up");
    EXPECT_EQ(status(strange), "picked_up");
    EXPECT_EQ(poll_state().reason, "");
    pass(kFourDays); // only the two are left, and neither is told of
    ask();
    pass(Minutes{7 * 60});
    ASSERT_EQ(alerts().size(), 1U);
    EXPECT_TRUE(alerts()[0].starts_with("unanswered: ")) << alerts()[0];
}

TEST_F(AskedParcels, AreBookedOnceWhereverAnAnswerIsCutOff) {
    constexpr int kWritesMax = 8; // of a round with two parcels
    const Texts codes{with_carrier("A1"), with_carrier("A2")};
    begin();
    std::vector<CarrierStep> way; // two units of work
    for (int hour = 0; hour < 20; ++hour) {
        const std::string two_digits = std::to_string(100 + hour).substr(1);
        way.push_back(
            {hour % 2 == 0 ? "storing" : "transporting", "2026-03-11T" + two_digits + ":00:00Z"}
        );
    }
    way.push_back(kDelivered);
    for (const std::string& code : codes) {
        knows(code, way);
    }
    pass(kHalfAnHour);
    for (int writes = 0; writes < kWritesMax; ++writes) {
        StoppingStore stopping{store(), writes};
        Services cut = services_over(stopping);
        ask_over(cut); // the next process begins anew
    }
    ask();
    for (const std::string& code : codes) {
        EXPECT_EQ(status(code), "delivered");
        EXPECT_EQ(journal(code).size(), 21U);
        EXPECT_EQ(in_custody(code), Money::of_minor(100'000, Currency::VND));
    }
    EXPECT_EQ(events("cod.collected").size(), 2U);
    EXPECT_EQ(events("order.delivered").size(), 2U);
}

TEST_F(AskedParcels, AreThoseOfThisCarrierLongestWaitingFirst) {
    const std::string first = with_carrier("A1");
    const std::string second = with_carrier("A2");
    const std::string third = with_carrier("A3");
    begin();
    push(third, kDelivered);
    const gateway::AskingCarrier of{qt, connection(), PartyId{"lao-express"}};
    const gateway::AskingCarrier other{qt, ConnectionId{"ghn-2"}, PartyId{"mekong-post"}};
    const auto due = [&](const gateway::AskingCarrier& whose, int limit) {
        return *store().write([&](Tx& tx) -> Result<Texts> {
            Texts found;
            parcel_asks::follow(tx, whose, now(), 100);
            for (const ParcelAsk& ask : parcel_asks::due(tx, whose, now() + Minutes{90}, limit)) {
                found.push_back(ask.code);
            }
            return found;
        });
    };
    EXPECT_EQ(due(of, 10), (Texts{first, second})) << "the third is delivered";
    EXPECT_EQ(due(other, 10), Texts{});
    const auto parcels = *store().write([&](Tx& tx) -> Result<std::vector<ParcelAsk>> {
        auto found = parcel_asks::due(tx, of, now() + Minutes{90}, 1);
        parcel_asks::put_off(tx, of, found.at(0).parcel, now() + Minutes{80});
        return found;
    });
    EXPECT_EQ(parcels.at(0).code, first);
    EXPECT_EQ(due(of, 10), (Texts{second, first}));
    EXPECT_EQ(due(of, 1), (Texts{second}));
}

TEST_F(AskedParcels, AreTriedByConnectionsTest) {
    ChannelCaller* none = services().calls;
    platform::OutboundHttp http{{}};
    ChannelCaller caller{services(), http};
    services().calls = &caller;
    const auto call = [&] {
        const auto shop = store().read([&](Tx& tx) -> Result<Connection> {
            return *connections::find(tx, connection(), services().vault);
        });
        const auto steps = run([&] { return try_connection(services(), *shop, deadline()); });
        return std::string{name(steps->back().outcome)} + ": " + steps->back().detail;
    };
    EXPECT_EQ(call(), "open: the carrier has no parcel that it could be asked for");
    const std::string code = with_carrier("A1");
    EXPECT_EQ(call(), "failed: it does not know the parcel " + code + ": status 200 400");
    answers(code, R"({"code":200,"data":null})");
    EXPECT_EQ(call(), "failed: unreadable answer: /data: must be one parcel");
    knows(code, kWay);
    EXPECT_EQ(call(), "good: the carrier answered about the parcel " + code);
    EXPECT_EQ(status(code), "picked_up") << "nothing is booked";
    answers(code, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_TRUE(call().starts_with("failed: authorise the shop again: route9 connections"))
        << call();
    services().calls = none;
}

class AskedStates : public testing::Test, protected AskingCarrier {
protected:
    AskedStates() : AskingCarrier("ghtk") {}

    void later(Minutes time) {
        pass(time);
        ask();
    }

    std::string code_ =
        hand_over({.external_id = "A1", .method = PaymentMethod::cod, .amount = "100000"});
};

TEST_F(AskedStates, AreOneEventUntilTheyChange) {
    pass(kFourDays);
    ask();
    knows(code_, {{"4", "2026-03-13 15:00:00"}});
    later(kHalfAnHour);
    EXPECT_EQ(
        heard(), (Texts{"GET /services/shipment/v2/partner_id:" + code_ + " Token: token-1"})
    );
    EXPECT_EQ(journal(code_), (Texts{"4 out_for_delivery 2026-03-13T08:00:00Z"}));
    knows(code_, {{"4", "2026-03-14 08:10:00"}}); // its note was changed
    later(kHalfAnHour);
    EXPECT_EQ(journal(code_).size(), 1U);
    push(code_, {"4", "2026-03-13T14:58:00+07:00"}); // late
    EXPECT_EQ(journal(code_).size(), 1U);
    knows(code_, {{"5", "2026-03-14 09:30:00"}});
    later(Minutes{121});
    push(code_, {"5", "2026-03-14T09:28:39+07:00"});
    EXPECT_EQ(
        journal(code_),
        (Texts{"4 out_for_delivery 2026-03-13T08:00:00Z", "5 delivered 2026-03-14T02:30:00Z"})
    );
    EXPECT_EQ(parcel(code_).at("cash"), "collected");
    EXPECT_EQ(events("cod.collected").size(), 1U);
    push(code_, {"6", "2026-03-14T10:00:00+07:00"});
    EXPECT_EQ(parcel(code_).at("cash"), "remitted") << "money is told apart";
}

} // namespace
} // namespace route9::tests
