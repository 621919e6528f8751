// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

constexpr std::string_view kOrder = R"({
  "external_id": "SME-0001", "channel": "rest", "placed_at": "2026-01-01T09:55:00+07:00",
  "currency": "LAK", "payment": {"method": "cod", "amount": "349000.50"},
  "sender": {"location_id": "loc_qt_01"},
  "recipient": {"name": "ນາງ ຕົວຢ່າງ", "phone": "020 5500 0001", "country": "LA",
    "province": "ສະຫວັນນະເຂດ", "district": "ໄກສອນ ພົມວິຫານ", "village": "ບ້ານ ຕົວຢ່າງ",
    "address_line": "ຮ່ອມ 3", "landmark": "ໃກ້ວັດ", "pickup_point": "ສາຂາ 2"},
  "items": [
    {"sku": "TS-BLK-M", "name": "Áo thun – mẫu", "quantity": 2, "unit_price": "165500",
     "weight_g": 250, "hs_code": "6109.10", "origin": "VN"},
    {"sku": "MUG-01", "name": "ຈອກ", "quantity": 1, "unit_price": "0"}],
  "incoterm": "DDP", "note": "Giao giờ hành chính"})";

Json order_with(const char* at, Json value) {
    auto document = parse_json(kOrder).value();
    document[Json::json_pointer{at}] = std::move(value);
    return document;
}

TEST(OrderDocument, ReadsEveryMemberIntoTheCanonicalOrder) {
    const auto order = parse_order(kOrder).value();
    EXPECT_EQ(order.external_id, "SME-0001");
    EXPECT_EQ(order.channel, "rest");
    EXPECT_EQ(format_utc(order.placed_at), "2026-01-01T02:55:00Z");
    EXPECT_EQ(order.currency, Currency::LAK);
    EXPECT_EQ(order.payment.method, fulfillment::PaymentMethod::cod);
    EXPECT_EQ(order.payment.amount, Money::of_minor(34'900'050, Currency::LAK));
    EXPECT_EQ(order.sender_location, "loc_qt_01");
    EXPECT_EQ(order.recipient.phone, "020 5500 0001");
    EXPECT_EQ(order.recipient.village, "ບ້ານ ຕົວຢ່າງ");
    EXPECT_EQ(order.recipient.landmark, "ໃກ້ວັດ");
    EXPECT_EQ(order.recipient.pickup_point, "ສາຂາ 2");
    ASSERT_EQ(order.lines.size(), 2U);
    EXPECT_EQ(order.lines[0].sku.text(), "TS-BLK-M");
    EXPECT_EQ(order.lines[0].quantity, 2);
    EXPECT_EQ(order.lines[0].unit_price, Money::of_minor(16'550'000, Currency::LAK));
    EXPECT_EQ(order.lines[0].weight_g, 250);
    EXPECT_EQ(order.lines[0].hs_code, "610910");
    EXPECT_EQ(order.lines[0].origin, "VN");
    EXPECT_FALSE(order.lines[1].weight_g);
    EXPECT_EQ(order.incoterm, fulfillment::Incoterm::ddp);
    EXPECT_EQ(order.note, "Giao giờ hành chính");
}

TEST(OrderDocument, ReadsAPromiseAsATimeOrADay) {
    const auto promise = [](const char* text) -> std::string {
        const auto order = read_order(order_with("/promised_by", text));
        if (!order) {
            return order.error().fields.at(0).pointer + " " + order.error().fields.at(0).code;
        }
        EXPECT_EQ(read_order(order_json(*order)).value(), *order);
        return format_utc(order->promised_by.value());
    };
    EXPECT_EQ(promise("2026-01-03T18:00:00+07:00"), "2026-01-03T11:00:00Z");
    EXPECT_EQ(promise("2026-01-03"), "2026-01-03T16:59:59Z"); // until the day ends in the corridor
    EXPECT_EQ(promise("2026-01-01T09:55:00+07:00"), "2026-01-01T02:55:00Z"); // when it was placed
    EXPECT_EQ(promise("2026-01-01T09:54:59+07:00"), "/promised_by out_of_range");
    EXPECT_EQ(promise("2025-12-31"), "/promised_by out_of_range");
    EXPECT_EQ(promise("2027-01-02T09:55:00+07:00"), "2027-01-02T02:55:00Z") << "366 days on";
    EXPECT_EQ(promise("2027-01-02T09:55:01+07:00"), "/promised_by out_of_range");
    EXPECT_EQ(promise("9999-12-31"), "/promised_by out_of_range");
    EXPECT_EQ(promise("2026-02-30"), "/promised_by malformed");
    EXPECT_EQ(promise("soon"), "/promised_by malformed");
    EXPECT_FALSE(parse_order(kOrder).value().promised_by);
}

