// SPDX-License-Identifier: Apache-2.0
// The public contract, §3: its routes, statuses, headers and errors, as tables written by hand from
// that page, so that a name others build on cannot change by accident.
#include "contract.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace route9::e2e {
namespace {

struct Place {
    As who;
    const char* methods;
    const char* target; // "none" stands for an id that does not exist
};

constexpr Place kPlaces[]{
    {As::nobody, "POST GET", "/v1/hooks/haravan/none"},
    {As::seller, "POST GET", "/v1/orders"},
    {As::seller, "POST", "/v1/quotes"},
    {As::seller, "GET PUT", "/v1/sellers/none/policy"},
    {As::seller, "GET PATCH", "/v1/orders/none"},
    {As::seller, "POST", "/v1/orders/none/cancel"},
    {As::seller, "GET PUT", "/v1/products/none"},
    {As::seller, "GET POST", "/v1/stock/adjustments"},
    {As::seller, "POST", "/v1/stock/counts"},
    {As::operator_, "GET", "/v1/warehouses"},
    {As::operator_, "GET PUT", "/v1/warehouses/none"},
    {As::seller, "GET", "/v1/stock"},
    {As::seller, "GET POST", "/v1/stock/reservations"},
    {As::seller, "GET", "/v1/stock/reservations/none"},
    {As::seller, "POST", "/v1/stock/reservations/none/commit"},
    {As::seller, "POST", "/v1/stock/reservations/none/release"},
    {As::seller, "GET", "/v1/stock/channels"},
    {As::seller, "PUT", "/v1/stock/channels/none/none"},
    {As::operator_, "GET", "/v1/fulfillments"},
    {As::operator_, "POST", "/v1/fulfillments/none/pack"},
    {As::operator_, "POST", "/v1/fulfillments/none/pick"},
    {As::operator_, "POST", "/v1/scans"},
    {As::seller, "GET POST", "/v1/receipts"},
    {As::seller, "GET", "/v1/receipts/none"},
    {As::operator_, "POST", "/v1/receipts/none/close"},
    {As::operator_, "GET POST", "/v1/attachments"},
    {As::operator_, "GET", "/v1/attachments/none"},
    {As::operator_, "GET", "/v1/attachments/none/content"},
    {As::operator_, "GET POST", "/v1/waves"},
    {As::operator_, "GET", "/v1/waves/none"},
    {As::operator_, "GET PUT", "/v1/bins/none"},
    {As::operator_, "GET PUT", "/v1/gs1-prefix"},
    {As::operator_, "GET POST", "/v1/aggregates"},
    {As::operator_, "GET", "/v1/aggregates/none"},
    {As::operator_, "POST", "/v1/aggregates/none/members"},
    {As::operator_, "POST", "/v1/aggregates/none/close"},
    {As::operator_, "GET", "/v1/aggregates/none/label.pdf"},
    {As::operator_, "GET", "/v1/aggregates/none/label.zpl"},
    {As::seller, "GET", "/v1/parcels/none"},
    {As::seller, "GET", "/v1/parcels/none/label.pdf"},
    {As::seller, "GET", "/v1/parcels/none/label.zpl"},
    {As::seller, "GET", "/v1/parcels/none/cn23.pdf"},
    {As::seller, "POST", "/v1/labels"},
    {As::seller, "GET", "/v1/parcels/none/events"},
    {As::seller, "GET", "/v1/parcels/none/emissions"},
    {As::operator_, "GET", "/v1/departures/none/emissions"},
    {As::seller, "POST", "/v1/freight/observations"},
    {As::seller, "GET", "/v1/freight/rates"},
    {As::operator_, "GET", "/v1/reports/empty-runs"},
    {As::seller, "GET POST", "/v1/returns"},
    {As::seller, "GET", "/v1/returns/none"},
    {As::seller, "GET", "/v1/returns/none/label.pdf"},
    {As::operator_, "POST", "/v1/returns/none/decide"},
    {As::operator_, "POST", "/v1/returns/none/receive"},
    {As::operator_, "POST", "/v1/returns/none/grade"},
    {As::operator_, "POST", "/v1/departures"},
    {As::operator_, "POST", "/v1/departures/none/load"},
    {As::operator_, "POST", "/v1/departures/none/unload"},
    {As::operator_, "POST", "/v1/departures/none/reroute"},
    {As::operator_, "POST", "/v1/departures/none/vehicle"},
    {As::operator_, "POST", "/v1/departures/none/seals"},
    {As::operator_, "POST", "/v1/departures/none/transship"},
    {As::operator_, "POST", "/v1/seals/none/alarms"},
    {As::operator_, "GET PUT", "/v1/vehicles/none"},
    {As::operator_, "GET", "/v1/vehicles"},
    {As::operator_, "GET PUT", "/v1/timetable/none"},
    {As::operator_, "GET", "/v1/timetable"},
    {As::operator_, "POST", "/v1/departures/none/close"},
    {As::operator_, "POST", "/v1/departures/none/depart"},
    {As::operator_, "POST", "/v1/departures/none/arrive"},
    {As::operator_, "GET", "/v1/departures/none/pick-list.pdf"},
    {As::operator_, "GET", "/v1/departures/none/truck-sheet.pdf"},
    {As::operator_, "GET", "/v1/gates"},
    {As::operator_, "PUT", "/v1/gates/none/state"},
    {As::carrier, "GET", "/v1/manifests?wait=0"},
    {As::carrier, "GET", "/v1/manifests/none"},
    {As::carrier, "GET", "/v1/manifests/none.csv"},
    {As::carrier, "GET", "/v1/manifests/none.pdf"},
    {As::carrier, "POST", "/v1/manifests/none/ack"},
    {As::operator_, "POST", "/v1/manifests/none/handover"},
    {As::operator_, "POST", "/v1/manifests/none/settle"},
    {As::carrier, "GET", "/v1/manifests/none/custody"},
    {As::carrier, "PUT", "/v1/carriers/none/signing-key"},
    {As::operator_, "GET PUT", "/v1/carriers/none/terms"},
    {As::operator_, "GET", "/v1/carriers/none/pickup-points"},
    {As::operator_, "GET PUT", "/v1/carriers/none/pickup-points/none"},
    {As::carrier, "POST", "/v1/manifests/commit"},
    {As::carrier, "POST", "/v1/tracking-events"},
    {As::seller, "GET", "/v1/declarations/none"},
    {As::seller, "GET", "/v1/declarations/none/documents/wco-dec"},
    {As::seller, "GET", "/v1/receivables"},
    {As::seller, "POST", "/v1/receivables/none/qr"},
    {As::seller, "GET", "/v1/balances"},
    {As::seller, "GET", "/v1/entries?account=seller_payable:shop&currency=LAK"},
    {As::operator_, "POST", "/v1/statements"},
    {As::operator_, "GET", "/v1/reconciliation/runs/none"},
    {As::operator_, "GET", "/v1/reconciliation/open-items"},
    {As::seller, "GET", "/v1/events?wait=0"},
    {As::nobody, "GET", "/healthz"},
    {As::nobody, "GET", "/readyz"},
    {As::nobody, "GET", "/metrics"},
    {As::nobody, "GET", "/openapi.json"},
};

std::vector<std::string> words_of(std::string text) {
    std::ranges::replace(text, ',', ' ');
    std::istringstream in{text};
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

HttpRequest request(const std::string& method, const std::string& target, std::string body = {}) {
    HttpRequest made{.method = method, .target = target, .headers = {}, .body = std::move(body)};
    if (method != "GET") {
        made.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "contract"}};
    }
    return made;
}

