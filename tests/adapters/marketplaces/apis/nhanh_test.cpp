// SPDX-License-Identifier: Apache-2.0
// Nhanh.vn's API 2.0: an order asked for by its number is the one that was pushed, and what others
// may say of it goes back. Names and numbers are invented.
#include "adapters/marketplaces/write_back.hpp"
#include "marketplaces/apis/platform_orders.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'767'236'400}}; // 2026-01-01T03:00:00Z

constexpr std::string_view kAnswer = R"({"code": 1, "messages": [], "data": {"totalPages": 3,
  "page": 1, "orders": {"125000001": {"id": 125000001, "shopOrderId": "", "typeId": 1,
    "type": "Shipping", "moneyDeposit": 0, "moneyTransfer": 0, "calcTotalMoney": 349000,
    "customerName": "Trần Thị Sen", "customerMobile": "0905000001",
    "customerAddress": "12 Hùng Vương", "customerCity": "Quảng Trị",
    "customerDistrict": "Thị xã Quảng Trị", "description": "Gọi trước",
    "createdDateTime": "2026-01-01 09:58:00", "statusCode": "Confirmed",
    "statusName": "Đã xác nhận", "products": [{"productId": 88001, "productCode": "AO-DEN-M",
      "productName": "Áo thun", "quantity": 2.0, "price": 165500, "weight": 250}]}}}})";
constexpr const char* kStatus = "/data/orders/125000001/statusCode";

ApiAccess access() {
    return {
        .settings = {{"app_id", "73001"}, {"business_id", "654321"}},
        .app_secret = Secret{std::string_view{"verify-token"}},
        .access_token = Secret{std::string_view{"tok-1"}},
        .shop = "654321",
    };
}

Result<InboundEvent> order(const Json& answer) {
    return fetched("nhanh", {answer}, "125000001").event;
}

