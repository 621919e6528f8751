// SPDX-License-Identifier: Apache-2.0
// Sendo: what is pushed names an order, its API tells it, and its seller's three words go back.
// Names and numbers are invented; the forms are those of Sendo's help for sellers.
#include "adapters/marketplaces/write_back.hpp"
#include "core/crypto.hpp"
#include "marketplaces/apis/platform_orders.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'767'236'400}}; // 2026-01-01T03:00:00Z

constexpr std::string_view kOrder = R"({"result": {"sales_order": {
    "order_number": "142873645429", "order_status": 2, "payment_status": 1, "payment_method": 1,
    "can_action": true, "is_self_shipping": false, "receiver_name": "Trần Thị Sen",
    "shipping_contact_phone": "0905000001", "buyer_phone": "0905000009",
    "receiver_region": "Quảng Trị", "receiver_district": "Thị xã Quảng Trị",
    "receiver_ward": "Phường 1", "ship_to_address": "12 Hùng Vương",
    "region_name": "12 Hùng Vương, Phường 1, Thị xã Quảng Trị, Quảng Trị",
    "total_amount": 331000.0, "total_amount_buyer": 349000.0, "sub_total": 331000.0,
    "note": "Gọi trước", "order_date_time_stamp": 1767236100,
    "updated_date_time_stamp": 1767236340},
  "sku_details": [{"sku": "AO-DEN-M", "product_name": "Áo thun", "quantity": 2,
    "price": 165500.0, "sub_total": 331000.0, "weight": 260}]},
  "success": true, "status_code": 200})";

ApiAccess access(HookSettings settings = {{"shop_key", "b1d67039"}}) {
    return {
        .settings = std::move(settings),
        .app_secret = Secret{std::string_view{"token-of-the-address"}},
        .access_token = Secret{std::string_view{"tok-1"}},
        .shop = {},
    };
}

Result<InboundEvent> order(const Json& answer) {
    return fetched("sendo", {answer}, "142873645429").event;
}

Result<InboundEvent> pushed(std::string_view message) {
    const auto& states = shipped_profiles().find("sendo")->order_states;
    return find_event_reader("sendo")->read(
        json(message), {.topic = {}, .connection = "my-shop", .states = states}
    );
}

TEST(SendoPushes, AreBelievedToNameAnOrderAndNoMore) {
    const struct {
        const char* message;
        bool is_name_only;
    } cases[] = {
        {R"({"type":"SALESORDER.CREATE","store_id":555001,"shop_key":"b1d67039",)"
         R"("data":{"id":7,"order_number":"142873645429","order_status":2}})",
         false},
        {R"({"type":"SALESORDER.UPDATE","shop_key":"b1d67039","data":{"order_action":"UNLOCK",)"
         R"("order_number":"142873645429","data":{"can_action":true}}})",
         true},
        {R"({"type":"SALESORDER.UPDATE","data":{"order_action":"CANCEL",)"
         R"("order_number":142873645429,"order_status":13}})",
         true},
        {R"({"order_number":"142873645429","order_status":3,"shop_id":555001})", false},
        {R"({"order_number":"142873645429","order_status":99})", true},
    };
    for (const auto& row : cases) {
        const auto event = pushed(row.message);
        ASSERT_TRUE(event) << row.message;
        EXPECT_EQ(event->kind, EventKind::order_to_fetch) << row.message;
        EXPECT_EQ(event->external_id, "142873645429");
        EXPECT_EQ(event->channel, "sendo");
        EXPECT_EQ(event->is_name_only, row.is_name_only) << row.message;
        EXPECT_FALSE(event->source_time) << "nobody has signed it";
    }
    EXPECT_EQ(pushed(R"({"type":"PRODUCT.UPDATE","data":{}})").value().kind, EventKind::ignored);
    EXPECT_FALSE(pushed(R"({"type":"SALESORDER.CREATE","data":{}})"));
    EXPECT_FALSE(pushed("[]"));
}

