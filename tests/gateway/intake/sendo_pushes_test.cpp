// SPDX-License-Identifier: Apache-2.0
// Sendo's pushes: nothing of them is signed, so that they carry the token of their address, name an
// order, and the order is asked for.
#include "wrong_pushes.hpp"

namespace route9::tests {
namespace {

constexpr const char* kPush =
    R"({"type":"SALESORDER.CREATE","store_id":555001,"shop_key":"b1d67039",)"
    R"("data":{"order_number":"ID","order_status":2}})";

constexpr const char* kOrder =
    R"({"result":{"sales_order":{"order_number":"ID","order_status":2,"payment_method":1,)"
    R"("payment_status":1,"receiver_name":"Trần Thị Sen","shipping_contact_phone":"0905000001",)"
    R"("receiver_region":"Quảng Trị","receiver_district":"Đông Hà",)"
    R"("ship_to_address":"12 Hùng Vương","total_amount_buyer":349000.0,)"
    R"("order_date_time_stamp":1773104000,"updated_date_time_stamp":1773104100},"sku_details":[)"
    R"({"sku":"TS-BLK-M","product_name":"Áo thun","quantity":1,"price":349000.0}]},)"
    R"("success":true,"status_code":200})";

std::vector<Row> of_the_address() {
    constexpr const char* kInvalid = "401 signature-invalid";
    return {
        {.wrong = "token", .how = How::forged, .answer = kInvalid},
        {.wrong = "no token", .how = How::no_mac, .answer = kInvalid},
        {.wrong = "token of before", .how = How::old_key, .answer = kInvalid},
        {.wrong = "body too large", .how = How::over_a_mebi, .answer = "413 payload-too-large"},
    };
}

std::vector<Row> of_what_is_pushed() {
    constexpr const char* kAsked = "done: to be fetched: ID";
    return {
        {.wrong = "nothing", .inbox = kAsked, .order = "routed"},
        {.wrong = "unknown status, which its API does not tell",
         .from = R"("order_status":2)",
         .to = R"("order_status":99)",
         .inbox = kAsked,
         .order = "routed"},
        {.wrong = "no number",
         .from = "order_number",
         .to = "number",
         .inbox = "quarantined: /data/order_number: is required"},
        {.wrong = "kind",
         .from = "SALESORDER.CREATE",
         .to = "PRODUCT.CREATE",
         .inbox = "ignored: nothing of an order, and of no shop"},
    };
}

std::vector<Row> of_what_is_answered() {
    constexpr const char* kAsked = "done: to be fetched: ID";
    return {
        {.wrong = "missing phone",
         .from = "0905000001",
         .to = "",
         .where = Where::api,
         .inbox = kAsked,
         .order = "held PHONE_UNREADABLE /recipient/phone"},
        {.wrong = "unknown SKU",
         .from = "TS-BLK-M",
         .to = "NO-SUCH",
         .where = Where::api,
         .inbox = kAsked,
         .order = "backordered NO_STOCK"},
        {.wrong = "unknown status",
         .from = R"("order_status":2)",
         .to = R"("order_status":99)",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details DETAILS_REFUSED /sales_order/order_status",
         .parked = "/sales_order/order_status: is no state of an order that is known here"},
        {.wrong = "order that Sendo still looks at",
         .from = R"("payment_status":1)",
         .to = R"("can_action":false)",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details"},
    };
}

TEST_F(WrongPushes, OfSendo) {
    expect({
        .platform = "sendo",
        .channel = "sendo",
        .settings = {{"shop_key", "b1d67039"}},
        .push = kPush,
        .api = kOrder,
        .sign = [](const Signing&) { return ServedHooks::Fields{{"X-Sendo", "signs nothing"}}; },
        .query = [](const Signing& push
                 ) { return push.how == How::no_mac ? std::string{} : "?token=" + push.key; },
        .rows = of_the_address() + of_what_is_pushed() + of_what_is_answered(),
    });
}

} // namespace
} // namespace route9::tests