TEST(NhanhCalls, CarryTheTokenAndTheQuestionInAForm) {
    const auto* api = find_shop_api("nhanh");
    EXPECT_TRUE(api->is_pushed) << "connections without a token stay as they are";
    EXPECT_EQ(api->token_call, nullptr) << "a token of a year is not renewed";
    const auto call = api->order_calls(access(), std::vector<std::string>{"125000001"}, kNow).at(0);
    EXPECT_EQ(call.method, "POST");
    EXPECT_EQ(call.target, "/api/order/index");
    EXPECT_EQ(
        call.body,
        "accessToken=tok-1&appId=73001&businessId=654321"
        "&data=%7B%22id%22%3A125000001%2C%22page%22%3A1%7D&version=2.0"
    );
    const Instant from{Seconds{1'767'225'600}}; // 2026-01-01T00:00:00Z
    const auto list = api->changes_call(access(), {from, kNow, "2"}, kNow).body;
    EXPECT_NE(list.find("%22page%22%3A2"), std::string::npos) << list;
    EXPECT_NE(
        list.find("%22updatedDateTimeFrom%22%3A%222026-01-01%2007%3A00%3A00%22"), std::string::npos
    ) << list;
}

TEST(NhanhCalls, ReadTheListPageByPage) {
    const auto* api = find_shop_api("nhanh");
    const auto page = [&](const Json& answer, const char* cursor) {
        return api->read_changes(answer, {kNow, kNow, cursor});
    };
    EXPECT_EQ(page(json(kAnswer), "")->external_ids, std::vector<std::string>{"125000001"});
    EXPECT_EQ(page(json(kAnswer), "")->next, "2");
    EXPECT_EQ(page(json(kAnswer), "3")->next, "");
    const auto none = json(R"({"code":1,"data":{"totalPages":0,"orders":[]}})");
    EXPECT_TRUE(page(none, "")->external_ids.empty());
    EXPECT_FALSE(page(json(R"({"code":1,"data":[]})"), ""));
    EXPECT_FALSE(page(json(R"({"data":{"totalPages":1,"orders":[{}]}})"), ""));
    EXPECT_FALSE(page(json(R"({"data":{"totalPages":1,"orders":[1]}})"), ""));
}

TEST(NhanhOrders, AskedForAreTheOnesThatWerePushed) {
    const auto event = order(json(kAnswer)).value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.external_id, "125000001");
    EXPECT_FALSE(event.source_time) << "Nhanh tells none";
    const auto told = event.order.value();
    auto pushed = json(R"({"event": "orderUpdate", "data": {}})");
    auto& data = pushed["data"] = json(kAnswer)["data"]["orders"]["125000001"];
    data["orderId"] = data["id"];
    data["status"] = data["statusCode"];
    data["products"] =
        json(R"([{"code":"AO-DEN-M","name":"Áo thun","quantity":2,"price":165500,"weight":250}])");
    const auto other = read("nhanh", pushed).value().order.value();
    EXPECT_EQ(told.lines, other.lines);
    EXPECT_EQ(told.recipient, other.recipient);
    EXPECT_EQ(told.payment, other.payment);
    EXPECT_EQ(told.placed_at, other.placed_at);
    EXPECT_EQ(told.payment.amount, dong(349'000));
    EXPECT_EQ(told.lines.at(0).unit_price, dong(165'500));
}

TEST(NhanhOrders, FollowTheirStatus) {
    const struct {
        const char* status;
        EventKind kind;
        bool is_over;
    } cases[] = {
        {"New", EventKind::order_updated, false},
        {"Packed", EventKind::order_updated, false},
        {"Shipping", EventKind::ignored, true},
        {"Success", EventKind::ignored, true},
        {"Canceled", EventKind::order_cancelled, false},
        {"Aborted", EventKind::order_cancelled, false},
    };
    for (const auto& row : cases) {
        const auto event = order(with(kAnswer, kStatus, row.status)).value();
        EXPECT_EQ(event.kind, row.kind) << row.status;
        EXPECT_EQ(event.is_over, row.is_over) << row.status;
    }
    const auto number = with(kAnswer, "/data/orders/125000001/products/0/productCode", 4711);
    EXPECT_EQ(order(number).value().order->lines.at(0).sku.text(), "4711");
    auto bare = json(kAnswer);
    bare["data"]["orders"]["125000001"].erase("products");
    EXPECT_EQ(order(bare).error().fields.at(0).pointer, "/products");
    for (const char* text :
         {"{}", "null", R"({"code":1,"data":{"orders":[]}})", R"({"data":{"orders":{"1":2}}})"}) {
        EXPECT_EQ(order(json(text)).error().code, ErrorCode::not_found) << text;
    }
}

TEST(NhanhPushes, WithoutProductsNameAnOrderThatMayHaveChanged) {
    const auto push = [](const char* status) {
        auto message = json(R"({"event": "orderUpdate", "data": {"orderId": 125000001}})");
        message["data"]["status"] = status;
        return read("nhanh", message).value();
    };
    EXPECT_EQ(push("Confirmed").kind, EventKind::order_to_fetch);
    EXPECT_TRUE(push("Confirmed").is_name_only);
    EXPECT_EQ(push("Confirmed").reason, "status Confirmed") << "of a shop without a token";
    EXPECT_EQ(push("Canceled").kind, EventKind::order_cancelled);
    EXPECT_EQ(push("Success").kind, EventKind::ignored);
}

WriteStep step(WriteAction action, const std::vector<Json>& answers) {
    const WriteBack what{.action = action, .external_id = "125000001", .tracking = "R9-1"};
    return find_write_steps("nhanh")(access(), what, answers, kNow);
}

TEST(NhanhIsTold, ThatAnOrderIsConfirmedOrGivenUp) {
    const auto fresh = with(kAnswer, kStatus, "New");
    const char* said = "data=%7B%22orderId%22%3A125000001%2C%22status%22%3A%22Confirmed%22%7D";
    for (const WriteAction action : {WriteAction::accepted, WriteAction::packed}) {
        EXPECT_EQ(step(action, {}).call.target, "/api/order/index");
        const auto confirmed = step(action, {fresh});
        EXPECT_EQ(confirmed.call.target, "/api/order/update");
        EXPECT_NE(confirmed.call.body.find(said), std::string::npos) << confirmed.call.body;
        EXPECT_EQ(step(action, {json(kAnswer)}).kind, WriteStep::Kind::done) << "it is";
        EXPECT_EQ(step(action, {fresh, json("{}")}).kind, WriteStep::Kind::done);
    }
    EXPECT_EQ(step(WriteAction::shipped, {}).kind, WriteStep::Kind::done) << "no call for that";
    const auto ended = step(WriteAction::cancelled, {json(kAnswer)});
    EXPECT_NE(ended.call.body.find("%22Aborted%22"), std::string::npos) << ended.call.body;
    const auto gone = with(kAnswer, kStatus, "Shipping");
    EXPECT_EQ(step(WriteAction::cancelled, {gone}).kind, WriteStep::Kind::done);
    EXPECT_EQ(step(WriteAction::cancelled, {json("{}")}).kind, WriteStep::Kind::refused);
    EXPECT_EQ(step(WriteAction::delivered, {}).kind, WriteStep::Kind::done) << "no call for that";
}

TEST(NhanhAnswers, AreGoodWithCodeOneOnly) {
    const auto& rule = shipped_profiles().find("nhanh")->api;
    EXPECT_EQ(judge(rule, {.status = 200, .body = R"({"code":1})"}).verdict, ApiVerdict::good);
    EXPECT_EQ(judge(rule, {.status = 200, .body = R"({"code":0})"}).verdict, ApiVerdict::refused);
    EXPECT_EQ(judge(rule, {.status = 429, .body = ""}).verdict, ApiVerdict::throttled);
}

} // namespace
} // namespace route9::adapters
