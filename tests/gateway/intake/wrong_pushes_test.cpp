// SPDX-License-Identifier: Apache-2.0
// Whatever is wrong with a push has an answer that its platform can live with, and nothing that was
// signed well is lost: one table for each way in which platforms push.
#include "core/crypto.hpp"
#include "wrong_pushes.hpp"

namespace route9::tests {
namespace {

using Fields = ServedHooks::Fields;

// Whole orders.

constexpr const char* kHaravanOrder =
    R"({"id":ID,"created_at":"2026-03-10T00:55:00Z","updated_at":"2026-03-10T00:55:00Z",)"
    R"("currency":"VND","total_price":"349000","financial_status":"pending","gateway_code":"cod",)"
    R"("shipping_address":{"name":"Trần Thị Sen","phone":"0905000001","address1":"12 Hùng Vương",)"
    R"("province":"Quảng Trị","district":"Đông Hà","country_code":"VN"},"line_items":[)"
    R"({"sku":"TS-BLK-M","title":"Áo thun","quantity":1,"price":"349000"}]})";

constexpr const char* kShopifyOrder =
    R"({"id":ID,"created_at":"2026-03-10T07:55:00+07:00","currency":"VND",)"
    R"("total_price":"349000","financial_status":"paid","shipping_address":{)"
    R"("name":"Trần Thị Sen","phone":"0905000001","address1":"12 Hùng Vương",)"
    R"("province":"Quảng Trị","city":"Đông Hà","country_code":"VN"},"line_items":[{)"
    R"("sku":"TS-BLK-M","title":"Áo thun","quantity":1,"price":"349000","grams":250}]})";

constexpr const char* kWooOrder =
    R"({"id":ID,"status":"processing","currency":"VND","date_created_gmt":"2026-03-10T00:55:00",)"
    R"("date_modified_gmt":"2026-03-10T00:55:00","total":"349000","payment_method":"cod",)"
    R"("shipping":{"first_name":"Sen","last_name":"Trần Thị","phone":"0905000001",)"
    R"("address_1":"12 Hùng Vương","state":"Quảng Trị","city":"Đông Hà","country":"VN"},)"
    R"("line_items":[{"name":"Áo thun","sku":"TS-BLK-M","quantity":1,"total":"349000"}]})";

constexpr const char* kOverflow = "quarantined: number overflow parsing '1e400'";
constexpr const char* kNoUtf8 = "quarantined: parse error at line 1, column 4: syntax error while "
                                "parsing object key - invalid string: ill-formed UTF-8 byte";
constexpr const char* kCurrencies = "quarantined: /currency: must be VND, LAK, THB, USD or CNY";

std::vector<Row> of_whole_orders() {
    return refused() +
           std::vector<Row>{
               {.wrong = "nothing", .inbox = "done: the order", .order = "routed"},
               {.wrong = "currency", .from = R"("VND")", .to = R"("EUR")", .inbox = kCurrencies},
               {.wrong = "quantity",
                .from = R"("quantity":1)",
                .to = R"("quantity":1e400)",
                .inbox = kOverflow},
               {.wrong = "missing phone",
                .from = "0905000001",
                .to = "",
                .inbox = "done: the order",
                .order = "held PHONE_UNREADABLE /recipient/phone"},
               {.wrong = "unknown SKU",
                .from = "TS-BLK-M",
                .to = "NO-SUCH",
                .inbox = "done: the order",
                .order = "backordered NO_STOCK"},
               {.wrong = "invalid UTF-8", .from = "{", .to = "{\"\xc3\":1,", .inbox = kNoUtf8},
           };
}

std::vector<Row> of_named_shops() {
    return {
        {.wrong = "shop",
         .how = How::other_shop,
         .inbox = "unmatched: of the shop lua.example.vn, the connection is of gom.example.vn"},
        {.wrong = "no shop", .how = How::no_shop, .inbox = "unmatched: the message names no shop"},
    };
}

Fields sign_shopify(const Signing& push) {
    return with_shop(
        {{"X-Shopify-Hmac-Sha256", mac64(push)}, {"X-Shopify-Topic", "orders/create"}},
        "X-Shopify-Shop-Domain",
        push
    );
}

TEST_F(WrongPushes, OfHaravan) {
    const auto sign = [](const Signing& push) {
        return with_shop(
            {{"X-Haravan-Hmacsha256", mac64(push)}, {"X-Haravan-Topic", "orders/create"}},
            "X-Haravan-Org-Id",
            push
        );
    };
    expect({
        .platform = "haravan",
        .channel = "haravan",
        .settings = {{"shop", "gom.example.vn"}},
        .push = kHaravanOrder,
        .api = "",
        .sign = sign,
        .rows = of_whole_orders() + of_named_shops() +
                std::vector<Row>{
                    {.wrong = "unknown status",
                     .from = R"("pending")",
                     .to = R"("teleported")",
                     .inbox = "quarantined: /financial_status: must be paid or pending"},
                },
    });
}

TEST_F(WrongPushes, OfShopify) {
    expect({
        .platform = "shopify",
        .channel = "shopify",
        .settings = {{"shop", "gom.example.vn"}},
        .push = kShopifyOrder,
        .api = "",
        .sign = sign_shopify,
        .rows =
            of_whole_orders() + of_named_shops() +
            std::vector<Row>{
                {.wrong = "unknown status",
                 .from = R"("paid")",
                 .to = R"("teleported")",
                 .inbox = "quarantined: /financial_status: must be paid, authorized or pending"},
            },
    });
}

TEST_F(WrongPushes, OfWooCommerce) {
    const auto sign = [](const Signing& push) {
        return Fields{
            {"X-WC-Webhook-Signature", mac64(push)}, {"X-WC-Webhook-Topic", "order.created"}
        };
    };
    expect({
        .platform = "woocommerce",
        .channel = "",
        .settings = {},
        .push = kWooOrder,
        .api = "",
        .sign = sign,
        .rows = of_whole_orders() +
                std::vector<Row>{
                    {.wrong = "unknown status",
                     .from = "processing",
                     .to = "teleported",
                     .inbox = "quarantined: /status: is no state of an order that is known here"},
                },
    });
}

// The address of an app: whose order it is stands in the message.
TEST_F(WrongPushes, OfAnApp) {
    expect({
        .platform = "shopify",
        .channel = "shopify",
        .settings = {},
        .push = kShopifyOrder,
        .api = "",
        .sign = sign_shopify,
        .is_app = true,
        .rows =
            of_whole_orders() +
            std::vector<Row>{
                {.wrong = "shop",
                 .how = How::other_shop,
                 .inbox = "unmatched: no connection of this app is for the shop lua.example.vn"},
                {.wrong = "no shop",
                 .how = How::no_shop,
                 .inbox = "unmatched: the message names no shop"},
            },
    });
}

constexpr const char* kStandardOrder =
    R"({"type":"order.created","timestamp":"2026-03-10T00:55:00Z","data":{"external_id":"ID",)"
    R"("placed_at":"2026-03-10T07:55:00+07:00","currency":"LAK","payment":{"method":"cod",)"
    R"("amount":"165500"},"recipient":{"name":"ນາງ ຕົວຢ່າງ","phone":"020 5500 0001","country":"LA",)"
    R"("province":"ສະຫວັນນະເຂດ","district":"ໄກສອນ ພົມວິຫານ"},"items":[{"sku":"TS-BLK-M",)"
    R"("name":"Áo thun","quantity":1,"unit_price":"165500","weight_g":250,"hs_code":"610910",)"
    R"("origin":"VN"}]}})";

Fields sign_standard(const Signing& push) {
    constexpr std::size_t kPrefix = 6; // whsec_
    const Seconds off{push.how == How::hour_old ? -3'600 : push.how == How::hour_ahead ? 3'600 : 0};
    const auto second = std::chrono::floor<Seconds>(push.now + off).time_since_epoch().count();
    const std::string at = std::to_string(second);
    const auto key = *from_base64(std::string_view{push.key}.substr(kPrefix));
    const std::string text = "m-" + push.number + "." + at + "." + push.body;
    return {
        {"webhook-signature", "v1," + base64(hmac_sha256(key, as_byte_view(text)))},
        {"webhook-id", "m-" + push.number},
        {"webhook-timestamp", at}
    };
}

// Our own orders are read strictly, and whoever writes them is told.
TEST_F(WrongPushes, OfStandardWebhooks) {
    expect({
        .platform = "standard",
        .channel = "",
        .settings = {},
        .push = kStandardOrder,
        .api = "",
        .sign = sign_standard,
        .rows =
            refused() +
            std::vector<Row>{
                {.wrong = "nothing", .inbox = "done: the order", .order = "routed"},
                {.wrong = "clock behind", .how = How::hour_old, .answer = "401 signature-stale"},
                {.wrong = "clock ahead", .how = How::hour_ahead, .answer = "401 signature-stale"},
                {.wrong = "currency",
                 .from = R"("LAK")",
                 .to = R"("EUR")",
                 .inbox = "quarantined: /data/currency: must be VND, LAK, THB, USD or CNY"},
                {.wrong = "quantity",
                 .from = R"("quantity":1)",
                 .to = R"("quantity":1e400)",
                 .answer = "400",
                 .inbox = kOverflow},
                {.wrong = "missing phone",
                 .from = R"("phone":"020 5500 0001",)",
                 .to = "",
                 .inbox = "quarantined: /data/recipient/phone: is required"},
                {.wrong = "unknown SKU",
                 .from = "TS-BLK-M",
                 .to = "NO-SUCH",
                 .inbox = "done: the order",
                 .order = "backordered NO_STOCK"},
                {.wrong = "invalid UTF-8",
                 .from = "{",
                 .to = "{\"\xc3\":1,",
                 .answer = "400",
                 .inbox = kNoUtf8},
                {.wrong = "unknown type",
                 .from = "order.created",
                 .to = "order.teleported",
                 .inbox = "ignored: type order.teleported"},
            },
    });
}

// Numbers of orders.

constexpr const char* kKiotVietPush =
    R"({"Id":"n-ID","Attempt":1,"Notifications":[{"Action":"order.update.500001","Data":[)"
    R"({"Id":ID,"Code":"DH1","Status":1,"ModifiedDate":"2026-03-10T07:55:00"}]}]})";

// 400, 401, 403, 404 and 405 would end its pushes for good.
TEST_F(WrongPushes, OfKiotViet) {
    const auto sign = [](const Signing& push) {
        const auto mac = hmac_sha256(as_byte_view(push.key), as_byte_view(push.body));
        return Fields{{"X-Hub-Signature", "sha1=" + hex(mac)}};
    };
    expect({
        .platform = "kiotviet",
        .channel = "",
        .settings = {},
        .push = kKiotVietPush,
        .api = "",
        .sign = sign,
        .rows =
            {
                {.wrong = "signature", .how = How::forged},
                {.wrong = "no signature", .how = How::no_mac},
                {.wrong = "body after signing", .how = How::changed},
                {.wrong = "key", .how = How::old_key},
                {.wrong = "body too large",
                 .how = How::over_a_mebi,
                 .answer = "413 payload-too-large"},
                {.wrong = "invalid UTF-8", .from = "{", .to = "{\"\xc3\":1,", .inbox = kNoUtf8},
                {.wrong = "no JSON",
                 .from = "{",
                 .to = "",
                 .inbox =
                     "quarantined: parse error at line 1, column 5: syntax error while parsing "
                     "value - unexpected ':'; expected end of input"},
                {.wrong = "unknown status",
                 .from = R"("Status":1)",
                 .to = R"("Status":99)",
                 .inbox =
                     "quarantined: /Notifications/0/Data/0/Status: is no state of an order that "
                     "is known here"},
            },
    });
}

constexpr const char* kShopeePush =
    R"({"code":3,"shop_id":7,"data":{"ordersn":"ID","status":"READY_TO_SHIP",)"
    R"("update_time":1773104100}})";

constexpr const char* kShopeeOrder =
    R"({"error":"","response":{"order_list":[{"order_sn":"ID","region":"VN","currency":"VND",)"
    R"("cod":true,"total_amount":349000.0,"order_status":"READY_TO_SHIP",)"
    R"("create_time":1773104000,"update_time":1773104100,"recipient_address":{)"
    R"("name":"Trần Thị Sen","phone":"84905000001","state":"Quảng Trị","city":"Đông Hà",)"
    R"("region":"VN","full_address":"12 Hùng Vương"},"item_list":[{"item_name":"Áo thun",)"
    R"("model_sku":"TS-BLK-M","model_quantity_purchased":1,"model_discounted_price":349000}]}]}})";

std::vector<Row> of_what_shopee_answers() {
    constexpr const char* kAsked = "done: to be fetched: ID";
    return {
        {.wrong = "nothing", .inbox = kAsked, .order = "routed"},
        {.wrong = "currency",
         .from = R"("VND")",
         .to = R"("EUR")",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details DETAILS_REFUSED /currency",
         .parked = "/currency: must be VND, LAK, THB, USD or CNY"},
        {.wrong = "quantity",
         .from = "_purchased\":1",
         .to = "_purchased\":1e400",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details DETAILS_REFUSED"},
        {.wrong = "missing phone",
         .from = "84905000001",
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
        {.wrong = "invalid UTF-8 in the answer",
         .from = "Áo",
         .to = "\xc3",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details DETAILS_REFUSED"},
        {.wrong = "unknown status in the answer",
         .from = "READY_TO_SHIP",
         .to = "TELEPORTED",
         .where = Where::api,
         .inbox = kAsked,
         .order = "awaiting_details DETAILS_REFUSED /order_status",
         .parked = "/order_status: is no state of an order that is known here"},
    };
}

TEST_F(WrongPushes, OfShopee) {
    const auto sign = [](const Signing& push) {
        const std::string text = "https://r9.example.vn|" + push.body;
        return Fields{
            {"Authorization", hex(hmac_sha256(as_byte_view(push.key), as_byte_view(text)))}
        };
    };
    expect({
        .platform = "shopee",
        .channel = "shopee",
        .settings = {{"public_url", "https://r9.example.vn"}, {"shop", "7"}},
        .push = kShopeePush,
        .api = kShopeeOrder,
        .sign = sign,
        .rows =
            refused() + of_what_shopee_answers() +
            std::vector<Row>{
                {.wrong = "shop",
                 .from = R"("shop_id":7)",
                 .to = R"("shop_id":8)",
                 .inbox = "unmatched: of the shop 8, the connection is of 7"},
                {.wrong = "invalid UTF-8", .from = "{", .to = "{\"\xc3\":1,", .inbox = kNoUtf8},
                {.wrong = "unknown status",
                 .from = "READY_TO_SHIP",
                 .to = "TELEPORTED",
                 .inbox = "quarantined: /data/status: is no state of an order that is known here"},
            },
    });
}

} // namespace
} // namespace route9::tests
