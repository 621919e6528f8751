// SPDX-License-Identifier: Apache-2.0
// Pushes that carry an order's number and its state: what is to be sent is fetched, what is not yet
// or no longer ours is left alone.
#include "adapters/marketplaces/event_readers.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {
namespace {

Result<InboundEvent> read(const char* platform, std::string_view message) {
    const auto& states = shipped_profiles().find(platform)->order_states;
    return find_event_reader(platform)->read(
        parse_json(message).value(), {.topic = {}, .connection = "my-shop", .states = states}
    );
}

std::string shopee(const char* status) {
    return fmt::format(
        R"({{"code":3,"shop_id":7,"data":{{"ordersn":"A1","status":"{}",)"
        R"("update_time":1767236395}}}})",
        status
    );
}

/// Of one line: what it means for the order the order tells.
std::string lazada(const char* status, const char* time = "1767236340") {
    return fmt::format(
        R"({{"message_type":0,"data":{{"order_status":"{}","trade_order_id":26,)"
        R"("trade_order_line_id":"27","status_update_time":{}}}}})",
        status,
        time
    );
}

std::string tiktok(const char* status) {
    return fmt::format(
        R"({{"type":1,"data":{{"order_id":"57","order_status":"{}","update_time":1767236370}}}})",
        status
    );
}

std::string tiktok_cancellation(const char* status) {
    return fmt::format(
        R"({{"type":11,"data":{{"order_id":"57","cancel_status":"{}","create_time":1767236438}}}})",
        status
    );
}

std::string tiki(const char* status) {
    return fmt::format(
        R"({{"id":"e1","sid":"S","type":"ORDER_STATUS_UPDATED","created_at":1767236391000,)"
        R"("payload":{{"order_code":"9","status":"{}"}}}})",
        status
    );
}

TEST(OrderHints, SayWhatToDoByTheirState) {
    const struct {
        const char* platform;
        std::string message;
        EventKind kind;
        const char* id;
    } cases[] = {
        {"shopee", shopee("READY_TO_SHIP"), EventKind::order_to_fetch, "A1"},
        {"shopee", shopee("UNPAID"), EventKind::ignored, "A1"},
        {"shopee", shopee("CANCELLED"), EventKind::order_cancelled, "A1"},
        {"shopee", shopee("IN_CANCEL"), EventKind::cancel_requested, "A1"},
        {"shopee", R"({"code":4,"data":{"ordersn":"A1"}})", EventKind::ignored, ""},
        {"shopee", R"({"code":0,"data":{"verify_info":"x"}})", EventKind::ignored, ""},
        {"lazada", lazada("pending"), EventKind::order_to_fetch, "26"},
        {"lazada", lazada("canceled"), EventKind::order_to_fetch, "26"},
        {"lazada", lazada("shipped"), EventKind::ignored, "26"},
        {"lazada",
         R"({"message_type":10,"data":{"trade_order_id":26,"status_update_time":1767236340000}})",
         EventKind::order_to_fetch,
         "26"},
        {"tiktok", tiktok("AWAITING_SHIPMENT"), EventKind::order_to_fetch, "57"},
        {"tiktok", tiktok("CANCEL"), EventKind::order_cancelled, "57"},
        {"tiktok",
         R"({"type":3,"data":{"order_id":"57","update_time":1767236379}})",
         EventKind::order_to_fetch,
         "57"},
        {"tiktok",
         tiktok_cancellation("CANCELLATION_REQUEST_PENDING"),
         EventKind::cancel_requested,
         "57"},
        {"tiktok",
         tiktok_cancellation("CANCELLATION_REQUEST_SUCCESS"),
         EventKind::order_to_fetch,
         "57"},
        {"tiki", tiki("queueing"), EventKind::order_to_fetch, "9"},
        {"tiki", tiki("canceled"), EventKind::order_cancelled, "9"},
    };
    for (const auto& row : cases) {
        const auto event = read(row.platform, row.message);
        ASSERT_TRUE(event) << row.message;
        EXPECT_EQ(event->kind, row.kind) << row.message;
        EXPECT_EQ(event->external_id, row.id) << row.message;
        EXPECT_FALSE(event->order) << "a hint carries none";
    }
}

TEST(OrderHints, OfKiotVietComeSeveralInAMessage) {
    const char* message = R"({"Id":"6f1f","Attempt":1,"Notifications":[
        {"Action":"stock.update.500001","Data":[{"ProductId":1}]},
        {"Action":"order.update.500001","Data":[{"Id":9100000001,"Status":1,
          "ModifiedDate":"2026-01-01T09:58:10.0000000"},{"Id":9100000002,"Status":1}]},
        {"Action":"order.update.500001","Data":[{"Id":9100000003,"Status":3}]}]})";
    const auto event = read("kiotviet", message).value();
    EXPECT_EQ(event.kind, EventKind::order_to_fetch);
    EXPECT_EQ(event.external_id, "9100000001");
    EXPECT_EQ(event.others, std::vector<std::string>{"9100000002"});
    const auto cancelled = read(
        "kiotviet",
        R"({"Notifications":[{"Action":"order.update.5","Data":[{"Id":7,"Status":4}]}]})"
    );
    EXPECT_EQ(cancelled.value().kind, EventKind::order_cancelled);
    EXPECT_EQ(read("kiotviet", R"({"RemoveId":[1]})").value().kind, EventKind::ignored);
    const auto stock = R"({"Notifications":[{"Action":"stock.update.5","Data":[]}]})";
    EXPECT_EQ(read("kiotviet", stock).value().reason, "action stock.update.5");
}