TEST(OrderDocument, IsReadBackAsItWasWritten) {
    const auto order = parse_order(kOrder).value();
    EXPECT_EQ(parse_order(print_json(order_json(order))).value(), order);
}

TEST(OrderDocument, DefaultsToDapAndNoSender) {
    auto document = parse_json(kOrder).value();
    document.erase("incoterm");
    document.erase("sender");
    document.erase("note");
    const auto order = read_order(document).value();
    EXPECT_EQ(order.incoterm, fulfillment::Incoterm::dap);
    EXPECT_EQ(order.sender_location, "");
}

TEST(OrderDocument, DoesNotCompareThePaymentWithTheItems) {
    EXPECT_TRUE(read_order(order_with("/payment/amount", "1")));
}

struct Case {
    const char* at;
    Json value;
    const char* code;
};

TEST(OrderDocument, NamesTheBadMemberAndWhatIsWrong) {
    const auto huge = parse_json("1e300").value();
    const auto half = parse_json("1.5").value();
    const Case cases[] = {
        {"/external_id", nullptr, "required"},
        {"/external_id", "", "empty"},
        {"/external_id", 7, "wrong_type"},
        {"/external_id", std::string(129, 'x'), "too_long"},
        {"/channel", nullptr, "required"},
        {"/placed_at", "2026-13-01T00:00:00Z", "malformed"},
        {"/placed_at", "2026-01-01", "malformed"},
        {"/placed_at", 1767236400, "wrong_type"},
        {"/currency", "EUR", "unknown_value"},
        {"/currency", "vnd", "unknown_value"},
        {"/payment", nullptr, "required"},
        {"/payment/method", "barter", "unknown_value"},
        {"/payment/amount", 349000, "wrong_type"},
        {"/payment/amount", "349000.505", "malformed"},
        {"/payment/amount", "-1", "out_of_range"},
        {"/payment/amount", "1e3", "malformed"},
        {"/payment/amount", "", "malformed"},
        {"/payment/amount", "99999999999999999999", "malformed"},
        {"/payment/tip", "1", "unknown_member"},
        {"/sender/location_id", nullptr, "required"},
        {"/recipient/phone", nullptr, "required"},
        {"/recipient/phone", "", "empty"},
        {"/recipient/name", std::string(501, 'x'), "too_long"},
        {"/recipient/name", "a\nb", "control_character"},
        {"/recipient/name", " \u200b\u00a0", "empty"},
        {"/external_id", "A\u202e1", "control_character"},
        {"/recipient/country", "TH", "unknown_value"},
        {"/recipient/district", nullptr, "required"},
        {"/recipient/zip", "1", "unknown_member"},
        {"/items", Json::array(), "empty"},
        {"/items/0", "TS-BLK-M", "wrong_type"},
        {"/items/0/quantity", 0, "out_of_range"},
        {"/items/0/quantity", -1, "out_of_range"},
        {"/items/0/quantity", 1'000'001, "out_of_range"},
        {"/items/0/quantity", huge, "not_whole"},
        {"/items/0/quantity", half, "not_whole"},
        {"/items/0/quantity", "2", "wrong_type"},
        {"/items/0/unit_price", nullptr, "required"},
        {"/items/0/unit_price", half, "wrong_type"},
        {"/items/0/weight_g", 0, "out_of_range"},
        {"/items/0/hs_code", "61.0910", "malformed"},
        {"/items/0/hs_code", "6109", "malformed"},
        {"/items/0/hs_code", "6109.10.", "malformed"},
        {"/items/0/hs_code", "6109..10", "malformed"},
        {"/items/0/origin", "vn", "malformed"},
        {"/items/0/colour", "red", "unknown_member"},
        {"/incoterm", "EXW", "unknown_value"},
        {"/coupon", "x", "unknown_member"},
    };
    for (const auto& row : cases) {
        const auto order = read_order(order_with(row.at, row.value));
        ASSERT_FALSE(order) << row.at;
        ASSERT_EQ(order.error().fields.size(), 1U) << row.at;
        EXPECT_EQ(order.error().fields[0].pointer, row.at);
        EXPECT_EQ(order.error().fields[0].code, row.code) << row.at;
        EXPECT_FALSE(order.error().fields[0].message.empty());
    }
}

TEST(OrderDocument, CollectsSomethingOnDelivery) {
    const Json nothing{{"method", "cod"}, {"amount", "0"}};
    const auto order = read_order(order_with("/payment", nothing));
    ASSERT_FALSE(order);
    ASSERT_EQ(order.error().fields.size(), 1U);
    EXPECT_EQ(order.error().fields[0].pointer, "/payment/amount");
    EXPECT_EQ(order.error().fields[0].code, "out_of_range");
    const Json prepaid{{"method", "prepaid"}, {"amount", "0"}};
    EXPECT_TRUE(read_order(order_with("/payment", prepaid)));
}