TEST(SendoPushes, CarryTheTokenOfTheirAddress) {
    crypto_start();
    const auto keys = keys_with("address-token-1");
    const std::string body = R"({"order_number":"1"})";
    const auto verify = [&](std::span<const HeaderField> query, std::span<const HeaderField> at) {
        const HookRequest request{.headers = at, .body = body, .public_url = {}, .query = query};
        return verify_hook(*shipped_profiles().find("sendo"), request, &keys, kNow);
    };
    const std::vector<HeaderField> good{{"token", "address-token-1"}};
    const std::vector<HeaderField> bad{{"token", "address-token-2"}};
    const std::vector<HeaderField> twice{{"token", "address-token-1"}, {"token", "x"}};
    const std::vector<HeaderField> header{{"X-Webhook-Token", "address-token-1"}};
    EXPECT_TRUE(verify(good, {}).accepted);
    EXPECT_TRUE(verify({}, header).accepted) << "of a proxy that adds it";
    EXPECT_EQ(verify(bad, {}).refusal, Refusal::mismatch);
    EXPECT_EQ(verify(twice, {}).refusal, Refusal::token_missing);
    EXPECT_EQ(verify({}, {}).refusal, Refusal::token_missing);
}

TEST(SendoCalls, GetATokenOfEightHoursWithTheShopsKeyAndSecret) {
    const auto* api = find_shop_api("sendo");
    const auto call = api->token_call(
        access(), {TokenGrant::Kind::refresh, Secret{std::string_view{"47d0ebcf"}}}, kNow
    );
    EXPECT_EQ(call.host, ApiHost::auth);
    EXPECT_EQ(call.method, "POST");
    EXPECT_EQ(call.target, "/login");
    EXPECT_EQ(call.body, R"({"secret_key":"47d0ebcf","shop_key":"b1d67039"})");
    const auto answer = json(R"({"result":{"token":"tok-2","expires":"2026-01-01T18:00:00"},)"
                             R"("success":true,"status_code":200})");
    const auto tokens = api->read_tokens(answer, kNow).value();
    EXPECT_EQ(tokens.access.reveal_text(), "tok-2");
    EXPECT_TRUE(tokens.refresh.empty()) << "the secret key stays good";
    EXPECT_EQ(format_utc(tokens.access_until.value()), "2026-01-01T11:00:00Z");
    EXPECT_FALSE(api->read_tokens(json(R"({"result":null,"success":false})"), kNow));
}

TEST(SendoCalls, AskForOneOrderOrTheDaysOfAChange) {
    const auto* api = find_shop_api("sendo");
    const auto one = api->order_calls(access(), std::vector<std::string>{"14/2?x"}, kNow).at(0);
    EXPECT_EQ(one.target, "/api/partner/salesorder/14%2F2%3Fx") << "an id stays one";
    EXPECT_EQ(one.headers.at(0).value, "bearer tok-1");
    const Instant from{Seconds{1'767'200'400}}; // 2025-12-31T17:00:00Z: a day later in Viet Nam
    const auto first = api->changes_call(access(), {from, kNow, ""}, kNow);
    EXPECT_EQ(first.method, "POST");
    EXPECT_EQ(first.target, "/api/partner/salesorder/search");
    EXPECT_EQ(
        first.body,
        R"({"order_status_date_from":"2026/01/01","order_status_date_to":"2026/01/01",)"
        R"("page_size":50,"token":null})"
    );
    EXPECT_EQ(
        json(api->changes_call(access(), {from, kNow, "next"}, kNow).body).at("token"), "next"
    );
    EXPECT_EQ(api->span_max, std::chrono::hours{48}) << "three days at most, both ends counted";
}

TEST(SendoCalls, LeaveOutWhatDidNotChangeSince) {
    const auto answer = json(R"({"result":{"next_token":"t-2","data":[
      {"sales_order":{"order_number":"1","order_status_date_time_stamp":1767229200,
        "updated_date_time_stamp":1767229200}},
      {"sales_order":{"order_number":"2","order_status_date_time_stamp":1767229200,
        "updated_date_time_stamp":1767236340}},
      {"sales_order":{"order_number":"3","order_status_date_time_stamp":1767236340}},
      {"sales_order":{"order_number":4}}]}})");
    const ChangeSpan span{kNow - std::chrono::hours{1}, kNow, ""};
    const auto* api = find_shop_api("sendo");
    const auto page = api->read_changes(answer, span).value();
    EXPECT_EQ(page.external_ids, (std::vector<std::string>{"2", "3", "4"}));
    EXPECT_EQ(page.next, "t-2");
    const auto last = api->read_changes(json(R"({"result":{"next_token":"t","data":[]}})"), span);
    EXPECT_EQ(last.value().next, "") << "an empty page is the last one, whatever it says";
    EXPECT_FALSE(api->read_changes(json(R"({"result":null})"), span));
    EXPECT_FALSE(api->read_changes(json(R"({"result":{"data":[{}]}})"), span));
}