/// An unknown path counts against the network, a known one against the key that asks.
TEST_F(Contract, HasEveryRouteWithItsMethods) {
    for (const Place& place : kPlaces) {
        for (const std::string& method : words_of(place.methods)) {
            SCOPED_TRACE(method + " " + place.target);
            const Answer answer =
                ask(place.who, request(method, place.target, method == "GET" ? "" : "{}"));
            EXPECT_NE(answer.status, 405);
            EXPECT_NE(answer.header("X-Request-Id"), "");
            const std::string policy = answer.header("RateLimit-Policy");
            const bool with_key = place.who != As::nobody;
            EXPECT_FALSE(policy.starts_with("\"network\"")) << policy;
            EXPECT_EQ(policy.starts_with("\"key\""), with_key) << policy;
            EXPECT_EQ(answer.header("RateLimit").starts_with("\"key\""), with_key);
            EXPECT_NE(answer.status, 403) << answer.body;
            EXPECT_LT(answer.status, 500) << answer.body;
            const bool named = std::string{place.target}.contains("/none");
            EXPECT_TRUE(named || answer.status != 404) << answer.body;
            EXPECT_TRUE(!named || !with_key || method != "GET" || answer.status == 404);
        }
    }
}

TEST_F(Contract, TellsTheMethodsOfEveryRoute) {
    for (const Place& place : kPlaces) {
        SCOPED_TRACE(place.target);
        const Answer refused = seller().send(request("DELETE", place.target));
        expect_problem(refused, 405, "method-not-allowed");
        const auto allowed = words_of(refused.header("Allow"));
        for (const std::string& method : words_of(place.methods)) {
            EXPECT_TRUE(has(allowed, method)) << method << " in " << refused.header("Allow");
        }
        EXPECT_TRUE(has(allowed, "OPTIONS"));
        EXPECT_EQ(has(allowed, "HEAD"), has(allowed, "GET"));
        const Answer asked = seller().send({.method = "OPTIONS", .target = place.target});
        EXPECT_EQ(asked.status, 204);
        EXPECT_EQ(asked.header("Allow"), refused.header("Allow"));
    }
    for (const char* unknown : {"/v1/nothing", "/v2/orders", "/v1/orders/none/nothing", "/v1"}) {
        expect_problem(seller().get(unknown), 404, "not-found");
        EXPECT_EQ(seller().send({.method = "OPTIONS", .target = unknown}).status, 404) << unknown;
    }
}

