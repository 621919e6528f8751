// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce by REST: the order as it is answered, the list of changes, and what goes back.
// Names and numbers are invented.
#include "adapters/marketplaces/write_back.hpp"
#include "marketplaces/apis/platform_orders.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'767'236'400}}; // 2026-01-01T03:00:00Z

constexpr std::string_view kOrder = R"({"entity_id": 58, "increment_id": "000000058",
  "state": "processing", "status": "processing", "is_virtual": 0,
  "created_at": "2026-01-01 02:58:00", "updated_at": "2026-01-01 02:59:00",
  "order_currency_code": "VND", "grand_total": 349000, "total_due": 349000,
  "payment": {"method": "cashondelivery"},
  "items": [{"item_id": 1, "sku": "AO-DEN-M", "name": "Áo thun", "product_type": "simple",
    "qty_ordered": 2, "qty_shipped": 0, "price": 165500, "row_total_incl_tax": 331000}],
  "extension_attributes": {"shipping_assignments": [{"shipping": {"address": {
    "firstname": "Sen", "lastname": "Trần Thị", "telephone": "0905000001", "country_id": "VN",
    "region": "Quảng Trị", "city": "Đông Hà", "street": ["12 Hùng Vương"]}}}]}})";

ApiAccess access(HookSettings settings = {}) {
    return {
        .settings = std::move(settings),
        .app_secret = Secret{},
        .access_token = Secret{std::string_view{"tok-1"}},
        .shop = {},
    };
}

Result<InboundEvent> order(const Json& answer) {
    return fetched("adobe", {answer}, "58").event;
}

TEST(AdobeCalls, CarryTheIntegrationsTokenAndAskForTheNewestChangeFirst) {
    const auto* api = find_shop_api("adobe");
    EXPECT_TRUE(api->is_pushed);
    const auto one = api->order_calls(access(), std::vector<std::string>{"58/../1"}, kNow).at(0);
    EXPECT_EQ(one.target, "/orders/58%2F..%2F1") << "an id stays one";
    EXPECT_EQ(one.headers.at(0).value, "Bearer tok-1");
    const Instant from{Seconds{1'767'225'600}}; // 2026-01-01T00:00:00Z
    EXPECT_EQ(
        api->changes_call(access(), {from, kNow, "2"}, kNow).target,
        "/orders?fields=items%5Bentity_id%5D%2Ctotal_count"
        "&searchCriteria%5BcurrentPage%5D=2"
        "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bcondition_type%5D=gteq"
        "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=updated_at"
        "&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D="
        "2026-01-01%2000%3A00%3A00"
        "&searchCriteria%5Bfilter_groups%5D%5B1%5D%5Bfilters%5D%5B0%5D%5Bcondition_type%5D=lteq"
        "&searchCriteria%5Bfilter_groups%5D%5B1%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=updated_at"
        "&searchCriteria%5Bfilter_groups%5D%5B1%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D="
        "2026-01-01%2003%3A00%3A00"
        "&searchCriteria%5BpageSize%5D=100"
        "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=DESC"
        "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=updated_at"
    );
}

TEST(AdobeCalls, EndWhereTheCountSaysBecauseTheLastPageRepeats) {
    const auto* api = find_shop_api("adobe");
    const auto answer = json(R"({"items":[{"entity_id":58},{"entity_id":59}],"total_count":102})");
    const auto page = [&](const char* cursor) {
        return api->read_changes(answer, {kNow, kNow, cursor}).value();
    };
    EXPECT_EQ(page("").external_ids, (std::vector<std::string>{"58", "59"}));
    EXPECT_EQ(page("").next, "2");
    EXPECT_EQ(page("2").next, "");
    const auto none = json(R"({"items":null,"total_count":0})");
    EXPECT_TRUE(api->read_changes(none, {kNow, kNow, ""})->external_ids.empty());
    EXPECT_FALSE(api->read_changes(json("{}"), {kNow, kNow, ""}));
}

TEST(AdobeOrders, AreReadAsTheHookTellsThem) {
    const auto event = order(json(kOrder)).value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.external_id, "58");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T02:59:00Z");
    const auto& sold = event.order.value();
    EXPECT_EQ(sold.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(sold.recipient.district, "Đông Hà");
    EXPECT_EQ(sold.payment.method, PaymentMethod::cod);
    EXPECT_EQ(sold.payment.amount, dong(349'000));
    EXPECT_EQ(sold.lines.at(0).unit_price, dong(165'500));
    EXPECT_EQ(order(with(kOrder, "/state", "canceled")).value().kind, EventKind::order_cancelled);
}

TEST(AdobeOrders, ThatLackSomethingAreNotAskedForOverAndOver) {
    auto bare = with(kOrder, "/extension_attributes", nullptr);
    const auto refused = order(bare);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().detail.starts_with("the message lacks addresses"));
    bare["is_virtual"] = 1;
    EXPECT_EQ(order(bare).value().kind, EventKind::ignored) << "a download";
}

WriteStep step(WriteAction action, const std::vector<Json>& answers, HookSettings settings = {}) {
    const WriteBack what{.action = action, .external_id = "58", .tracking = "R9-1"};
    return find_write_steps("adobe")(access(std::move(settings)), what, answers, kNow);
}

TEST(AdobeIsTold, OfAShipmentWithItsTrackingNumberOnce) {
    EXPECT_EQ(step(WriteAction::packed, {}).call.target, "/orders/58");
    const auto told = step(WriteAction::packed, {json(kOrder)});
    EXPECT_EQ(told.call.method, "POST");
    EXPECT_EQ(told.call.target, "/order/58/ship");
    EXPECT_EQ(
        told.call.body,
        R"({"notify":false,"tracks":[{"carrier_code":"custom","title":"route9",)"
        R"("track_number":"R9-1"}]})"
    );
    const auto shown = step(WriteAction::packed, {json(kOrder)}, {{"tell_buyer", "on"}});
    EXPECT_EQ(json(shown.call.body).at("notify"), true);
    EXPECT_EQ(step(WriteAction::packed, {json(kOrder), json("3")}).kind, WriteStep::Kind::done);
    const auto sent = with(kOrder, "/items/0/qty_shipped", "1.0000");
    EXPECT_EQ(step(WriteAction::packed, {sent}).kind, WriteStep::Kind::done);
    const auto over = with(kOrder, "/state", "complete");
    EXPECT_EQ(step(WriteAction::packed, {over}).kind, WriteStep::Kind::done);
}

TEST(AdobeIsTold, OfACancellationThatItMayRefuse) {
    const auto told = step(WriteAction::cancelled, {json(kOrder)});
    EXPECT_EQ(told.call.target, "/orders/58/cancel");
    EXPECT_EQ(told.call.body, "{}");
    EXPECT_EQ(
        step(WriteAction::cancelled, {json(kOrder), json("true")}).kind, WriteStep::Kind::done
    );
    EXPECT_EQ(
        step(WriteAction::cancelled, {json(kOrder), json("false")}).kind, WriteStep::Kind::refused
    );
    EXPECT_EQ(step(WriteAction::delivered, {}).kind, WriteStep::Kind::done) << "no call for that";
}

} // namespace
} // namespace route9::adapters
