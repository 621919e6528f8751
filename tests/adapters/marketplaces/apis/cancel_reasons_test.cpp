// SPDX-License-Identifier: Apache-2.0
// A marketplace holds a cancellation for want of stock against the shop, so it is told only where
// it is so: Shopee's OUT_OF_STOCK names the goods, of Lazada's reasons the fitting one is chosen.
#include "adapters/marketplaces/write_back.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::adapters {
namespace {

const Instant kNow = *parse_rfc3339("2026-03-10T08:00:00+07:00");

ApiAccess access() {
    ApiAccess access;
    access.settings = {{"partner_id", "2001887"}, {"app_key", "123456"}};
    access.app_secret = Secret{"secret-1"};
    access.access_token = Secret{"token-1"};
    access.shop = "220001";
    return access;
}

WriteStep step(
    const char* platform,
    bool is_out_of_stock,
    const std::vector<const char*>& answers,
    const std::string& chosen = {}
) {
    std::vector<Json> parsed;
    for (const char* answer : answers) {
        parsed.push_back(*parse_json(answer));
    }
    const WriteBack what{
        .action = WriteAction::cancelled,
        .external_id = "240510ABC",
        .is_out_of_stock = is_out_of_stock
    };
    ApiAccess shop = access();
    shop.settings.emplace("cancel_reason", chosen);
    return find_write_steps(platform)(shop, what, parsed, kNow);
}

TEST(CancelReasons, OfShopeeAreTheCustomersWhereNothingIsMissing) {
    const WriteStep cancel = step("shopee", false, {});
    EXPECT_EQ(cancel.kind, WriteStep::Kind::call);
    EXPECT_TRUE(cancel.call.target.starts_with("/api/v2/order/cancel_order?"));
    EXPECT_EQ(
        *parse_json(cancel.call.body),
        *parse_json(R"({"order_sn":"240510ABC","cancel_reason":"CUSTOMER_REQUEST"})")
    );
    EXPECT_EQ(step("shopee", false, {"{}"}).kind, WriteStep::Kind::done);
}

TEST(CancelReasons, OfShopeeNameTheGoodsThatAreOutOfStock) {
    constexpr const char* kOrder =
        R"({"response":{"order_list":[{"item_list":[{"item_id":2100001,"model_id":3300001},)"
        R"({"item_id":2100002}]}]}})";
    const WriteStep ask = step("shopee", true, {});
    EXPECT_TRUE(ask.call.target.starts_with("/api/v2/order/get_order_detail?"));
    EXPECT_NE(ask.call.target.find("order_sn_list=240510ABC"), std::string::npos);
    const WriteStep cancel = step("shopee", true, {kOrder});
    EXPECT_EQ(
        *parse_json(cancel.call.body),
        *parse_json(R"({"order_sn":"240510ABC","cancel_reason":"OUT_OF_STOCK","item_list":[)"
                    R"({"item_id":2100001,"model_id":3300001},{"item_id":2100002,"model_id":0}]})")
    );
    EXPECT_EQ(step("shopee", true, {kOrder, "{}"}).kind, WriteStep::Kind::done);
    EXPECT_EQ(step("shopee", true, {"{}"}).kind, WriteStep::Kind::refused);
}

TEST(CancelReasons, OfLazadaAreChosenFromThoseItOffers) {
    constexpr const char* kItems = R"({"data":[{"order_item_id":1,"status":"pending"}]})";
    constexpr const char* kReasons =
        R"({"data":{"reason_options":[{"reason_id":"15","reason_name":"Out of stock"},)"
        R"({"reason_id":"21","reason_name":"Wrong price or pricing error"}]}})";
    constexpr const char* kOnlyStock =
        R"({"data":{"reason_options":[{"reason_id":"15","reason_name":"Out of stock"}]}})";
    const auto chosen = [&](bool is_out_of_stock, const char* reasons) {
        const WriteStep cancel = step("lazada", is_out_of_stock, {kItems, reasons});
        const std::string sent = cancel.call.target + cancel.call.body;
        return sent.find("reason_id=15") != std::string::npos   ? 15
               : sent.find("reason_id=21") != std::string::npos ? 21
                                                                : 0;
    };
    EXPECT_EQ(chosen(true, kReasons), 15);
    EXPECT_EQ(chosen(false, kReasons), 21);
    EXPECT_EQ(chosen(false, kOnlyStock), 15) << "it must be one of them";
    EXPECT_EQ(
        step("lazada", true, {kItems, R"({"data":{"reason_options":[]}})"}).kind,
        WriteStep::Kind::refused
    );
}

TEST(CancelReasons, OfTikTokDependOnStockAndOnWhetherTheOrderIsPaid) {
    constexpr const char* kPaid = R"({"data":{"orders":[{"status":"AWAITING_SHIPMENT"}]}})";
    constexpr const char* kUnpaid = R"({"data":{"orders":[{"status":"UNPAID"}]}})";
    const struct {
        const char* order;
        bool is_out_of_stock;
        const char* chosen;
        const char* body;
    } cases[] = {
        {kPaid,
         true,
         "",
         R"({"cancel_reason":"seller_cancel_reason_out_of_stock","order_id":"240510ABC"})"},
        {kPaid,
         false,
         "",
         R"({"cancel_reason":"seller_cancel_paid_reason_buyer_requested_cancellation",)"
         R"("order_id":"240510ABC"})"},
        {kPaid,
         false,
         "seller_cancel_reason_wrong_price",
         R"({"cancel_reason":"seller_cancel_reason_wrong_price","order_id":"240510ABC"})"},
        {kPaid,
         true,
         "seller_cancel_reason_wrong_price",
         R"({"cancel_reason":"seller_cancel_reason_out_of_stock","order_id":"240510ABC"})"},
        {kUnpaid,
         true,
         "",
         R"({"cancel_reason":"seller_cancel_unpaid_reason_out_of_stock","order_id":"240510ABC"})"},
        {kUnpaid,
         false,
         "seller_cancel_reason_wrong_price",
         R"({"cancel_reason":"seller_cancel_unpaid_reason_buyer_requested_cancellation",)"
         R"("order_id":"240510ABC"})"},
    };
    EXPECT_TRUE(step("tiktok", true, {}).call.target.starts_with("/order/202309/orders?"));
    for (const auto& row : cases) {
        const WriteStep cancel = step("tiktok", row.is_out_of_stock, {row.order}, row.chosen);
        EXPECT_TRUE(cancel.call.target.starts_with("/return_refund/202309/cancellations?"));
        EXPECT_EQ(cancel.call.body, row.body);
    }
    EXPECT_EQ(step("tiktok", true, {kPaid, "{}"}).words, "cancelled");
    EXPECT_EQ(
        step("tiktok", true, {R"({"data":{"orders":[{"status":"CANCELLED"}]}})"}).kind,
        WriteStep::Kind::done
    );
}

} // namespace
} // namespace route9::adapters
