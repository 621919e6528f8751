// SPDX-License-Identifier: Apache-2.0
// What carriers of Viet Nam push. The messages have the members that their documentation or their
// integrators show; all values are invented.
#include "adapters/carriers/carrier_messages.hpp"
#include "adapters/marketplaces/hook_body.hpp"
#include "carriers/shipped_carrier_words.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

using fulfillment::CashState;
using fulfillment::Incident;
using fulfillment::TrackingStatus;

constexpr const char* kCode = "06E2M8W5KZR3QD7N1C9V";

Result<CarrierMessage> read(std::string_view platform, std::string_view body) {
    const Profile& profile = *shipped_profiles().find(platform);
    const auto message = read_hook_body(profile, body);
    if (!message) {
        return Failure{message.error()};
    }
    return read_carrier_message(
        platform, *shipped_carrier_words().find(profile.parcel_words), *message
    );
}

TrackingReport report_of(std::string_view platform, std::string_view body) {
    const auto message = read(platform, body);
    EXPECT_TRUE(message) << body;
    return message && message->reports.size() == 1 ? message->reports.front() : TrackingReport{};
}

std::vector<std::string> pointers_of(const Result<CarrierMessage>& refused) {
    std::vector<std::string> pointers;
    if (!refused) {
        for (const FieldError& field : refused.error().fields) {
            pointers.push_back(field.pointer);
        }
    }
    return pointers;
}

constexpr const char* kGhn = R"({"CODAmount":3000000,"CODTransferDate":null,
  "ClientOrderCode":"06E2M8W5KZR3QD7N1C9V","ConvertedWeight":200,"Description":"",
  "OrderCode":"Z82BS","Reason":"Người nhận hẹn lại","ReasonCode":"GHN-DFC1A2","ShopID":81558,
  "Status":"delivery_fail","Time":"2026-03-12T03:52:50.158Z","Type":"switch_status",
  "Warehouse":"Bưu cục 1","Weight":1250})";

TEST(CarrierPushes, OfGhnAreReportsInGrams) {
    const TrackingReport report = report_of("ghn", kGhn);
    EXPECT_EQ(report.parcel, kCode);
    EXPECT_EQ(report.status, TrackingStatus::delivery_failed);
    EXPECT_EQ(report.status_word, "delivery_fail");
    EXPECT_EQ(report.incident, Incident::unknown) << "a reason, and no list tells which";
    EXPECT_EQ(format_utc(report.at), "2026-03-12T03:52:50.158Z");
    EXPECT_EQ(report.event_key, "06E2M8W5KZR3QD7N1C9V|delivery_fail|2026-03-12T03:52:50.158Z");
    EXPECT_EQ(report.place, "Bưu cục 1");
    EXPECT_EQ(report.note, "Người nhận hẹn lại");
    EXPECT_EQ(report.mass_g, 1250);
    EXPECT_FALSE(report.cash_collected) << "an attempt collects nothing";
    EXPECT_TRUE(report.is_pushed);
    EXPECT_EQ(parse_json(report.raw).value(), parse_json(kGhn).value());
}

TEST(CarrierPushes, OfGhnTellTheCashWithTheDelivery) {
    const std::string delivered =
        R"({"CODAmount":3000000,"CODTransferDate":null,"ClientOrderCode":"C","OrderCode":"Z",)"
        R"("Status":"delivered","Time":"2026-03-12T03:52:50Z","Type":"switch_status"})";
    const TrackingReport report = report_of("ghn", delivered);
    EXPECT_EQ(report.cash, CashState::collected);
    EXPECT_EQ(report.cash_collected, Money::of_minor(3'000'000, Currency::VND));
    const TrackingReport paid = report_of(
        "ghn",
        R"({"CODAmount":3000000,"CODTransferDate":"2026-03-14T00:00:00Z","ClientOrderCode":"C",)"
        R"("OrderCode":"Z","Status":"delivered","Time":"2026-03-12T03:52:50Z"})"
    );
    EXPECT_EQ(paid.cash, CashState::remitted);
    EXPECT_EQ(
        read("ghn", R"({"Type":"update_weight","OrderCode":"Z","Weight":900})").value().ignored,
        "a change of weight, cash or fee"
    );
}

