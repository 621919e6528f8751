// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce's order hooks. The message has the members of a sales order as the platform's
// documentation shows them; names and numbers are invented.
#include "marketplaces/shop_messages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace route9::adapters {
namespace {

constexpr std::string_view kAdobe = R"({
  "event": "observer.sales_order_place_after",
  "order": {"entity_id": "58", "increment_id": "000000058", "state": "new", "status": "pending",
    "created_at": "2026-03-01 02:58:00", "updated_at": "2026-03-01 02:59:00",
    "order_currency_code": "VND", "base_currency_code": "USD", "grand_total": "349000.0000",
    "total_due": "349000.0000", "shipping_amount": "18000.0000",
    "customer_note": "Gọi trước", "payment": {"method": "cashondelivery"},
    "items": [
      {"item_id": "1", "sku": "TS-BLK-M", "name": "Áo thun", "product_type": "configurable",
       "qty_ordered": "2.0000", "price": "165500.0000", "row_total": "331000.0000",
       "discount_amount": "0.0000"},
      {"item_id": "2", "parent_item_id": "1", "sku": "TS-BLK-M", "name": "Áo thun M",
       "product_type": "simple", "qty_ordered": "2.0000", "price": "0.0000"},
      {"item_id": "3", "sku": "E-BOOK", "name": "Sách", "product_type": "downloadable",
       "qty_ordered": "1.0000", "price": "0.0000"}],
    "addresses": [
      {"address_type": "billing", "firstname": "X", "lastname": "Y", "country_id": "VN"},
      {"address_type": "shipping", "firstname": "Sen", "lastname": "Trần Thị",
       "telephone": "0905000001", "street": ["12 Hùng Vương", "cạnh chợ"], "city": "Đông Hà",
       "region": "Quảng Trị", "country_id": "VN"}]}})";