TEST(OrderDocument, CountsTheCharactersOfWhatPeopleWrite) {
    std::string lao;
    for (int i = 0; i < 500; ++i) {
        lao += "ກ";
    }
    EXPECT_TRUE(read_order(order_with("/recipient/address_line", lao)));
    const auto longer = read_order(order_with("/recipient/address_line", lao + "ກ"));
    ASSERT_FALSE(longer);
    EXPECT_EQ(longer.error().fields.at(0).code, "too_long");
    EXPECT_EQ(longer.error().fields.at(0).message, "must be at most 500 characters");
}

TEST(OrderDocument, AcceptsTheEdgesOfItsLimits) {
    EXPECT_TRUE(read_order(order_with("/external_id", std::string(128, 'x'))));
    EXPECT_TRUE(read_order(order_with("/items/0/quantity", 1'000'000)));
    EXPECT_TRUE(read_order(order_with("/recipient/name", std::string(500, 'x'))));
    EXPECT_EQ(
        read_order(order_with("/items/0/hs_code", "6109.10.00")).value().lines[0].hs_code,
        "61091000"
    );
    auto many = parse_json(kOrder).value();
    many["items"] = Json::array();
    for (int count = 0; count < 100; ++count) {
        many["items"].push_back(parse_json(kOrder).value()["items"][0]);
    }
    EXPECT_TRUE(read_order(many));
    many["items"].push_back(many["items"][0]);
    EXPECT_EQ(read_order(many).error().fields.at(0).code, "too_many");
}

TEST(OrderDocument, NamesAllBadMembersAtOnce) {
    auto document = parse_json(kOrder).value();
    document["currency"] = "EUR";
    document["recipient"].erase("phone");
    document["items"][0]["quantity"] = 0;
    document["items"][1]["unit_price"] = 5;
    document["extra"] = true;
    const auto order = read_order(document);
    ASSERT_FALSE(order);
    std::vector<std::string> pointers;
    for (const auto& field : order.error().fields) {
        pointers.push_back(field.pointer);
    }
    std::ranges::sort(pointers);
    EXPECT_EQ(
        pointers,
        (std::vector<std::string>{
            "/currency", "/extra", "/items/0/quantity", "/items/1/unit_price", "/recipient/phone"
        })
    );
}

TEST(OrderDocument, NamesNoCurrencyOfAnAmountThatNobodyHasGiven) {
    auto document = order_with("/payment/amount", "349000.505");
    document["items"][0]["unit_price"] = "165500,00";
    for (const Json& currency : {Json(nullptr), Json("EUR")}) {
        document["currency"] = currency;
        const auto order = read_order(document);
        ASSERT_FALSE(order);
        ASSERT_EQ(order.error().fields.size(), 2U);
        EXPECT_EQ(order.error().fields[0].pointer, "/currency");
        EXPECT_EQ(order.error().fields[1].pointer, "/items/0/unit_price");
        EXPECT_EQ(
            order.error().fields[1].message,
            R"(must be decimal text such as "349000", with at most 18 digits)"
        );
    }
    document["currency"] = "VND";
    const auto order = read_order(document);
    ASSERT_FALSE(order);
    EXPECT_EQ(
        order.error().fields.at(0).message,
        R"(must be decimal text such as "349000", with at most 18 digits, of which at most 0 )"
        "decimals in VND"
    );
}

TEST(OrderDocument, RefusesItemsWhoseSumCannotBeCounted) {
    auto document = order_with("/items/0/unit_price", "90000000000000000");
    document["items"][0]["quantity"] = 1'000'000;
    EXPECT_EQ(read_order(document).error().fields.at(0).pointer, "/items");
}

TEST(OrderDocument, RefusesANumberThatNoMachineHoldsAsUnreadable) {
    std::string text{kOrder};
    text.replace(text.find("\"quantity\": 2"), 13, "\"quantity\": 1e400");
    EXPECT_EQ(parse_order(text).error().code, ErrorCode::malformed_json);
}

TEST(OrderDocument, RefusesWhatIsNoJson) {
    EXPECT_EQ(parse_order("{").error().code, ErrorCode::malformed_json);
    EXPECT_EQ(parse_order(R"({"a":1,"a":2})").error().code, ErrorCode::malformed_json);
    EXPECT_EQ(parse_order("[]").error().fields.at(0).code, "wrong_type");
}

} // namespace
} // namespace route9::adapters