TEST(CarrierPushes, OfGhtkAreReportsInKilogramsAsJsonOrAsAForm) {
    const TrackingReport report = report_of(
        "ghtk",
        R"({"partner_id":"06E2M8W5KZR3QD7N1C9V","label_id":"S1.A1.17373471","status_id":5,)"
        R"("action_time":"2026-03-12T12:18:39+07:00","reason_code":"","reason":"","weight":2.4,)"
        R"("fee":15000,"pick_money":100000,"return_part_package":0})"
    );
    EXPECT_EQ(report.status, TrackingStatus::delivered);
    EXPECT_EQ(report.status_word, "5");
    EXPECT_EQ(report.cash, CashState::collected);
    EXPECT_EQ(report.cash_collected, Money::of_minor(100'000, Currency::VND));
    EXPECT_EQ(report.mass_g, 2400);
    EXPECT_EQ(report.incident, std::nullopt);

    // As GHTK shows it: the sign of the offset is not escaped.
    const TrackingReport form = report_of(
        "ghtk",
        "label_id=S1.A1.17373471&partner_id=06E2M8W5KZR3QD7N1C9V&action_time=2026-03-12T12:18:39"
        "+07:00&status_id=5&reason_code=&reason=&weight=2.4&fee=1500&return_part_package=0"
    );
    EXPECT_EQ(format_utc(form.at), "2026-03-12T05:18:39Z");
    EXPECT_EQ(form.event_key, report.event_key);
    EXPECT_EQ(form.mass_g, 2400);
    EXPECT_FALSE(form.cash_collected);
}

TEST(CarrierPushes, OfGhtkTellWhyADeliveryFailed) {
    const TrackingReport report = report_of(
        "ghtk",
        R"({"partner_id":"C","label_id":"L","status_id":9,"action_time":"2026-03-12 12:18:39",)"
        R"("reason_code":"130","reason":"Người nhận không đồng ý nhận"})"
    );
    EXPECT_EQ(report.status, TrackingStatus::delivery_failed);
    EXPECT_EQ(report.incident, Incident::consignee_refused);
    EXPECT_EQ(format_utc(report.at), "2026-03-12T05:18:39Z") << "a time of the corridor";
}

constexpr const char* kViettel = R"({"DATA":{"ORDER_NUMBER":"10345381626",
  "ORDER_REFERENCE":"06E2M8W5KZR3QD7N1C9V","ORDER_STATUSDATE":"12/03/2026 17:05:09",
  "ORDER_STATUS":501,"STATUS_NAME":"Phát thành công","LOCALION_CURRENTLY":"Bưu cục Huế",
  "NOTE":"","MONEY_COLLECTION":250000,"PRODUCT_WEIGHT":1200},"TOKEN":"vtp-token-1"})";

