// SPDX-License-Identifier: Apache-2.0
// Every mistake is answered with a problem document that says what is wrong and how to mend it.
#include "shared_server.hpp"

#include <functional>
#include <vector>

namespace route9::e2e {
namespace {

struct Mistake {
    const char* name;
    int status;
    const char* pointer; // of an entry of errors; empty = the detail says it
    std::function<Answer(Caller&)> make;
};

Answer place(Caller& caller, const char* at, Json value) {
    static int made = 0;
    Json order = order_of("P-" + std::to_string(++made));
    order[Json::json_pointer{at}] = std::move(value);
    return caller.post("/v1/orders", order);
}

Answer post_raw(Caller& caller, std::string body, const char* type) {
    return caller.send(
        {.method = "POST",
         .target = "/v1/orders",
         .headers = {{"Content-Type", type}, {"Idempotency-Key", "raw"}},
         .body = std::move(body)}
    );
}

std::vector<Mistake> order_mistakes() {
    return {
        {"unknown currency",
         422,
         "/currency",
         [](Caller& c) { return place(c, "/currency", "EUR"); }},
        {"unknown country",
         422,
         "/recipient/country",
         [](Caller& c) { return place(c, "/recipient/country", "TH"); }},
        {"no quantity",
         422,
         "/items/0/quantity",
         [](Caller& c) { return place(c, "/items/0/quantity", nullptr); }},
        {"negative quantity",
         422,
         "/items/1/quantity",
         [](Caller& c) { return place(c, "/items/1/quantity", -1); }},
        {"a price as a number",
         422,
         "/items/0/unit_price",
         [](Caller& c) { return place(c, "/items/0/unit_price", 165500); }},
        {"no items", 422, "/items", [](Caller& c) { return place(c, "/items", Json::array()); }},
        {"unknown member", 422, "/colour", [](Caller& c) { return place(c, "/colour", "red"); }},
        {"unknown time",
         422,
         "/placed_at",
         [](Caller& c) { return place(c, "/placed_at", "yesterday"); }},
        {"prohibited goods",
         422,
         "/items/0",
         [](Caller& c) { return place(c, "/items/0/hs_code", "930200"); }},
    };
}

std::vector<Mistake> other_mistakes() {
    return {
        {"no JSON", 400, "", [](Caller& c) { return post_raw(c, "{", "application/json"); }},
        {"a name twice",
         400,
         "",
         [](Caller& c) { return post_raw(c, R"({"a":1,"a":2})", "application/json"); }},
        {"another type", 415, "", [](Caller& c) { return post_raw(c, "{}", "text/plain"); }},
        {"no such page", 404, "", [](Caller& c) { return c.get("/v1/nothing"); }},
        {"no such method", 405, "", [](Caller& c) { return c.put("/v1/orders", Json::object()); }},
        {"no such order", 404, "", [](Caller& c) { return c.get("/v1/orders/ord_x"); }},
        {"too long a page", 422, "/limit", [](Caller& c) { return c.get("/v1/orders?limit=101"); }},
        {"a made-up cursor", 400, "", [](Caller& c) { return c.get("/v1/orders?cursor=abc"); }},
        {"too long a wait", 422, "/wait", [](Caller& c) { return c.get("/v1/events?wait=51"); }},
        {"unknown warehouse",
         422,
         "/warehouse",
         [](Caller& c) {
             return c.post(
                 "/v1/stock/adjustments",
                 {{"sku", "BAG-01"}, {"warehouse", "MARS"}, {"quantity", 1}, {"reason", "x"}}
             );
         }},
        {"unknown product",
         422,
         "/sku",
         [](Caller& c) {
             return c.post(
                 "/v1/stock/adjustments",
                 {{"sku", "NONE"}, {"warehouse", "DONGHA"}, {"quantity", 1}, {"reason", "x"}}
             );
         }},
        {"a bad HS code",
         422,
         "/hs_code",
         [](Caller& c) { return c.put("/v1/products/P-1", {{"name", "Áo"}, {"hs_code", "61x"}}); }},
        {"more taken than there is",
         409,
         "",
         [](Caller& c) {
             return c.post(
                 "/v1/stock/adjustments",
                 {{"sku", "BAG-01"},
                  {"warehouse", "DONGHA"},
                  {"quantity", -999'999},
                  {"reason", "x"}}
             );
         }},
    };
}

bool names(const Json& problem, const std::string& pointer) {
    for (const Json& error : problem.value("errors", Json::array())) {
        if (error.at("pointer").get<std::string>().starts_with(pointer)) {
            return !error.at("message").get<std::string>().empty() &&
                   !error.at("code").get<std::string>().empty();
        }
    }
    return false;
}

class Problems : public SharedServer {
protected:
    void expect_problem(const Mistake& mistake) {
        const Answer answer = mistake.make(seller());
        EXPECT_EQ(answer.status, mistake.status) << answer.body;
        EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
        ASSERT_TRUE(answer.json.is_object()) << answer.body;
        for (const char* member : {"type", "title", "detail", "code", "request_id"}) {
            EXPECT_NE(answer.json.value(member, ""), "") << member << " " << answer.body;
        }
        EXPECT_EQ(answer.json.value("status", 0), mistake.status);
        if (*mistake.pointer != '\0') {
            EXPECT_TRUE(names(answer.json, mistake.pointer)) << answer.body;
        }
    }
};

TEST_F(Problems, SayWhatIsWrongWithAnOrder) {
    for (const Mistake& mistake : order_mistakes()) {
        SCOPED_TRACE(mistake.name);
        expect_problem(mistake);
    }
}

TEST_F(Problems, SayWhatIsWrongWithARequest) {
    for (const Mistake& mistake : other_mistakes()) {
        SCOPED_TRACE(mistake.name);
        expect_problem(mistake);
    }
}

TEST_F(Problems, NameEveryBadMemberAtOnce) {
    Json order = order_of("P-all");
    order["currency"] = "EUR";
    order["recipient"]["country"] = "TH";
    order["items"][1]["quantity"] = 0;
    order["colour"] = "red";
    const Answer answer = seller().post("/v1/orders", order);
    ASSERT_EQ(answer.status, 422);
    for (const char* pointer :
         {"/currency", "/recipient/country", "/items/1/quantity", "/colour"}) {
        EXPECT_TRUE(names(answer.json, pointer)) << pointer << answer.body;
    }
}

} // namespace
} // namespace route9::e2e
