// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/tracking_document.hpp"

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

TEST(TrackingDocument, ReadsABatchWithCashAndCorrections) {
    const auto events = read_tracking_events(parse_json(kBatch).value()).value();
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
    const auto events = read_tracking_events(parse_json(kBatch).value()).value();
    EXPECT_EQ(events[1].status, TrackingStatus::unknown);
    EXPECT_EQ(events[1].status_word, "teleported");
}

TEST(TrackingDocument, GivesARepeatedEventWithoutAnIdTheSameKey) {
    const auto events = read_tracking_events(parse_json(kBatch).value()).value();
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
        const auto events = read_tracking_events(document);
        ASSERT_FALSE(events) << row.at;
        ASSERT_EQ(events.error().fields.size(), 1U) << row.at;
        EXPECT_EQ(events.error().fields[0].pointer, row.at);
        EXPECT_EQ(events.error().fields[0].code, row.code) << row.at;
    }
}

TEST(TrackingDocument, NamesNoCurrencyOfCashThatNobodyHasGiven) {
    auto document = parse_json(kBatch).value();
    document["events"][0]["cash_collected"] = Json{{"amount", "1e3"}};
    const auto events = read_tracking_events(document);
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
    EXPECT_TRUE(read_tracking_events(document));
    auto copy = document["events"][1];
    document["events"].push_back(std::move(copy));
    EXPECT_EQ(read_tracking_events(document).error().fields.at(0).code, "too_many");
}

} // namespace
} // namespace route9::adapters