TEST_F(Contract, AnswersHeadLikeGetWithoutTheBody) {
    const std::string order = seller().post("/v1/orders", order_of("C-head")).header("Location");
    for (const std::string& target : {order, std::string{"/v1/gates"}, std::string{"/healthz"}}) {
        const Answer whole = seller().get(target);
        const Answer head = seller().send({.method = "HEAD", .target = target});
        EXPECT_EQ(head.status, 200);
        EXPECT_EQ(head.body, "");
        for (const char* name : {"Content-Length", "Content-Type", "ETag"}) {
            EXPECT_EQ(head.header(name), whole.header(name)) << target;
        }
    }
}

TEST_F(Contract, ListsItemsAndNext) {
    for (const char* target :
         {"/v1/orders",
          "/v1/stock",
          "/v1/stock/adjustments",
          "/v1/stock/reservations",
          "/v1/stock/channels",
          "/v1/fulfillments",
          "/v1/gates",
          "/v1/receivables",
          "/v1/entries?account=seller_payable:shop&currency=LAK",
          "/v1/reconciliation/open-items",
          "/v1/events"}) {
        const Answer answer = operator_().get(target);
        ASSERT_EQ(answer.status, 200) << target << answer.body;
        EXPECT_EQ(answer.json.size(), 2U) << target;
        EXPECT_TRUE(answer.json.at("items").is_array()) << target;
        const Json& next = answer.json.at("next");
        EXPECT_TRUE(next.is_null() || next.is_string()) << target;
    }
}

struct Refusal {
    const char* name;
    int status;
    const char* code;
    HttpRequest asked;
};

