// SPDX-License-Identifier: Apache-2.0
// What TikiNOW pushes. The message has the members that its documentation shows; all values are
// invented.
#include "adapters/carriers/carrier_messages.hpp"
#include "carriers/shipped_carrier_words.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

using fulfillment::TrackingStatus;

Json report() {
    return parse_json(R"({"tracking_id":"HTC1","client_order_id":"PARCEL1","status":"delivering",)"
                      R"("timestamp":"2026-03-12T02:00:00.151835Z","reason_code":"",)"
                      R"("description":"","driver":{"name":"A B","phone":"0905000009"}})")
        .value();
}

Result<CarrierMessage> read(const Json& message) {
    return read_carrier_message("tikinow", *shipped_carrier_words().find("tikinow"), message);
}

TEST(CarrierMessages, OfTikinowAreReportsOfAParcel) {
    const auto message = read(report()).value();
    ASSERT_EQ(message.reports.size(), 1U);
    EXPECT_EQ(message.reports.at(0).parcel, "PARCEL1");
    EXPECT_EQ(message.reports.at(0).status, TrackingStatus::out_for_delivery);
    EXPECT_EQ(message.reports.at(0).status_word, "delivering");
    EXPECT_EQ(format_utc(message.reports.at(0).at), "2026-03-12T02:00:00.151Z");
    EXPECT_EQ(message.reports.at(0).event_key, "HTC1|delivering|2026-03-12T02:00:00.151Z");
    EXPECT_EQ(message.reports.at(0).note, "") << "nothing of the driver";
}

TEST(CarrierMessages, MayCallTheTimeAnUpdatesAndNameTheirEvent) {
    const auto message =
        read(parse_json(R"({"event":"shipment.status_updated","client_order_id":"PARCEL1",)"
                        R"("tracking_id":"TNSL1","status":"delivered",)"
                        R"("updated_at":"2026-01-01T10:00:00+07:00"})")
                 .value())
            .value();
    EXPECT_EQ(message.reports.at(0).status, TrackingStatus::delivered);
    EXPECT_EQ(format_utc(message.reports.at(0).at), "2026-01-01T03:00:00Z");
    EXPECT_EQ(message.reports.at(0).event_key, "TNSL1|delivered|2026-01-01T03:00:00Z");
}

TEST(CarrierMessages, KeepWhyADeliveryFailed) {
    Json message = report();
    message["status"] = "delivery_failed";
    message["reason_code"] = "absence_of_receiver";
    const auto read_it = read(message).value();
    EXPECT_EQ(read_it.reports.at(0).status, TrackingStatus::delivery_failed);
    EXPECT_EQ(read_it.reports.at(0).note, "absence_of_receiver");
}

TEST(CarrierMessages, DoNotGuessAWordNobodyKnows) {
    Json message = report();
    message["status"] = "đã giao cho bà Sen";
    const auto read_it = read(message).value();
    EXPECT_EQ(read_it.reports.at(0).status, TrackingStatus::unknown);
    EXPECT_EQ(read_it.reports.at(0).status_word, "đã giao cho bà Sen");
    EXPECT_EQ(read_it.reports.at(0).event_key.size(), 64U) << "a key is kept in clear";
}

TEST(CarrierMessages, AreLeftAloneWhenTheyTellOfNoParcel) {
    const auto fee = parse_json(R"({"client_order_id":"X","fee_key":"a","fee_amount":1})").value();
    EXPECT_EQ(read(fee).value().ignored, "a fee");
    const auto stock = parse_json(R"({"data":{"ref_code":"X","main_state":"shipping"}})").value();
    EXPECT_EQ(read(stock).value().ignored, "a message of the warehouse service");
}

TEST(CarrierMessages, NameEveryBadMember) {
    const auto refused = read(Json{{"status", "picked"}, {"timestamp", "now"}});
    ASSERT_FALSE(refused);
    std::vector<std::string> pointers;
    for (const FieldError& field : refused.error().fields) {
        pointers.push_back(field.pointer);
    }
    EXPECT_EQ(
        pointers, (std::vector<std::string>{"/client_order_id", "/timestamp", "/tracking_id"})
    );
    EXPECT_FALSE(read(Json::array()));
}

} // namespace
} // namespace route9::adapters
