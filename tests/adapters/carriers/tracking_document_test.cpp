// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/tracking_document.hpp"
#include "carriers/shipped_carrier_words.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::TrackingStatus;

constexpr std::string_view kBatch = R"({"events": [
  {"id": "ev-1", "parcel": "106141412345678908", "status": "delivered",
   "at": "2026-01-03T17:05:00+07:00", "place": "ໄກສອນ", "note": "ຮັບແລ້ວ",
   "cash_collected": {"amount": "300000", "currency": "LAK"}},
  {"parcel": "pcl_1", "status": "teleported", "at": "2026-01-03T10:00:00Z", "correction": true}]})";

Result<std::vector<TrackingReport>> read_ours(const Json& document) {
    return read_tracking_events(document, shipped_carrier_words());
}

TEST(TrackingDocument, ReadsABatchWithCashAndCorrections) {
    const auto events = read_ours(parse_json(kBatch).value()).value();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].event_key, "ev-1");
    EXPECT_EQ(events[0].parcel, "106141412345678908");
    EXPECT_EQ(events[0].status, TrackingStatus::delivered);
    EXPECT_EQ(format_utc(events[0].at), "2026-01-03T10:05:00Z");
    EXPECT_EQ(events[0].place, "ໄກສອນ");
    EXPECT_EQ(events[0].cash_collected, Money::of_minor(30'000'000, Currency::LAK));
    EXPECT_FALSE(events[0].correction);
    EXPECT_TRUE(events[1].correction);
    EXPECT_FALSE(events[1].cash_collected);
}

TEST(TrackingDocument, KeepsTheWordOfAStatusNobodyKnows) {
    const auto events = read_ours(parse_json(kBatch).value()).value();
    EXPECT_EQ(events[1].status, TrackingStatus::unknown);
    EXPECT_EQ(events[1].status_word, "teleported");
}

TEST(TrackingDocument, GivesARepeatedEventWithoutAnIdTheSameKey) {
    const auto events = read_ours(parse_json(kBatch).value()).value();
    EXPECT_EQ(events[1].event_key, "pcl_1|teleported|2026-01-03T10:00:00Z");
}

struct Case {
    const char* at;
    Json value;
    const char* code;
};

TEST(TrackingDocument, NamesTheBadMember) {
    const Case cases[] = {
        {"/events", nullptr, "required"},
        {"/events", Json::array(), "empty"},
        {"/events/0", "x", "wrong_type"},
        {"/events/0/parcel", nullptr, "required"},
        {"/events/0/status", nullptr, "required"},
        {"/events/0/status", "", "empty"},
        {"/events/0/at", nullptr, "required"},
        {"/events/0/at", "today", "malformed"},
        {"/events/0/cash_collected", "300000", "wrong_type"},
        {"/events/0/cash_collected/amount", 300000, "wrong_type"},
        {"/events/0/cash_collected/amount", "-5", "out_of_range"},
        {"/events/0/cash_collected/currency", "EUR", "unknown_value"},
        {"/events/0/cash_collected/rate", "1", "unknown_member"},
        {"/events/1/correction", "yes", "wrong_type"},
        {"/events/1/lat", 17, "unknown_member"},
        {"/extra", 1, "unknown_member"},
    };
    for (const auto& row : cases) {
        auto document = parse_json(kBatch).value();
        document[Json::json_pointer{row.at}] = row.value;
        const auto events = read_ours(document);
        ASSERT_FALSE(events) << row.at;
        ASSERT_EQ(events.error().fields.size(), 1U) << row.at;
        EXPECT_EQ(events.error().fields[0].pointer, row.at);
        EXPECT_EQ(events.error().fields[0].code, row.code) << row.at;
    }
}

TEST(TrackingDocument, NamesNoCurrencyOfCashThatNobodyHasGiven) {
    auto document = parse_json(kBatch).value();
    document["events"][0]["cash_collected"] = Json{{"amount", "1e3"}};
    const auto events = read_ours(document);
    ASSERT_FALSE(events);
    ASSERT_EQ(events.error().fields.size(), 2U);
    EXPECT_EQ(events.error().fields[0].pointer, "/events/0/cash_collected/currency");
    EXPECT_EQ(
        events.error().fields[1].message,
        R"(must be decimal text such as "349000", with at most 18 digits)"
    );
}

