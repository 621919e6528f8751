// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/haravan_events.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace route9::adapters {
namespace {

constexpr std::string_view kOrder = R"({
  "id": 1180000001, "name": "#100001", "created_at": "2026-01-01T02:58:00Z",
  "updated_at": "2026-01-01T02:58:30Z", "currency": "VND", "total_price": 349000.0,
  "financial_status": "pending", "cancelled_status": "uncancelled", "cancelled_at": null,
  "cancel_reason": null, "gateway_code": "cod", "note": "Giao giờ\nhành chính",
  "shipping_address": {"name": "Nguyễn Văn Mẫu", "phone": "84900000001",
    "address1": "12 Phố Thử Nghiệm", "ward": "Phường Tân Long", "district": "Quận Thử",
    "province": "Đà Nẵng", "country": "Vietnam", "country_code": "VN"},
  "line_items": [{"id": 1280000001, "sku": "TS-BLK-M", "title": "Áo thun", "quantity": 2,
    "price": 165500.00, "grams": 250, "requires_shipping": true}]})";

Json message_with(const char* at, Json value) {
    auto message = parse_json(kOrder).value();
    message[Json::json_pointer{at}] = std::move(value);
    return message;
}

TEST(HaravanEvents, MapsAnOrderToTheCanonicalForm) {
    const auto event = read_haravan_event(parse_json(kOrder).value(), "orders/create").value();
    EXPECT_EQ(event.kind, EventKind::order_created);
    EXPECT_EQ(event.external_id, "1180000001");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T02:58:30Z");
    const auto& order = event.order.value();
    EXPECT_EQ(order.channel, "haravan");
    EXPECT_EQ(format_utc(order.placed_at), "2026-01-01T02:58:00Z");
    EXPECT_EQ(order.payment.method, fulfillment::PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, Money::of_minor(349'000, Currency::VND));
    EXPECT_EQ(order.recipient.phone, "84900000001");
    EXPECT_EQ(order.recipient.country, "VN");
    EXPECT_EQ(order.recipient.village, "Phường Tân Long");
    EXPECT_EQ(order.recipient.district, "Quận Thử");
    EXPECT_EQ(order.recipient.province, "Đà Nẵng");
    EXPECT_EQ(order.recipient.address_line, "12 Phố Thử Nghiệm");
    EXPECT_EQ(order.lines.at(0).unit_price, Money::of_minor(165'500, Currency::VND));
    EXPECT_EQ(order.lines.at(0).weight_g, 250);
    EXPECT_EQ(order.note, "Giao giờ hành chính");
}

struct PaymentCase {
    const char* status;
    const char* gateway;
    fulfillment::PaymentMethod method;
};

TEST(HaravanEvents, CollectsOnDeliveryOnlyWhatIsUnpaidAndCod) {
    const PaymentCase cases[] = {
        {"pending", "cod", fulfillment::PaymentMethod::cod},
        {"paid", "cod", fulfillment::PaymentMethod::prepaid},
        {"paid", "onepay", fulfillment::PaymentMethod::prepaid},
        {"pending", "bank_transfer", fulfillment::PaymentMethod::transfer},
    };
    for (const auto& row : cases) {
        auto message = message_with("/financial_status", row.status);
        message["gateway_code"] = row.gateway;
        const auto event = read_haravan_event(message, "orders/paid").value();
        EXPECT_EQ(event.kind, EventKind::order_updated);
        EXPECT_EQ(event.order->payment.method, row.method) << row.status << row.gateway;
    }
}

TEST(HaravanEvents, BelievesTheSignedBodyAndNotTheTopicAboutACancellation) {
    auto cancelled = message_with("/cancelled_at", "2026-01-01T03:00:00Z");
    cancelled["cancel_reason"] = "customer";
    for (const auto* topic : {"orders/cancelled", "orders/updated", "orders/create"}) {
        const auto event = read_haravan_event(cancelled, topic).value();
        EXPECT_EQ(event.kind, EventKind::order_cancelled) << topic;
        EXPECT_EQ(event.reason, "customer");
        EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T03:00:00Z");
    }
    const auto by_status = message_with("/cancelled_status", "cancelled");
    EXPECT_EQ(
        read_haravan_event(by_status, "orders/updated").value().kind, EventKind::order_cancelled
    );
    const auto not_cancelled = parse_json(kOrder).value();
    EXPECT_EQ(
        read_haravan_event(not_cancelled, "orders/cancelled").value().kind, EventKind::order_updated
    );
}

TEST(HaravanEvents, CancelsAnOrderWhoseOtherMembersAreMissing) {
    const auto event =
        read_haravan_event(
            parse_json(R"({"id":"77","cancelled_status":"cancelled"})").value(), "orders/cancelled"
        )
            .value();
    EXPECT_EQ(event.external_id, "77");
    EXPECT_FALSE(event.source_time);
}

TEST(HaravanEvents, KeepsTheDigitsOfNumbersAndIds) {
    auto text = std::string{kOrder};
    text.replace(text.find("349000.0"), 8, "9007199254740993.0");
    text.replace(text.find("1180000001"), 10, "9223372036854775807");
    const auto event = read_haravan_event(parse_json(text).value(), "orders/create").value();
    EXPECT_EQ(event.order->payment.amount.amount(), "9007199254740993");
    EXPECT_EQ(event.external_id, "9223372036854775807");
    EXPECT_EQ(
        read_haravan_event(message_with("/line_items/0/price", "165500"), "orders/create")
            .value()
            .order->lines.at(0)
            .unit_price.amount(),
        "165500"
    );
}

TEST(HaravanEvents, IgnoresOtherTopicsAndOrdersWithNothingToShip) {
    EXPECT_EQ(
        read_haravan_event(parse_json("[]").value(), "app/uninstalled").value().kind,
        EventKind::ignored
    );
    const auto gift = message_with("/line_items/0/requires_shipping", false);
    const auto event = read_haravan_event(gift, "orders/create").value();
    EXPECT_EQ(event.kind, EventKind::ignored);
    EXPECT_EQ(event.reason, "nothing to ship");
}

TEST(HaravanEvents, TakesAWeightOfZeroForUnknown) {
    const auto event = read_haravan_event(message_with("/line_items/0/grams", 0), "orders/create");
    EXPECT_FALSE(event.value().order->lines.at(0).weight_g);
}

TEST(HaravanEvents, CutsANoteThatIsTooLongBetweenTwoLetters) {
    std::string lao;
    for (int i = 0; i < 501; ++i) {
        lao += "ກ"; // three bytes
    }
    const auto event = read_haravan_event(message_with("/note", lao), "orders/create").value();
    EXPECT_EQ(event.order->note, lao.substr(0, 1'500));
}

TEST(HaravanEvents, LeavesAloneWhatWasSentWithoutUs) {
    const auto sent = message_with("/fulfillment_status", "fulfilled");
    EXPECT_EQ(read_haravan_event(sent, "orders/updated").value().reason, "sent already");
}

TEST(HaravanEvents, KeepAnOrderWithoutAPhoneOrAProvince) {
    for (const auto* member : {"/shipping_address/phone", "/shipping_address/province"}) {
        for (const Json& value : {Json(nullptr), Json("")}) {
            EXPECT_TRUE(read_haravan_event(message_with(member, value), "orders/create")) << member;
        }
    }
}

struct Case {
    const char* at;
    Json value;
    const char* code;
};

TEST(HaravanEvents, NamesTheMemberThatSendsAMessageToQuarantine) {
    const auto huge = parse_json("1e300").value();
    const auto fraction = parse_json("349000.5").value();
    const auto half = parse_json("1.5").value();
    const Case cases[] = {
        {"/id", nullptr, "required"},
        {"/id", true, "malformed"},
        {"/id", half, "malformed"},
        {"/created_at", nullptr, "required"},
        {"/created_at", "01/01/2026", "malformed"},
        {"/updated_at", "now", "malformed"},
        {"/currency", "JPY", "unknown_value"},
        {"/currency", nullptr, "required"},
        {"/total_price", fraction, "malformed"},
        {"/total_price", -1, "out_of_range"},
        {"/total_price", huge, "malformed"},
        {"/total_price", Json::object(), "wrong_type"},
        {"/financial_status", "partially_paid", "unknown_value"},
        {"/financial_status", nullptr, "required"},
        {"/gateway_code", nullptr, "required"},
        {"/shipping_address", nullptr, "required"},
        {"/shipping_address", "x", "wrong_type"},
        {"/shipping_address/phone", 84900000001, "wrong_type"},
        {"/shipping_address/country_code", "US", "unknown_value"},
        {"/line_items", nullptr, "required"},
        {"/line_items", Json::array(), "out_of_range"},
        {"/line_items/0", 1, "wrong_type"},
        {"/shipping_address/name", "\u200b", "empty"},
        {"/shipping_address/address1", std::string(501, 'x'), "too_long"},
        {"/line_items/0/sku", "", "empty"},
        {"/line_items/0/quantity", huge, "not_whole"},
        {"/line_items/0/quantity", half, "not_whole"},
        {"/line_items/0/quantity", -2, "out_of_range"},
        {"/line_items/0/quantity", 0, "out_of_range"},
        {"/line_items/0/quantity", nullptr, "required"},
        {"/line_items/0/price", nullptr, "required"},
        {"/line_items/0/price", fraction, "malformed"},
    };
    for (const auto& row : cases) {
        const auto event = read_haravan_event(message_with(row.at, row.value), "orders/create");
        ASSERT_FALSE(event) << row.at;
        ASSERT_EQ(event.error().fields.size(), 1U) << row.at << event.error().fields[0].pointer;
        EXPECT_EQ(event.error().fields[0].pointer, row.at);
        EXPECT_EQ(event.error().fields[0].code, row.code) << row.at;
    }
}

TEST(HaravanEvents, ReadsTheReferenceSamples) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set: the reference samples are not here";
    }
    const auto folder = std::string{reference} + "/data/marketplaces/samples/haravan/";
    const std::pair<const char*, EventKind> samples[] = {
        {"create", EventKind::order_created},
        {"paid", EventKind::order_updated},
        {"cancelled", EventKind::order_cancelled},
    };
    for (const auto& [topic, kind] : samples) {
        const auto text = file_text(folder + "orders_" + topic + ".json");
        const auto event =
            read_haravan_event(parse_json(text).value(), std::string{"orders/"} + topic);
        ASSERT_TRUE(event) << topic;
        EXPECT_EQ(event->kind, kind) << topic;
        EXPECT_EQ(event->external_id, "1180000001");
    }
}

} // namespace
} // namespace route9::adapters
