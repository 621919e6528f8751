// SPDX-License-Identifier: Apache-2.0
// The public contract, §3 and §6: every member of an order, at the API and in a webhook, and how
// money is written inside an order.
#include "contract.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::e2e {
namespace {

/// Every member there is.
Json whole_order(const std::string& external_id) {
    Json order = Json::parse(R"({
      "channel": "rest", "placed_at": "2026-03-10T07:55:00+07:00", "currency": "LAK",
      "payment": {"method": "cod", "amount": "481000"},
      "sender": {"location_id": "DONGHA"},
      "recipient": {"name": "ນາງ ຕົວຢ່າງ", "phone": "020 5500 0001", "country": "LA",
        "province": "ສະຫວັນນະເຂດ", "district": "ໄກສອນ ພົມວິຫານ", "village": "ບ້ານ ຕົວຢ່າງ",
        "address_line": "12", "landmark": "ວັດ", "pickup_point": "SVK-1"},
      "items": [{"sku": "TS-BLK-M", "name": "Áo thun", "quantity": 2, "unit_price": "165500",
        "weight_g": 250, "hs_code": "610910", "origin": "VN"}],
      "incoterm": "DDP", "note": "leave it at the temple"})");
    order["external_id"] = external_id;
    return order;
}

constexpr const char* kMembers[]{
    "/external_id",
    "/channel",
    "/currency",
    "/payment/method",
    "/payment/amount",
    "/sender/location_id",
    "/recipient/name",
    "/recipient/phone",
    "/recipient/country",
    "/recipient/province",
    "/recipient/district",
    "/recipient/village",
    "/recipient/address_line",
    "/recipient/landmark",
    "/recipient/pickup_point",
    "/items/0/sku",
    "/items/0/name",
    "/items/0/quantity",
    "/items/0/unit_price",
    "/items/0/weight_g",
    "/items/0/hs_code",
    "/items/0/origin",
    "/incoterm",
    "/note",
};

constexpr const char* kRequired[]{
    "/external_id",
    "/channel",
    "/placed_at",
    "/currency",
    "/payment",
    "/payment/method",
    "/payment/amount",
    "/sender/location_id",
    "/recipient",
    "/recipient/name",
    "/recipient/phone",
    "/recipient/country",
    "/recipient/province",
    "/recipient/district",
    "/items",
    "/items/0/sku",
    "/items/0/name",
    "/items/0/quantity",
    "/items/0/unit_price",
};

constexpr const char* kOptional[]{
    "/sender",
    "/recipient/village",
    "/recipient/address_line",
    "/recipient/landmark",
    "/recipient/pickup_point",
    "/items/0/weight_g",
    "/items/0/hs_code",
    "/items/0/origin",
    "/incoterm",
    "/note",
};

constexpr const char* kUnknown[]{
    "/colour", "/payment/colour", "/sender/colour", "/recipient/colour", "/items/0/colour"
};

void remove(Json& order, const std::string& at) {
    const Json::json_pointer pointer{at};
    order[pointer.parent_pointer()].erase(pointer.back());
}

bool names(const Json& problem, const std::string& pointer, const std::string& code) {
    for (const Json& error : problem.value("errors", Json::array())) {
        if (error.at("pointer") == pointer && error.at("code") == code) {
            return true;
        }
    }
    return false;
}

void expect_all_members(Caller& seller, const std::string& target, const Json& sent) {
    const Answer page = seller.get(target);
    ASSERT_EQ(page.status, 200) << page.body;
    for (const char* member : kMembers) {
        const Json::json_pointer at{member};
        ASSERT_TRUE(page.json.contains(at)) << member;
        EXPECT_EQ(page.json.at(at), sent.at(at)) << member;
    }
    EXPECT_EQ(page.json.at("placed_at"), "2026-03-10T00:55:00Z");
}

TEST_F(Contract, KeepsEveryMemberOfAnOrder) {
    const Json order = whole_order("CO-whole");
    const Answer placed = seller().post("/v1/orders", order);
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_TRUE(placed.json.at("id").get<std::string>().starts_with("ord_"));
    expect_all_members(seller(), placed.header("Location"), order);
}

std::string hook_body(const char* type, const char* at, Json data) {
    return Json{{"type", type}, {"timestamp", at}, {"data", std::move(data)}}.dump();
}

TEST_F(Contract, ReadsTheSameOrderInWebhooks) {
    Json order = whole_order("CO-hook");
    const auto push = [this](const char* message, std::string body) {
        StandardHook hook = standard_hook(message, "");
        hook.body = std::move(body);
        EXPECT_EQ(seller().send_bare(signed_request(hook)).status, 200) << message;
    };
    push("co-1", hook_body("order.created", "2026-03-10T01:00:00Z", order));
    const std::string id = await_order("CO-hook");
    ASSERT_NE(id, "");
    expect_all_members(seller(), "/v1/orders/" + id, order);
    order = whole_order("CO-hook-2"); // an update may be the first that comes
    order["channel"] = "lao-shop";
    push("co-2", hook_body("order.updated", "2026-03-10T01:00:01Z", order));
    const std::string second = await_order("CO-hook-2");
    ASSERT_NE(second, "");
    expect_all_members(seller(), "/v1/orders/" + second, order);
    const Json end{{"external_id", "CO-hook-2"}, {"reason", "changed her mind"}};
    push("co-3", hook_body("order.cancelled", "2026-03-10T01:00:02Z", end));
    EXPECT_TRUE(await_event(seller(), "order.cancelled", second));
    EXPECT_EQ(seller().get("/v1/orders/" + second).json.at("status"), "cancelled");
}