TEST(AdobeReader, MapsAnOrderToTheCanonicalForm) {
    const auto event = read("adobe", json(kAdobe)).value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "58");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-03-01T02:59:00Z");
    const auto& order = event.order.value();
    EXPECT_EQ(order.channel, "my-shop");
    EXPECT_EQ(format_utc(order.placed_at), "2026-03-01T02:58:00Z");
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, dong(349'000));
    EXPECT_EQ(order.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(order.recipient.phone, "0905000001");
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.recipient.district, "Đông Hà");
    EXPECT_EQ(order.recipient.address_line, "12 Hùng Vương");
    EXPECT_EQ(order.recipient.landmark, "cạnh chợ");
    EXPECT_EQ(order.note, "Gọi trước");
    ASSERT_EQ(order.lines.size(), 1U) << "neither the variant again nor what is downloaded";
    EXPECT_EQ(order.lines[0].sku.text(), "TS-BLK-M");
    EXPECT_EQ(order.lines[0].quantity, 2);
    EXPECT_EQ(order.lines[0].unit_price, dong(165'500));
}

TEST(AdobeReader, FindsOrderAndAddressWhereverTheHookPutsThem) {
    auto order = json(kAdobe).at("order");
    const Json address = order["addresses"][1];
    order.erase("addresses");
    auto assigned = order;
    assigned["extension_attributes"]["shipping_assignments"][0]["shipping"]["address"] = address;
    order["shipping_address"] = address;
    const Json observer{{"eventName", "sales_order_save_after"}, {"data", {{"order", order}}}};
    const auto event = read("adobe", observer).value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.order->recipient.district, "Đông Hà");
    EXPECT_EQ(read("adobe", assigned).value().order->recipient.district, "Đông Hà");
}

TEST(AdobeReader, FollowsTheStateOfTheOrder) {
    const std::pair<const char*, EventKind> cases[] = {
        {"new", EventKind::order_created},
        {"pending_payment", EventKind::order_created},
        {"payment_review", EventKind::order_created},
        {"processing", EventKind::order_created},
        {"holded", EventKind::ignored},
        {"complete", EventKind::ignored},
        {"canceled", EventKind::order_cancelled},
        {"closed", EventKind::order_cancelled},
    };
    for (const auto& [state, kind] : cases) {
        EXPECT_EQ(read("adobe", with(kAdobe, "/order/state", state)).value().kind, kind) << state;
    }
    const auto strange = read("adobe", with(kAdobe, "/order/state", "teleported"));
    ASSERT_FALSE(strange);
    EXPECT_EQ(strange.error().fields.at(0).pointer, "/order/state");
    const auto bare = read("adobe", json(R"({"order":{"entity_id":58,"state":"canceled"}})"));
    EXPECT_EQ(bare.value().kind, EventKind::order_cancelled) << "needs no more than its id";
}

TEST(AdobeReader, CollectsWhatIsStillDue) {
    const auto paid = read("adobe", with(kAdobe, "/order/total_due", "0.0000")).value();
    EXPECT_EQ(paid.order->payment.method, PaymentMethod::prepaid);
    EXPECT_EQ(paid.order->payment.amount, dong(349'000));
    const auto part = read("adobe", with(kAdobe, "/order/total_due", "49000.0000")).value();
    EXPECT_EQ(part.order->payment.method, PaymentMethod::cod);
    EXPECT_EQ(part.order->payment.amount, dong(49'000));
    const auto bank = read("adobe", with(kAdobe, "/order/payment/method", "banktransfer")).value();
    EXPECT_EQ(bank.order->payment.method, PaymentMethod::transfer);
}

TEST(AdobeReader, CountsDiscountTaxAndWhatWasTakenBack) {
    auto message = with(kAdobe, "/order/items/0/discount_amount", "1001.0000");
    message["order"]["items"][0]["row_total_incl_tax"] = "340001.0000";
    message["order"]["items"][0]["qty_canceled"] = "1.0000";
    const auto order = read("adobe", message).value().order.value();
    ASSERT_EQ(order.lines.size(), 1U);
    EXPECT_EQ(order.lines[0].quantity, 1);
    EXPECT_EQ(order.lines[0].unit_price, dong(169'500)); // (340001 − 1001) / 2
}

TEST(AdobeReader, SaysWhatTheHookDoesNotCarry) {
    auto message = json(kAdobe);
    message["order"].erase("addresses");
    message["order"].erase("payment");
    const auto event = read("adobe", message).value();
    EXPECT_EQ(event.kind, EventKind::order_to_fetch);
    EXPECT_TRUE(event.is_name_only);
    EXPECT_EQ(
        event.reason, "the message lacks payment, addresses: add them to the fields of the hook"
    );
    EXPECT_EQ(read("adobe", json(R"({"product":{"sku":"x"}})")).value().kind, EventKind::ignored);
    EXPECT_EQ(read("adobe", json("[]")).value().kind, EventKind::ignored);
}

TEST(AdobeReader, NamesEveryBadMember) {
    const std::pair<const char*, Json> cases[] = {
        {"/order/entity_id", true},
        {"/order/order_currency_code", "GBP"},
        {"/order/grand_total", "1e400"},
        {"/order/items", Json::array()},
        {"/order/items/0/qty_ordered", "-1"},
        {"/order/items/0/sku", nullptr},
        {"/order/addresses/1/country_id", "TH"},
        {"/order/created_at", "yesterday"},
    };
    for (const auto& [at, value] : cases) {
        const auto event = read("adobe", with(kAdobe, at, value));
        ASSERT_FALSE(event) << at;
        EXPECT_EQ(event.error().fields.at(0).pointer, at);
    }
}

TEST(AdobeReader, IgnoresTheReferenceSampleForWhatItLacks) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference samples are not here";
    }
    const auto event = read(
        "adobe",
        json(file_text(
            std::string{reference} + "/data/marketplaces/samples/adobe/sales_order_save_after.json"
        ))
    );
    EXPECT_EQ(event.value().kind, EventKind::order_to_fetch);
    EXPECT_EQ(
        event->reason,
        "the message lacks created_at, order_currency_code, payment, addresses: add them to the "
        "fields of the hook"
    );
}

} // namespace
} // namespace route9::adapters
