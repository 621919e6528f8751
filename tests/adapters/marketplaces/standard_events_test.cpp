// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/standard_events.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace route9::adapters {
namespace {

constexpr std::string_view kCreated = R"({
  "type": "order.created", "timestamp": "2026-01-01T03:00:00Z", "version": 2,
  "data": {"external_id": "LA-FB-0001", "placed_at": "2026-01-01T02:55:00Z", "currency": "LAK",
    "cod": {"amount": "300000", "currency": "LAK", "note": "x"}, "page": "fb",
    "recipient": {"name": "ນາງ ຕົວຢ່າງ", "phone": "+8562055000001", "country": "LA",
      "province": "ນະຄອນຫຼວງວຽງຈັນ", "district": "ໄຊເສດຖາ", "village": "ບ້ານ ຕົວຢ່າງ", "map": "pin"},
    "items": [{"sku": "TS-BLK-M", "name": "ເສື້ອຢືດ", "quantity": 2, "unit_price": "150000",
      "colour": "black"}]}})";

Json message_with(const char* at, Json value) {
    auto message = parse_json(kCreated).value();
    message[Json::json_pointer{at}] = std::move(value);
    return message;
}

TEST(StandardEvents, ReadsAnOrderInTheShortCodFormAndLeavesUnknownMembersAlone) {
    const auto event = read_standard_event(parse_json(kCreated).value(), "facebook").value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "LA-FB-0001");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T03:00:00Z");
    const auto& order = event.order.value();
    EXPECT_EQ(order.channel, "facebook");
    EXPECT_EQ(order.payment.method, fulfillment::PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, Money::of_minor(30'000'000, Currency::LAK));
    EXPECT_EQ(order.recipient.village, "ບ້ານ ຕົວຢ່າງ");
    EXPECT_EQ(order.lines.at(0).unit_price, Money::of_minor(15'000'000, Currency::LAK));
}

TEST(StandardEvents, ReadsTheContractsFormWithPaymentAndChannel) {
    auto message = message_with("/data/payment", {{"method", "prepaid"}, {"amount", "300000"}});
    message["type"] = "order.updated";
    message["data"]["channel"] = "shop";
    const auto event = read_standard_event(message, "facebook").value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.order->channel, "shop");
    EXPECT_EQ(event.order->payment.method, fulfillment::PaymentMethod::prepaid);
}

TEST(StandardEvents, ReadsACancellationByItsId) {
    const auto event =
        read_standard_event(
            parse_json(R"({"type":"order.cancelled","timestamp":"2026-01-01T03:05:00Z",
              "data":{"external_id":"LA-FB-0001","reason":"buyer_changed_mind"}})")
                .value(),
            "facebook"
        )
            .value();
    EXPECT_EQ(event.kind, EventKind::order_cancelled);
    EXPECT_EQ(event.external_id, "LA-FB-0001");
    EXPECT_EQ(event.reason, "buyer_changed_mind");
    EXPECT_FALSE(event.order);
}

TEST(StandardEvents, IgnoresOtherTypesWhateverTheyCarry) {
    const auto event = read_standard_event(message_with("/type", "stock.changed"), "f").value();
    EXPECT_EQ(event.kind, EventKind::ignored);
    EXPECT_EQ(event.reason, "type stock.changed");
}

struct Case {
    const char* at;
    Json value;
    const char* pointer;
    const char* code;
};

TEST(StandardEvents, NamesTheMemberThatSendsAMessageToQuarantine) {
    const auto huge = parse_json("1e300").value();
    const Case cases[] = {
        {"/type", nullptr, "/type", "required"},
        {"/type", 5, "/type", "wrong_type"},
        {"/timestamp", "yesterday", "/timestamp", "malformed"},
        {"/data", nullptr, "/data", "required"},
        {"/data", "x", "/data", "wrong_type"},
        {"/data/external_id", nullptr, "/data/external_id", "required"},
        {"/data/currency", "BTC", "/data/currency", "unknown_value"},
        {"/data/cod/currency", "VND", "/data/cod/currency", "conflict"},
        {"/data/cod/amount", "300000.505", "/data/cod/amount", "malformed"},
        {"/data/cod/amount", 300000, "/data/cod/amount", "wrong_type"},
        {"/data/cod", nullptr, "/data/cod", "required"},
        {"/data/recipient/phone", nullptr, "/data/recipient/phone", "required"},
        {"/data/recipient", Json::array(), "/data/recipient", "wrong_type"},
        {"/data/items/0/quantity", huge, "/data/items/0/quantity", "not_whole"},
        {"/data/items/0/quantity", -1, "/data/items/0/quantity", "out_of_range"},
        {"/data/items/0/quantity", 0, "/data/items/0/quantity", "out_of_range"},
        {"/data/items", Json::array(), "/data/items", "empty"},
    };
    for (const auto& row : cases) {
        const auto event = read_standard_event(message_with(row.at, row.value), "facebook");
        ASSERT_FALSE(event) << row.at;
        ASSERT_EQ(event.error().fields.size(), 1U) << row.at;
        EXPECT_EQ(event.error().fields[0].pointer, row.pointer);
        EXPECT_EQ(event.error().fields[0].code, row.code) << row.at;
    }
}

TEST(StandardEvents, ReadsTheReferenceSamples) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference samples are not here";
    }
    const auto folder = std::string{reference} + "/data/marketplaces/samples/generic/";
    const auto created = read_standard_event(
        parse_json(file_text(folder + "order_created_la.json")).value(), "standard"
    );
    ASSERT_TRUE(created);
    EXPECT_EQ(created->order->payment.amount.amount(), "300000");
    const auto cancelled = read_standard_event(
        parse_json(file_text(folder + "order_cancelled_la.json")).value(), "standard"
    );
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(cancelled->external_id, created->external_id);
}

} // namespace
} // namespace route9::adapters