TEST(OrderHints, ThatOnlyNameAnOrderDoNotSayThatItIsToBeSent) {
    const struct {
        const char* platform;
        std::string message;
        bool is_name_only;
    } cases[] = {
        {"shopee", shopee("READY_TO_SHIP"), false},
        {"lazada", lazada("pending"), false},
        {"lazada", lazada("canceled"), true}, // one line of it
        {"lazada",
         R"({"message_type":10,"data":{"trade_order_id":26,"status_update_time":1767236340000}})",
         true},
        {"tiktok", tiktok("AWAITING_SHIPMENT"), false},
        {"tiktok", R"({"type":3,"data":{"order_id":"57","update_time":1767236379}})", true},
        {"tiktok", tiktok_cancellation("CANCELLATION_REQUEST_SUCCESS"), true},
        {"tiki", tiki("queueing"), false},
    };
    for (const auto& row : cases) {
        const auto event = read(row.platform, row.message);
        ASSERT_TRUE(event) << row.message;
        EXPECT_EQ(event->is_name_only, row.is_name_only) << row.message;
    }
}

TEST(OrderHints, TellTimesInSecondsOrMilliseconds) {
    const auto seconds = read("lazada", lazada("pending")).value();
    const auto milliseconds = read("lazada", lazada("pending", "\"1767236340000\"")).value();
    EXPECT_EQ(format_utc(seconds.source_time.value()), "2026-01-01T02:59:00Z");
    EXPECT_EQ(milliseconds.source_time, seconds.source_time);
}

TEST(OrderHints, OfAnEndingAuthorisationAreAPersonsWork) {
    const struct {
        const char* platform;
        const char* message;
    } cases[] = {
        {"shopee", R"({"code":2,"data":{"shop_id":7,"success":1}})"},
        {"shopee", R"({"code":12,"data":{"shop_expire_soon":[7]}})"},
        {"lazada", R"({"message_type":8,"data":{"seller_id":"7"}})"},
        {"tiktok", R"({"type":6,"data":{}})"},
        {"tiktok", R"({"type":7,"data":{}})"},
    };
    for (const auto& row : cases) {
        const auto event = read(row.platform, row.message);
        ASSERT_FALSE(event) << row.message;
        EXPECT_NE(event.error().detail.find("authoris"), std::string::npos) << row.message;
    }
}

TEST(OrderHints, WithAStrangeStateAreKeptForAPerson) {
    const auto event = read("tiktok", tiktok("BEAMED_UP"));
    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().fields.at(0).pointer, "/data/order_status");
}

} // namespace
} // namespace route9::adapters
