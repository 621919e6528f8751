// SPDX-License-Identifier: Apache-2.0
// Carriers tell in their own words, by posting events or by pushing them: the parcel, its cash and
// its incidents come to the same.
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/take_delivery.hpp"
#include "payments/receivable.hpp"
#include "shipping_under_test.hpp"
#include "tests/stored_bytes.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

constexpr const char* kSecret = "the-way-in-of-the-carrier";
constexpr std::string_view kSigner = "ນາງ ສົມສີ ແກ້ວມະນີ";

class CarriersWords : public testing::Test, protected ShippingUnderTest {
protected:
    CarriersWords() {
        code_ = read(at::get_parcel, staff(), parcel_).json().at("code");
        connect("ghtk");
        connect("ghn");
        connect("viettel_post");
        pass(Minutes{4 * 24 * 60}); // 2026-03-14T08:00:00+07:00
    }

    void connect(const std::string& platform) {
        const gateway::Connection connection{
            .tenant = qt,
            .id = ConnectionId{platform + "-1"},
            .platform = PlatformName{platform},
            .party = PartyId{"lao-express"},
            .secrets = {{Secret{std::string_view{kSecret}}, std::nullopt}},
            .settings = {},
            .paused = false,
            .created_at = now(),
        };
        const SealNonce nonce = make_nonce(services().entropy);
        const auto created = store().write([&](Tx& tx) {
            return gateway::connections::create(tx, connection, services().vault, nonce);
        });
        ASSERT_TRUE(created) << created.error().detail;
    }

    int push(const std::string& platform, const std::string& body, const std::string& secret) {
        const std::string path = "/v1/hooks/" + platform + "/" + platform + "-1";
        const std::string field = platform == "ghn" ? "?token=" : "?hash=";
        auto answered = answer(
            at::post_hook(services()),
            {.principal = {},
             .target = path + field + secret,
             .body = body,
             .headers = {},
             .parameters = {{"platform", platform}, {"connection", platform + "-1"}}}
        );
        if (!answered) {
            return 0;
        }
        work_off();
        return answered->status;
    }
    int push(const std::string& platform, const std::string& body) {
        return push(platform, body, kSecret);
    }