TEST(TrackingDocument, TakesAHundredEventsAndNotOneMore) {
    auto document = parse_json(kBatch).value();
    while (document["events"].size() < 100) {
        auto copy = document["events"][1];
        document["events"].push_back(std::move(copy));
    }
    EXPECT_TRUE(read_ours(document));
    auto copy = document["events"][1];
    document["events"].push_back(std::move(copy));
    EXPECT_EQ(read_ours(document).error().fields.at(0).code, "too_many");
}

TEST(TrackingDocument, IsReadInTheWordsOfTheListThatItNames) {
    const auto events = read_ours(parse_json(R"({"words": "hal", "events": [
      {"parcel": "p1", "status": "ລູກຄ້າຮັບແລ້ວ", "at": "2026-01-03T10:00:00Z",
       "proof": {"signed_by": "ນາງ ຄຳ",
        "photo_sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}},
      {"parcel": "p2", "status": "NOT_REACHED", "reason": "ROAD_CLOSED",
       "at": "2026-01-03T10:00:00Z", "weight_g": 1250},
      {"parcel": "p3", "status": "delivered to grandmother", "at": "2026-01-03T10:00:00Z",
       "reason": "SHE_WAS_HOME"}]})")
                                      .value())
                            .value();
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].status, TrackingStatus::delivered);
    EXPECT_EQ(events[0].status_word, "ລູກຄ້າຮັບແລ້ວ");
    EXPECT_EQ(events[0].signed_by, "ນາງ ຄຳ");
    EXPECT_EQ(events[0].photo.substr(0, 8), "e3b0c442");
    EXPECT_EQ(parse_json(events[0].raw).value().at("status"), "ລູກຄ້າຮັບແລ້ວ");
    EXPECT_EQ(events[1].status, TrackingStatus::delivery_failed);
    EXPECT_EQ(events[1].incident, fulfillment::Incident::road_closed);
    EXPECT_EQ(events[1].mass_g, 1250);
    EXPECT_EQ(events[2].status, TrackingStatus::unknown);
    EXPECT_EQ(events[2].incident, fulfillment::Incident::unknown);
    for (const TrackingReport& event : events) {
        EXPECT_FALSE(event.is_pushed);
    }
}

TEST(TrackingDocument, HasTheKeyOfThePushThatTellsTheSame) {
    const auto events = read_ours(parse_json(R"({"words": "ghtk", "events": [
      {"parcel": "C", "status": "5", "at": "2026-03-12T12:18:39+07:00"}]})")
                                      .value())
                            .value();
    EXPECT_EQ(events[0].event_key, "C|5|2026-03-12T05:18:39Z");
    EXPECT_EQ(events[0].cash, fulfillment::CashState::collected);
}

TEST(TrackingDocument, RefusesWordsOfNoListAndProofOfNoDelivery) {
    const auto refusal = [](const Json& change, const char* words) {
        Json event{{"parcel", "p"}, {"status", "delivered"}, {"at", "2026-01-03T10:00:00Z"}};
        event.update(change);
        Json document{{"events", Json::array({event})}};
        if (words != nullptr) {
            document["words"] = words;
        }
        const auto read = read_ours(document);
        return read ? std::string{} : read.error().fields.at(0).pointer;
    };
    EXPECT_EQ(refusal(Json::object(), "dhl"), "/words");
    EXPECT_EQ(refusal({{"reason", "REFUSED"}}, nullptr), "/events/0/reason");
    EXPECT_EQ(refusal({{"incident", "bad_luck"}}, nullptr), "/events/0/incident");
    EXPECT_EQ(refusal({{"incident", "weather_delay"}}, nullptr), "");
    EXPECT_EQ(refusal({{"weight_g", 0}}, nullptr), "/events/0/weight_g");
    const Json proof{{"proof", {{"photo_sha256", "e3b0"}}}};
    EXPECT_EQ(refusal(proof, nullptr), "/events/0/proof/photo_sha256");
    Json early{{"status", "in_transit"}, {"proof", Json::object()}};
    EXPECT_EQ(refusal(early, nullptr), "/events/0/proof");
}

} // namespace
} // namespace route9::adapters