TEST(CarrierPushes, OfViettelPostAreReadWithoutTheirToken) {
    const TrackingReport report = report_of("viettel_post", kViettel);
    EXPECT_EQ(report.parcel, kCode);
    EXPECT_EQ(report.status, TrackingStatus::delivered);
    EXPECT_EQ(format_utc(report.at), "2026-03-12T10:05:09Z");
    EXPECT_EQ(report.cash_collected, Money::of_minor(250'000, Currency::VND));
    EXPECT_EQ(report.mass_g, 1200);
    EXPECT_EQ(report.place, "Bưu cục Huế");
    EXPECT_EQ(report.raw.find("vtp-token-1"), std::string::npos);
}

TEST(CarrierPushes, OfJtMayTellSeveralStepsAndNoTime) {
    const auto message =
        read(
            "jt_vn",
            R"({"txlogisticId":"06E2M8W5KZR3QD7N1C9V","billCode":"841000000001","details":[)"
            R"({"scanType":"Departure","scanTime":"2026-03-12 08:00:00"},)"
            R"({"scanType":"P.O.D","scanTime":"2026-03-12 10:05:00","desc":"đã giao"}]})"
        )
            .value();
    ASSERT_EQ(message.reports.size(), 2U);
    EXPECT_EQ(message.reports[0].status, TrackingStatus::in_transit);
    EXPECT_EQ(message.reports[1].status, TrackingStatus::delivered);
    EXPECT_EQ(format_utc(message.reports[1].at), "2026-03-12T03:05:00Z");
    EXPECT_EQ(message.reports[1].note, "đã giao");

    const TrackingReport bare = report_of(
        "jt_vn", R"({"order_number":"C","waybill_number":"841000000001","Status":"R.P.O.D"})"
    );
    EXPECT_EQ(bare.status, TrackingStatus::returned);
    EXPECT_EQ(bare.at, Instant{});
}

TEST(CarrierPushes, OfNinjaVanNameTheEventAndWhoSigned) {
    const TrackingReport report = report_of(
        "ninja_van",
        R"({"tracking_id":"NVVN1","shipper_order_ref_no":"06E2M8W5KZR3QD7N1C9V",)"
        R"("event":"Delivered, left at the gate","status":"Delivered",)"
        R"("timestamp":"2026-03-12T10:05:00+0700","pod":{"name":"Bà Sen"}})"
    );
    EXPECT_EQ(report.status, TrackingStatus::delivered)
        << "the status where nobody knows the event";
    EXPECT_EQ(report.signed_by, "Bà Sen");
    EXPECT_EQ(format_utc(report.at), "2026-03-12T03:05:00Z");
    const TrackingReport exact = report_of(
        "ninja_van",
        R"({"tracking_id":"N","shipper_ref_no":"C","event":"Arrived at Destination Hub",)"
        R"("status":"Transit","timestamp":"2026-03-12T10:05:00Z"})"
    );
    EXPECT_EQ(exact.status, TrackingStatus::at_destination_hub);
}

TEST(CarrierPushes, DoNotGuessAWordNobodyKnows) {
    const TrackingReport report = report_of(
        "viettel_post",
        R"({"DATA":{"ORDER_NUMBER":"1","ORDER_REFERENCE":"C","ORDER_STATUS":"202",)"
        R"("ORDER_STATUSDATE":"12/03/2026 17:05:09"},"TOKEN":"t"})"
    );
    EXPECT_EQ(report.status, TrackingStatus::unknown);
    EXPECT_EQ(report.status_word, "202");
}

TEST(CarrierPushes, NameEveryBadMember) {
    using Pointers = std::vector<std::string>;
    EXPECT_EQ(
        pointers_of(read("ghn", "{}")),
        (Pointers{"/ClientOrderCode", "/OrderCode", "/Status", "/Time"})
    );
    EXPECT_EQ(
        pointers_of(read("ghtk", "label_id=&partner_id=C&status_id=5&action_time=today")),
        (Pointers{"/label_id", "/action_time"})
    );
    EXPECT_EQ(pointers_of(read("viettel_post", R"({"TOKEN":"t"})")), Pointers{"/DATA"});
    EXPECT_EQ(
        pointers_of(read("jt_vn", R"({"order_number":"C","details":[{"scanTime":"x"}]})")),
        (Pointers{"/details/0/Status", "/details/0/scanTime"})
    );
    EXPECT_EQ(
        pointers_of(read(
            "ghtk",
            R"({"partner_id":"C","label_id":"L","status_id":5,"action_time":"2026-03-12 12:18:39",)"
            R"("pick_money":"a lot"})"
        )),
        Pointers{"/pick_money"}
    );
    for (const char* platform : {"ghn", "ghtk", "viettel_post", "jt_vn", "ninja_van"}) {
        EXPECT_FALSE(read(platform, "[]")) << platform;
    }
}

} // namespace
} // namespace route9::adapters