std::string nested(std::size_t depth) { // `depth` levels with the object around
    return R"({"x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

std::vector<Refusal> unreadable_bodies() {
    const auto order = [](std::string body) {
        return request("POST", "/v1/orders", std::move(body));
    };
    const std::size_t mebibyte = 1'048'576;
    return {
        {"no JSON", 400, "malformed-json", order("{")},
        {"nothing", 400, "malformed-json", order("")},
        {"more than one document", 400, "malformed-json", order("{}{}")},
        {"invalid UTF-8", 400, "malformed-json", order("{\"note\":\"\xff\"}")},
        {"an encoded surrogate", 400, "malformed-json", order("{\"note\":\"\xed\xa0\x80\"}")},
        {"a name twice", 400, "malformed-json", order(R"({"note":"a","note":"b"})")},
        {"a name twice inside", 400, "malformed-json", order(R"({"sender":{"a":1,"a":1}})")},
        {"33 levels", 400, "malformed-json", order(nested(33))},
        {"32 levels", 422, "validation-failed", order(nested(32))},
        {"1 MiB", 422, "validation-failed", order("{}" + std::string(mebibyte - 2, ' '))},
        {"over 1 MiB", 413, "payload-too-large", order("{}" + std::string(mebibyte - 1, ' '))},
        {"over 1 MiB, announced",
         413,
         "payload-too-large",
         {.target = "/v1/orders",
          .headers = {{"Content-Length", "1048577"}, {"Expect", "100-continue"}}}},
        {"another expectation",
         417,
         "expectation-failed",
         {.target = "/v1/orders", .headers = {{"Expect", "miracle"}}}},
    };
}

std::vector<Refusal> refused_requests() {
    const HeaderList json{{"Content-Type", "application/json"}, {"Idempotency-Key", "contract"}};
    HeaderList packed = json;
    packed.emplace_back("Content-Encoding", "gzip");
    const HeaderList text{{"Content-Type", "text/plain"}, {"Idempotency-Key", "contract"}};
    return {
        {"plain text", 415, "unsupported-media-type", {"POST", "/v1/orders", text, "{}"}},
        {"no type", 415, "unsupported-media-type", {"POST", "/v1/orders", {text[1]}, "{}"}},
        {"an encoding", 415, "unsupported-media-type", {"POST", "/v1/orders", packed, "{}"}},
        {"an encoded hook",
         415,
         "unsupported-media-type",
         {"POST", "/v1/hooks/standard/lao-shop", packed, "{}"}},
        {"no limit", 422, "validation-failed", {.target = "/v1/orders?limit=0"}},
        {"a limit over 100", 422, "validation-failed", {.target = "/v1/events?limit=101"}},
        {"a word as limit", 422, "validation-failed", {.target = "/v1/stock?limit=x"}},
        {"a negative limit", 422, "validation-failed", {.target = "/v1/receivables?limit=-1"}},
        {"a wait over 50", 422, "validation-failed", {.target = "/v1/events?wait=51"}},
        {"a made-up cursor", 400, "malformed-cursor", {.target = "/v1/receivables?cursor=AAAA"}},
        {"an id of nobody", 404, "not-found", {.target = "/v1/orders/ord_none"}},
        {"a header over 8 KiB",
         431,
         "header-too-large",
         {.target = "/v1/orders", .headers = {{"X-Long", std::string(8'192, 'x')}}}},
    };
}

TEST_F(Contract, RefusesWhatCannotBeReadAndWhatIsWrong) {
    for (const auto& table : {unreadable_bodies(), refused_requests()}) {
        for (const Refusal& row : table) {
            SCOPED_TRACE(row.name);
            expect_problem(seller().send(row.asked), row.status, row.code);
        }
    }
    const std::string in_query = "/v1/orders?key=" + keys().seller;
    expect_problem(seller().send_bare({.target = in_query}), 401, "unauthenticated");
}

TEST_F(Contract, RefusesTheCursorOfAnotherTenant) {
    const Answer page = stranger().get("/v1/events");
    const std::string cursor = page.json.at("next").get<std::string>();
    EXPECT_EQ(stranger().get("/v1/events?cursor=" + cursor).status, 200);
    expect_problem(seller().get("/v1/events?cursor=" + cursor), 400, "malformed-cursor");
}

TEST_F(Contract, CreatesAndChangesUnderConditions) {
    const Answer made = seller().post("/v1/orders", order_of("C-1"));
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string target = made.header("Location");
    const std::string etag = made.header("ETag");
    EXPECT_EQ(target, "/v1/orders/" + made.json.at("id").get<std::string>());
    EXPECT_TRUE(etag.starts_with('"') && etag.size() > 2) << "strong: " << etag;
    const Answer taken = seller().post("/v1/orders", order_of("C-1"));
    expect_problem(taken, 409, "already-exists");
    EXPECT_EQ(taken.json.at("reference"), made.json.at("id"));

    const Json note{{"note", "x"}};
    expect_problem(seller().patch(target, note), 428, "precondition-required");
    const HeaderList stale{{"If-Match", "\"stale\""}};
    expect_problem(seller().patch(target, note, stale), 412, "precondition-failed");
    EXPECT_EQ(seller().patch(target, note, {{"If-Match", etag}}).status, 200);
    EXPECT_EQ(seller().get(target, {{"If-None-Match", etag}}).status, 200);

    const std::string product = "/v1/products/TS-BLK-M";
    const Json body{{"name", "Áo thun"}, {"weight_g", 250}, {"hs_code", "6109.10"}};
    expect_problem(seller().put(product, body, stale), 412, "precondition-failed");
    for (const std::string& read : {target, product, std::string{"/openapi.json"}}) {
        const std::string tag = seller().get(read).header("ETag");
        const Answer same = seller().get(read, {{"If-None-Match", "\"other\", " + tag}});
        EXPECT_EQ(same.status, 304) << read;
        EXPECT_EQ(same.body, "");
        EXPECT_EQ(same.header("ETag"), tag);
    }
}

} // namespace
} // namespace route9::e2e
