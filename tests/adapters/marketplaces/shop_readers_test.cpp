// SPDX-License-Identifier: Apache-2.0
// What the readers of all shop platforms have in common.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace route9::adapters {
namespace {

struct Wrong {
    const char* platform;
    std::string_view message;
    const char* topic;
    const char* at;
    Json value;
    const char* code;
};

TEST(ShopReaders, NameTheMemberThatSendsAMessageToQuarantine) {
    const auto huge = parse_json("1e400").value_or(Json("1e400"));
    const Wrong cases[] = {
        {"shopify", kShopify, "orders/create", "/id", nullptr, "required"},
        {"shopify", kShopify, "orders/create", "/created_at", "yesterday", "malformed"},
        {"shopify", kShopify, "orders/create", "/currency", "JPY", "unknown_value"},
        {"shopify", kShopify, "orders/create", "/total_price", "349000.5", "malformed"},
        {"shopify", kShopify, "orders/create", "/financial_status", "refunded", "unknown_value"},
        {"shopify", kShopify, "orders/create", "/shipping_address", nullptr, "required"},
        {"shopify",
         kShopify,
         "orders/create",
         "/shipping_address/country_code",
         "US",
         "unknown_value"},
        {"shopify", kShopify, "orders/create", "/line_items/0/sku", "", "empty"},
        {"shopify", kShopify, "orders/create", "/line_items/0/quantity", huge, "not_whole"},
        {"shopify", kShopify, "orders/create", "/line_items/0/quantity", 0, "out_of_range"},
        {"shopify", kShopify, "orders/create", "/line_items/0/price", "1", "out_of_range"},
        {"woocommerce", kWoo, "order.created", "/id", true, "malformed"},
        {"woocommerce", kWoo, "order.created", "/currency", "GBP", "unknown_value"},
        {"woocommerce", kWoo, "order.created", "/total", nullptr, "required"},
        {"woocommerce", kWoo, "order.created", "/total", "349.000", "ambiguous"},
        {"woocommerce", kWoo, "order.created", "/shipping/country", "TH", "unknown_value"},
        {"woocommerce", kWoo, "order.created", "/line_items", Json::array(), "out_of_range"},
        {"woocommerce", kWoo, "order.created", "/line_items/0/quantity", -1, "out_of_range"},
        {"sapo", kSapo, "orders/create", "/payment_status", "partial", "unknown_value"},
        {"sapo", kSapo, "orders/create", "/shipping_address/country", "Thái Lan", "unknown_value"},
        {"sapo", kSapo, "orders/create", "/modified_on", "x", "malformed"},
        {"sapo", kSapo, "orders/create", "/order_line_items/0/line_amount", "a", "malformed"},
        {"nhanh", kNhanh, "", "/event", nullptr, "required"},
        {"nhanh", kNhanh, "", "/data", "x", "wrong_type"},
        {"nhanh", kNhanh, "", "/data/moneyDeposit", 100'000, "unknown_value"},
        {"nhanh", kNhanh, "", "/data/customerName", "", "empty"},
        {"nhanh", kNhanh, "", "/data/createdDateTime", "01/03/2026", "malformed"},
    };
    for (const Wrong& row : cases) {
        const auto event = read(row.platform, with(row.message, row.at, row.value), row.topic);
        ASSERT_FALSE(event) << row.platform << row.at;
        ASSERT_EQ(event.error().fields.size(), 1U) << row.platform << row.at;
        EXPECT_EQ(event.error().fields[0].pointer, row.at) << row.platform;
        EXPECT_EQ(event.error().fields[0].code, row.code) << row.platform << row.at;
    }
}

struct Sample {
    const char* file;
    const char* platform;
    const char* topic;
    EventKind kind;
    const char* id;
};

TEST(ShopReaders, ReadTheReferenceSamples) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference samples are not here";
    }
    const Sample samples[] = {
        {"shopify/orders_create",
         "shopify",
         "orders/create",
         EventKind::order_created,
         "820982911946154508"},
        {"shopify/orders_paid",
         "shopify",
         "orders/paid",
         EventKind::order_updated,
         "820982911946154508"},
        {"shopify/orders_cancelled",
         "shopify",
         "orders/cancelled",
         EventKind::order_cancelled,
         "820982911946154508"},
        {"woocommerce/order_created",
         "woocommerce",
         "order.created",
         EventKind::order_created,
         "727"},
        {"woocommerce/order_updated_paid",
         "woocommerce",
         "order.updated",
         EventKind::order_updated,
         "727"},
        {"woocommerce/order_updated_cancelled",
         "woocommerce",
         "order.updated",
         EventKind::order_cancelled,
         "727"},
        {"woocommerce/order_deleted",
         "woocommerce",
         "order.deleted",
         EventKind::order_cancelled,
         "727"},
        {"sapo/orders_create", "sapo", "orders/create", EventKind::order_created, "600000001"},
        {"sapo/orders_paid", "sapo", "orders/paid", EventKind::order_updated, "600000001"},
        {"sapo/orders_cancelled",
         "sapo",
         "orders/cancelled",
         EventKind::order_cancelled,
         "600000001"},
        {"nhanh/orderAdd", "nhanh", "", EventKind::order_created, "125000001"},
        {"nhanh/orderUpdate_canceled", "nhanh", "", EventKind::order_cancelled, "125000001"},
        {"nhanh/orderDelete", "nhanh", "", EventKind::order_cancelled, "125000001"},
    };
    for (const Sample& sample : samples) {
        const auto path =
            std::string{reference} + "/data/marketplaces/samples/" + sample.file + ".json";
        const auto event = read(sample.platform, json(file_text(path)), sample.topic);
        ASSERT_TRUE(event) << sample.file;
        EXPECT_EQ(event->kind, sample.kind) << sample.file;
        EXPECT_EQ(event->external_id, sample.id) << sample.file;
        if (event->order) {
            EXPECT_EQ(event->order->payment.amount, dong(349'000)) << sample.file;
            EXPECT_EQ(event->order->lines.at(0).sku.text(), "TS-BLK-M") << sample.file;
            EXPECT_EQ(event->order->lines.at(0).unit_price, dong(165'500)) << sample.file;
            EXPECT_EQ(event->order->recipient.province, "Đà Nẵng") << sample.file;
        }
    }
}

} // namespace
} // namespace route9::adapters