TEST_F(Contract, TellsOfOrdersThatDoNotGoOn) {
    Json contradicting = whole_order("CO-held"); // Pakse is not in Savannakhet
    contradicting["recipient"]["district"] = "ປາກເຊ";
    const Answer held = seller().post("/v1/orders", contradicting);
    EXPECT_EQ(held.json.at("status"), "held") << held.body;
    EXPECT_TRUE(await_event(seller(), "order.held", held.json.at("id").get<std::string>()));
    Json large = whole_order("CO-large");
    large["items"][0]["quantity"] = 900'000;
    EXPECT_EQ(seller().post("/v1/orders", large).json.at("status"), "backordered");
    const Answer placed = seller().post("/v1/orders", whole_order("CO-cancelled"));
    const Json why{{"reason", "changed her mind"}};
    const Answer cancelled = seller().post(placed.header("Location") + "/cancel", why);
    EXPECT_EQ(cancelled.status, 200);
    EXPECT_EQ(cancelled.json.at("status"), "cancelled");
    EXPECT_TRUE(await_event(seller(), "order.cancelled", placed.json.at("id").get<std::string>()));
}

TEST_F(Contract, NeedsAnOrdersMembersAndNoOthers) {
    for (const char* member : kRequired) {
        Json order = whole_order("CO-required");
        remove(order, member);
        const Answer answer = seller().post("/v1/orders", order);
        EXPECT_EQ(answer.status, 422) << member;
        EXPECT_TRUE(names(answer.json, member, "required")) << member << answer.body;
    }
    for (const char* member : kUnknown) {
        Json order = whole_order("CO-unknown");
        order[Json::json_pointer{member}] = "red";
        const Answer answer = seller().post("/v1/orders", order);
        EXPECT_EQ(answer.status, 422) << member;
        EXPECT_TRUE(names(answer.json, member, "unknown_member")) << member << answer.body;
    }
    for (const char* member : kOptional) {
        Json order = whole_order(std::string{"CO-"} + member);
        remove(order, member);
        const Answer answer = seller().post("/v1/orders", order);
        EXPECT_EQ(answer.status, 201) << member << answer.body;
    }
}

TEST_F(Contract, NamesEveryBadMemberOfAnOrderAtOnce) {
    Json order = whole_order("CO-bad");
    const std::vector<const char*> wrong{
        "/placed_at",
        "/currency",
        "/payment/method",
        "/recipient/country",
        "/items/0/quantity",
        "/incoterm",
    };
    for (const char* member : wrong) {
        order[Json::json_pointer{member}] = "wrong";
    }
    remove(order, "/recipient/phone");
    order["items"][0]["colour"] = "red";
    const Answer answer = seller().post("/v1/orders", order);
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.json.at("errors").size(), wrong.size() + 2) << answer.body;
}

TEST_F(Contract, TakesEveryWordOfAnOrdersLists) {
    const std::pair<const char*, std::vector<const char*>> words[]{
        {"/payment/method", {"prepaid", "cod", "qr", "transfer"}},
        {"/incoterm", {"DDP", "DAP"}},
        {"/currency", {"VND", "LAK", "THB", "USD", "CNY"}},
    };
    for (const auto& [member, list] : words) {
        for (const char* word : list) {
            Json order = whole_order(std::string{"CO"} + member + word);
            order[Json::json_pointer{member}] = word;
            const Answer placed = seller().post("/v1/orders", order);
            ASSERT_EQ(placed.status, 201) << member << word << placed.body;
            const Answer page = seller().get(placed.header("Location"));
            EXPECT_EQ(page.json.at(Json::json_pointer{member}), word);
        }
    }
}

struct Amount {
    const char* currency;
    const char* sent;
    const char* shown; // null = refused
};

constexpr Amount kAmounts[]{
    {"VND", "349000", "349000"},
    {"VND", "349000.5", nullptr},
    {"LAK", "481000", "481000"},
    {"LAK", "481000.00", "481000"},
    {"LAK", "481000.5", "481000.50"},
    {"THB", "719", "719.00"},
    {"USD", "21.5", "21.50"},
    {"CNY", "160.00", "160.00"},
    {"CNY", "160.001", nullptr},
    {"CNY", "1.6e2", nullptr},
};

TEST_F(Contract, WritesAmountsAsTheCurrencyDoes) {
    for (const Amount& row : kAmounts) {
        SCOPED_TRACE(std::string{row.currency} + " " + row.sent);
        Json order = whole_order(std::string{"CO-"} + row.currency + row.sent);
        order["currency"] = row.currency;
        order["payment"] = {{"method", "prepaid"}, {"amount", row.sent}};
        const Answer placed = seller().post("/v1/orders", order);
        ASSERT_EQ(placed.status, row.shown == nullptr ? 422 : 201) << placed.body;
        if (row.shown != nullptr) {
            EXPECT_EQ(placed.json.at("payment").at("amount"), row.shown);
        }
    }
}

} // namespace
} // namespace route9::e2e