    void work_off() {
        auto items = store().write([](Tx& tx) -> Result<std::vector<gateway::InboxItem>> {
            return gateway::inbox::claim(tx, 0, 60'000, 10);
        });
        for (gateway::InboxItem& item : *items) {
            const auto taken = run([&] {
                return gateway::take_delivery(services(), std::move(item), deadline());
            });
            EXPECT_TRUE(taken) << taken.error().detail;
        }
    }

    std::string ghtk(int status, const std::string& time, const std::string& more = "") const {
        return "label_id=S1.A1.17373471&partner_id=" + code_ + "&action_time=" + time +
               "&status_id=" + std::to_string(status) + "&weight=0.3&pick_money=100000" + more;
    }
    std::string ghn(const std::string& status, const std::string& time) const {
        return Json{
            {"OrderCode", "Z82BS"},
            {"ClientOrderCode", code_},
            {"Status", status},
            {"Time", time},
            {"Type", "switch_status"},
            {"Weight", 300},
        }
            .dump();
    }
    std::string viettel(const std::string& status, const std::string& time) const {
        const Json data{
            {"ORDER_NUMBER", "10345381626"},
            {"ORDER_REFERENCE", code_},
            {"ORDER_STATUS", status},
            {"ORDER_STATUSDATE", time},
        };
        return Json{{"DATA", data}, {"TOKEN", kSecret}}.dump();
    }

    Json tell(const std::string& words, Json event) {
        event["parcel"] = code_;
        const Json body{{"words", words}, {"events", Json::array({std::move(event)})}};
        const Answer answer = write(at::post_tracking_events, by_carrier(), "", body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json().at("results").at(0);
    }
    Json parcel() { return read(at::get_parcel, staff(), parcel_).json(); }
    std::string status() { return parcel().at("status"); }
    std::string cash() { return parcel().at("cash"); }
    Json last_event(const Principal& who) {
        return read(at::get_parcel_events, who, parcel_).json().at("items").back();
    }
    Money in_custody() {
        return *store().read([&](Tx& tx) -> Result<Money> {
            return payments::receivables::find_by_reference(tx, qt, code_)->custody;
        });
    }

    std::string parcel_ = ship({.method = PaymentMethod::cod, .amount = "100000"});
    std::string code_;
};

TEST_F(CarriersWords, OfGhtkDeliverOnceAndTellTheCashApart) {
    EXPECT_EQ(cash(), "due");
    EXPECT_EQ(push("ghtk", ghtk(5, "2026-03-12T12:18:39+07:00")), 200);
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(cash(), "collected");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND));
    EXPECT_EQ(push("ghtk", ghtk(6, "2026-03-13T09:00:00+07:00")), 200);
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(cash(), "remitted");
    EXPECT_EQ(in_custody(), Money::of_minor(100'000, Currency::VND)) << "only a bank settles it";
    EXPECT_EQ(events("order.delivered").size(), 1U);
    EXPECT_EQ(events("cod.collected").size(), 1U);
    EXPECT_EQ(events("cod.remitted").size(), 1U);
    EXPECT_EQ(events("alert.cash_refused").size(), 0U);
    EXPECT_EQ(events("alert.cash_unclear").size(), 0U);
    EXPECT_EQ(push("ghtk", ghtk(5, "2026-03-12T12:20:00+07:00")), 200) << "late and again";
    EXPECT_EQ(cash(), "remitted");
    EXPECT_EQ(events("cod.collected").size(), 1U);
}

TEST_F(CarriersWords, ComeToTheSameWhetherPushedOrPosted) {
    EXPECT_EQ(push("ghtk", ghtk(4, "2026-03-12T08:00:00+07:00")), 200);
    EXPECT_EQ(status(), "out_for_delivery");
    const Json pushed = last_event(by_carrier());
    const Json again = tell("ghtk", {{"status", "4"}, {"at", "2026-03-12T08:00:00+07:00"}});
    EXPECT_EQ(again.at("result"), "duplicate");
    EXPECT_EQ(
        tell("ghtk", {{"status", "9"}, {"reason", "130"}, {"at", "2026-03-12T10:00:00+07:00"}})
            .at("result"),
        "moved"
    );
    EXPECT_EQ(status(), "delivery_failed");
    const Json posted = last_event(by_carrier());
    EXPECT_EQ(pushed.at("status"), "out_for_delivery");
    EXPECT_EQ(pushed.at("status_word"), "4");
    EXPECT_EQ(pushed.at("weight_g"), 300);
    EXPECT_EQ(posted.at("status_word"), "9");
    EXPECT_EQ(posted.at("incident"), "consignee_refused");
}

TEST_F(CarriersWords, OfGhnMayStoreTwiceAndNeverComeBack) {
    push("ghn", ghn("storing", "2026-03-11T01:00:00Z"));
    push("ghn", ghn("transporting", "2026-03-11T05:00:00Z"));
    push("ghn", ghn("storing", "2026-03-12T01:00:00Z"));
    EXPECT_EQ(status(), "in_transit");
    push("ghn", ghn("delivering", "2026-03-12T03:00:00Z"));
    EXPECT_EQ(status(), "out_for_delivery");
    push("ghn", ghn("sorting", "2026-03-12T02:00:00Z"));
    EXPECT_EQ(status(), "out_for_delivery") << "told late";
    EXPECT_EQ(events("alert.status_unknown").size(), 0U);
}

TEST_F(CarriersWords, OfViettelPostDeliverByTheirOwnListOnly) {
    push("viettel_post", viettel("400", "11/03/2026 17:05:09"));
    EXPECT_EQ(status(), "in_transit");
    push("viettel_post", viettel("202", "11/03/2026 18:05:09"));
    EXPECT_EQ(status(), "in_transit");
    EXPECT_EQ(events("alert.status_unknown").size(), 1U);
    EXPECT_EQ(last_event(staff()).at("status"), "unknown");
    EXPECT_EQ(last_event(staff()).at("status_word"), "202");
    push("viettel_post", viettel("501", "12/03/2026 17:05:09"));
    EXPECT_EQ(status(), "delivered");
}

TEST_F(CarriersWords, AreNotBelievedOfAStranger) {
    push("ghtk", ghtk(5, "2026-03-12T12:18:39+07:00"), "another-way-in");
    EXPECT_EQ(status(), "picked_up");
}

TEST_F(CarriersWords, ThatPushMoreCashThanIsDueStillDeliver) {
    std::string body = ghtk(5, "2026-03-12T12:18:39+07:00");
    body.replace(body.find("100000"), 6, "900000");
    EXPECT_EQ(push("ghtk", body), 200);
    EXPECT_EQ(status(), "delivered") << "nobody sends it again corrected";
    EXPECT_EQ(cash(), "due");
    EXPECT_EQ(events("alert.cash_refused").size(), 1U);
    EXPECT_EQ(in_custody(), Money::zero(Currency::VND));
}

TEST_F(CarriersWords, InLaoProveTheDeliveryAndLieNowhereInClear) {
    const Json told = tell(
        "hal",
        {{"status", "ລູກຄ້າຮັບແລ້ວ"},
         {"at", "2026-03-12T10:00:00+07:00"},
         {"cash_collected", {{"amount", "100000"}, {"currency", "VND"}}},
         {"proof",
          {{"signed_by", kSigner},
           {"photo_sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}}}
    );
    EXPECT_EQ(told.at("result"), "moved");
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(cash(), "collected");
    const Json event = last_event(by_seller());
    EXPECT_EQ(event.at("status_word"), "ລູກຄ້າຮັບແລ້ວ");
    EXPECT_EQ(event.at("proof").at("signed_by"), kSigner);
    EXPECT_EQ(
        event.at("proof").at("photo_sha256"),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    EXPECT_EQ(found_in(stored_bytes(), {kSigner}), std::vector<std::string>{});
}

TEST_F(CarriersWords, AreKeptAsTheyCameForStaffAlone) {
    push("ghtk", ghtk(9, "2026-03-12T12:18:39+07:00", "&reason=hẹn+lại&driver=0905000009"));
    const Json kept = Json::parse(last_event(staff()).at("raw").get<std::string>());
    EXPECT_EQ(kept.at("driver"), "0905000009");
    EXPECT_EQ(kept.at("reason"), "hẹn lại");
    EXPECT_FALSE(last_event(by_seller()).contains("raw"));
    EXPECT_FALSE(last_event(by_carrier()).contains("raw"));
    EXPECT_EQ(found_in(stored_bytes(), {"0905000009"}), std::vector<std::string>{});
}

TEST_F(CarriersWords, TakeTheCashBackWithTheDelivery) {
    tell(
        "hal",
        {{"status", "DELIVERED"},
         {"at", "2026-03-12T10:00:00+07:00"},
         {"cash_collected", {{"amount", "100000"}, {"currency", "VND"}}}}
    );
    tell(
        "hal",
        {{"status", "NOT_REACHED"}, {"at", "2026-03-12T11:00:00+07:00"}, {"correction", true}}
    );
    EXPECT_EQ(cash(), "due");
    EXPECT_EQ(last_event(staff()).at("incident"), "consignee_not_available");
}

} // namespace
} // namespace route9::tests