TEST(SendoOrders, AreReadAsTheyAreTold) {
    const auto event = order(json(kOrder)).value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.external_id, "142873645429");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T02:59:00Z");
    const auto& sold = event.order.value();
    EXPECT_EQ(sold.channel, "sendo");
    EXPECT_EQ(format_utc(sold.placed_at), "2026-01-01T02:55:00Z");
    EXPECT_EQ(sold.payment.method, PaymentMethod::cod);
    EXPECT_EQ(sold.payment.amount, dong(349'000)) << "what the buyer pays, not what the shop gets";
    EXPECT_EQ(sold.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(sold.recipient.phone, "0905000001");
    EXPECT_EQ(sold.recipient.province, "Quảng Trị");
    EXPECT_EQ(sold.recipient.district, "Thị xã Quảng Trị");
    EXPECT_EQ(sold.recipient.village, "Phường 1");
    EXPECT_EQ(sold.recipient.address_line, "12 Hùng Vương");
    ASSERT_EQ(sold.lines.size(), 1U);
    EXPECT_EQ(sold.lines[0].sku.text(), "AO-DEN-M");
    EXPECT_EQ(sold.lines[0].quantity, 2);
    EXPECT_EQ(sold.lines[0].unit_price, dong(165'500));
    EXPECT_FALSE(sold.lines[0].weight_g);
    EXPECT_EQ(sold.note, "Gọi trước");
}

TEST(SendoOrders, TakeTheProvinceFromTheWholeAddressWhereItStandsNowhereElse) {
    auto answer = with(kOrder, "/result/sales_order/receiver_region", "");
    answer["result"]["sales_order"]["receiver_district"] = "";
    const auto to = order(answer).value().order->recipient;
    EXPECT_EQ(to.province, "Quảng Trị");
    EXPECT_EQ(to.district, "Thị xã Quảng Trị");
    answer["result"]["sales_order"].erase("region_name");
    EXPECT_EQ(order(answer).value().order->recipient.province, "") << "held, not lost";
}

TEST(SendoOrders, FollowTheirStatusAndTheirMoney) {
    const struct {
        const char* member;
        Json value;
        EventKind kind;
    } cases[] = {
        {"order_status", 3, EventKind::order_updated},
        {"order_status", 23, EventKind::ignored},
        {"order_status", 12, EventKind::ignored},
        {"order_status", 6, EventKind::ignored},
        {"order_status", 13, EventKind::order_cancelled},
        {"order_status", 21, EventKind::ignored},
        {"can_action", false, EventKind::ignored},
    };
    for (const auto& row : cases) {
        const auto at = std::string{"/result/sales_order/"} + row.member;
        EXPECT_EQ(order(with(kOrder, at.c_str(), row.value)).value().kind, row.kind)
            << row.member << row.value;
    }
    EXPECT_FALSE(order(with(kOrder, "/result/sales_order/order_status", 99)));
    auto paid = with(kOrder, "/result/sales_order/payment_method", 2);
    EXPECT_EQ(order(paid).value().kind, EventKind::ignored) << "the money is not there yet";
    paid["result"]["sales_order"]["payment_status"] = 3;
    EXPECT_EQ(order(paid).value().order->payment.method, PaymentMethod::prepaid);
    const auto mixed = order(with(kOrder, "/result/sales_order/payment_method", 4));
    ASSERT_FALSE(mixed);
    EXPECT_EQ(mixed.error().fields.at(0).pointer, "/sales_order/payment_method");
    EXPECT_EQ(order(json(R"({"result":null,"success":true})")).error().code, ErrorCode::not_found);
    EXPECT_FALSE(order(json(R"({"result":[]})")));
}

WriteStep step(WriteAction action, const std::vector<Json>& answers, HookSettings settings = {}) {
    const WriteBack what{.action = action, .external_id = "142873645429", .tracking = "R9-1"};
    return find_write_steps("sendo")(access(std::move(settings)), what, answers, kNow);
}

TEST(SendoIsTold, ThatTheGoodsAreThereWhenTheOrderIsAccepted) {
    const auto told = step(WriteAction::accepted, {json(kOrder)});
    EXPECT_EQ(told.call.method + " " + told.call.target, "PUT /api/partner/salesorder");
    EXPECT_EQ(
        told.call.body,
        R"({"cancel_order_reason":null,"order_number":"142873645429","order_status":3})"
    );
    EXPECT_EQ(step(WriteAction::shipped, {}).kind, WriteStep::Kind::done) << "no call for that";
}

TEST(SendoIsTold, ThatTheGoodsAreThereWhenTheyArePackedIfNotBefore) {
    EXPECT_EQ(step(WriteAction::packed, {}).call.target, "/api/partner/salesorder/142873645429");
    const auto told = step(WriteAction::packed, {json(kOrder)});
    EXPECT_EQ(told.kind, WriteStep::Kind::call);
    EXPECT_EQ(told.call.method, "PUT");
    EXPECT_EQ(told.call.target, "/api/partner/salesorder");
    EXPECT_EQ(
        told.call.body,
        R"({"cancel_order_reason":null,"order_number":"142873645429","order_status":3})"
    );
    const Json done{{"result", true}, {"success", true}};
    EXPECT_EQ(step(WriteAction::packed, {json(kOrder), done}).kind, WriteStep::Kind::done);
    const auto known = with(kOrder, "/result/sales_order/order_status", 3);
    EXPECT_EQ(step(WriteAction::packed, {known}).kind, WriteStep::Kind::done) << "told before";
}

TEST(SendoIsTold, ACancellationWithAReasonOfItsList) {
    const auto reasons = json(R"({"result":[{"code":"CBS100","name":"Hết hàng"},)"
                              R"({"code":"CBS1","name":"Hủy bởi người bán"}]})");
    EXPECT_EQ(
        step(WriteAction::cancelled, {json(kOrder)}).call.target,
        "/api/partner/salesorder/reason-collection"
    );
    const auto reason = [&](HookSettings settings) {
        const auto told = step(WriteAction::cancelled, {json(kOrder), reasons}, settings);
        EXPECT_EQ(json(told.call.body).at("order_status"), 13);
        return json(told.call.body).at("cancel_order_reason");
    };
    EXPECT_EQ(reason({}), "CBS1");
    EXPECT_EQ(reason({{"cancel_reason", "CBS100"}}), "CBS100");
    EXPECT_EQ(reason({{"cancel_reason", "NO-SUCH"}}), "CBS1");
    const auto none = step(WriteAction::cancelled, {json(kOrder), json(R"({"result":[]})")});
    EXPECT_EQ(none.kind, WriteStep::Kind::refused);
    const auto gone = with(kOrder, "/result/sales_order/order_status", 13);
    EXPECT_EQ(step(WriteAction::cancelled, {gone}).kind, WriteStep::Kind::done);
}

TEST(SendoIsTold, ADeliveryOnlyByAShopThatShipsItself) {
    EXPECT_EQ(step(WriteAction::delivered, {json(kOrder)}).kind, WriteStep::Kind::done);
    const auto own = with(kOrder, "/result/sales_order/is_self_shipping", true);
    EXPECT_EQ(json(step(WriteAction::delivered, {own}).call.body).at("order_status"), 7);
    EXPECT_EQ(step(WriteAction::delivery_failed, {own}).kind, WriteStep::Kind::done);
    EXPECT_EQ(step(WriteAction::packed, {json("{}")}).kind, WriteStep::Kind::refused);
}

TEST(SendoAnswers, AreJudgedByTheirStatusCode) {
    const auto& rule = shipped_profiles().find("sendo")->api;
    const struct {
        int status;
        const char* body;
        ApiVerdict verdict;
    } cases[] = {
        {200, R"({"result":true,"success":true,"status_code":200})", ApiVerdict::good},
        {200, R"({"result":null,"success":false,"status_code":400})", ApiVerdict::refused},
        {401, R"({"exp":"token expired"})", ApiVerdict::token_expired},
        {429, "{}", ApiVerdict::throttled},
        {500, "", ApiVerdict::passing},
    };
    for (const auto& row : cases) {
        EXPECT_EQ(judge(rule, {.status = row.status, .body = row.body}).verdict, row.verdict)
            << row.status << row.body;
    }
}

} // namespace
} // namespace route9::adapters
