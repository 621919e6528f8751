// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/whatsapp_messages.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kDelivery = R"({"object":"whatsapp_business_account","entry":[
 {"id":"1","changes":[
  {"field":"message_template_status_update","value":{"event":"APPROVED"}},
  {"field":"messages","value":{"metadata":{"phone_number_id":"200"},
   "contacts":[{"profile":{"name":"ນ້ອຍ"},"wa_id":"8562055000001"}],
   "messages":[
    {"from":"8562055000001","id":"wamid.A","timestamp":"1767236397","type":"order","order":{
     "catalog_id":"3","text":"ສົ່ງໄປວຽງຈັນ","product_items":[
      {"product_retailer_id":"TS-BLK-M","quantity":2,"item_price":150000,"currency":"LAK"}]}},
    {"from":"8562055000001","id":"wamid.B","timestamp":"1767236398","type":"image","image":{}},
    {"from":"8562055000002","id":"wamid.C","timestamp":"1767236399","type":"text",
     "text":{"body":"2 áo\n165k"}}]}}]},
 {"id":"2","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"201"},
   "statuses":[{"id":"wamid.Z","status":"delivered"}]}}]}]})";

std::vector<WhatsAppMessage> read(const Json& json, FieldErrors& errors) {
    return read_whatsapp_messages(json, errors);
}

TEST(WhatsAppMessages, AreCartsAndTexts) {
    FieldErrors errors;
    const auto messages = read(parse_json(kDelivery).value(), errors);
    EXPECT_TRUE(errors.empty());
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].id, "wamid.A");
    EXPECT_EQ(messages[0].number, "200");
    EXPECT_EQ(messages[0].sender, "+8562055000001");
    EXPECT_EQ(messages[0].sender_name, "ນ້ອຍ");
    EXPECT_EQ(messages[0].text, "ສົ່ງໄປວຽງຈັນ");
    ASSERT_TRUE(messages[0].is_cart());
    EXPECT_EQ(messages[0].items[0].sku, "TS-BLK-M");
    EXPECT_EQ(messages[0].items[0].quantity, 2);
    EXPECT_EQ(messages[0].items[0].unit_price, Money::of_minor(15'000'000, Currency::LAK));
    EXPECT_EQ(messages[1].id, "wamid.C");
    EXPECT_EQ(messages[1].text, "2 áo\n165k");
    EXPECT_EQ(messages[1].sender_name, "");
    EXPECT_FALSE(messages[1].is_cart());
}

TEST(WhatsAppMessages, KeepTheGoodOnesAndNameTheBad) {
    std::string body{kDelivery};
    body.replace(body.find("150000"), 6, "-5");
    FieldErrors errors;
    const auto messages = read(parse_json(body).value(), errors);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].id, "wamid.C");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(
        errors[0].pointer, "/entry/0/changes/1/value/messages/0/order/product_items/0/item_price"
    );
}

TEST(WhatsAppMessages, RefuseACartInTwoCurrencies) {
    std::string body{kDelivery};
    const std::string item = R"({"product_retailer_id":"TS-BLK-M")";
    body.insert(
        body.find(item),
        R"({"product_retailer_id":"X","quantity":1,"item_price":5,"currency":"USD"},)"
    );
    FieldErrors errors;
    read(parse_json(body).value(), errors);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_TRUE(errors[0].pointer.ends_with("/product_items/1/currency")) << errors[0].pointer;
}

TEST(WhatsAppMessages, AreNoneWhereNothingWasWritten) {
    for (const auto* body :
         {"{}",
          "[]",
          "7",
          R"({"object":"page","entry":[]})",
          R"({"object":"whatsapp_business_account","entry":[]})"}) {
        FieldErrors errors;
        EXPECT_TRUE(read(parse_json(body).value(), errors).empty()) << body;
    }
}

TEST(WhatsAppMessages, AreThoseOfTheReferenceSample) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto json = parse_json(
        file_text(std::string{reference} + "/data/marketplaces/samples/meta/whatsapp_order.json")
    );
    ASSERT_TRUE(json);
    FieldErrors errors;
    const auto messages = read(*json, errors);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].number, "200000000000001");
    EXPECT_EQ(messages[0].items.at(0).unit_price.amount(), "150000");
}

} // namespace
} // namespace route9::adapters
