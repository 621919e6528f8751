// SPDX-License-Identifier: Apache-2.0
#include "temporary_directory.hpp"
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <iterator>
#include <string>

namespace route9::tests {
namespace {

std::string get(std::string_view target, std::string_view fields = {}) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view fields = {}) {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{fields} + "\r\n" + std::string{body};
}

std::string bearer(std::string_view key) {
    return "Authorization: Bearer " + std::string{key} + "\r\n";
}

Reply ask(WirePeer& peer, const std::string& request) {
    peer.send(request);
    return peer.read_reply().value_or(Reply{});
}

TEST(HttpServer, AnswersManyRequestsOnOneConnection) {
    const TestServer server;
    WirePeer peer{server.port()};
    for (const std::string id : {"1", "2", "%E0%BA%A5%E0%BA%B2%E0%BA%A7"}) {
        EXPECT_EQ(ask(peer, get("/things/" + id)).status, 200);
    }
    const Reply last = ask(peer, get("/things/%E0%BA%A5%E0%BA%B2%E0%BA%A7"));
    EXPECT_EQ(last.body, "ລາວ");
    EXPECT_EQ(last.field("Connection"), "keep-alive");
}

TEST(HttpServer, GivesJsonThatIsReadAStrongTagAndKnowsItAgain) {
    const TestServer server;
    WirePeer peer{server.port()};
    const Reply first = ask(peer, get("/list"));
    const std::string tag = first.field("ETag");
    EXPECT_TRUE(tag.starts_with('"') && tag.size() > 2) << tag;
    const Reply same = ask(peer, get("/list", "If-None-Match: \"x\", " + tag + "\r\n"));
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.field("ETag"), tag);
    EXPECT_EQ(ask(peer, get("/list", "If-None-Match: \"x\"\r\n")).body, first.body);
    const Reply changed = ask(peer, post("/list", "{}", "If-None-Match: " + tag + "\r\n"));
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.field("ETag"), "");
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
    const TestServer server;
    WirePeer peer{server.port()};
    peer.send(get("/things/1") + post("/echo", "two") + get("/things/3"));
    EXPECT_EQ(peer.read_reply().value_or(Reply{}).body, "1");
    EXPECT_EQ(peer.read_reply().value_or(Reply{}).body, "two");
    EXPECT_EQ(peer.read_reply().value_or(Reply{}).body, "3");
}

TEST(HttpServer, ReadsARequestThatComesByteByByte) {
    const TestServer server;
    WirePeer peer{server.port()};
    for (const char byte : post("/echo", "slowly")) {
        peer.send(std::string_view{&byte, 1});
    }
    EXPECT_EQ(peer.read_reply().value_or(Reply{}).body, "slowly");
}

TEST(HttpServer, ReadsChunkedBodiesAndKeepsTheConnection) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n";
    EXPECT_EQ(ask(peer, head + "4;x=y\r\nsix \r\n4\r\npads\r\n0\r\n\r\n").body, "six pads");
    EXPECT_EQ(ask(peer, head + "0\r\n\r\n").status, 200);
    EXPECT_EQ(ask(peer, get("/things/1")).body, "1");
}

TEST(HttpServer, ForgivesOneEmptyLineBeforeARequest) {
    const TestServer server;
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, "\r\n" + get("/things/1")).status, 200);
    EXPECT_EQ(ask(peer, "\r\n\r\n" + get("/things/1")).status, 400);
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
    const TestServer server;
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, get("/things/1", "Connection: x, Close\r\n")).field("Connection"), "close");
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpServer, ClosesAfterHttp10UnlessAskedToStay) {
    const TestServer server;
    WirePeer stays{server.port()};
    const std::string staying = "GET /things/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    EXPECT_EQ(ask(stays, staying).field("Connection"), "keep-alive");
    EXPECT_EQ(ask(stays, "GET /things/1 HTTP/1.0\r\n\r\n").field("Connection"), "close");
    EXPECT_TRUE(stays.closed_by_server());
}

TEST(HttpServer, ClosesAfterTheLastRequestAConnectionMayMake) {
    auto options = quick_options();
    options.requests_per_connection_max = 2;
    const TestServer server{options};
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, get("/things/1")).field("Connection"), "keep-alive");
    EXPECT_EQ(ask(peer, get("/things/1")).field("Connection"), "close");
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpServer, AnswersHeadLikeGetWithoutTheBody) {
    const TestServer server;
    WirePeer peer{server.port()};
    peer.send("HEAD /things/four HTTP/1.1\r\nHost: a\r\n\r\n");
    const Reply head = peer.read_head_reply().value_or(Reply{});
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.field("Content-Length"), "4");
    EXPECT_EQ(ask(peer, get("/things/1")).body, "1");
}

TEST(HttpServer, TellsOptionsAndWrongMethodsWhatIsAllowed) {
    const TestServer server;
    WirePeer peer{server.port()};
    constexpr std::string_view allowed = "GET, HEAD, DELETE, OPTIONS";
    const Reply options = ask(peer, "OPTIONS /things/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.field("Allow"), allowed);
    EXPECT_EQ(options.field("Content-Length"), "");
    for (const std::string method : {"POST", "TRACE", "BREW", "get"}) {
        const Reply wrong = ask(peer, method + " /things/1 HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(wrong.status, 405) << method;
        EXPECT_EQ(wrong.field("Allow"), allowed) << method;
    }
}

TEST(HttpServer, TellsOptionsOfTheWholeServerWhatItKnows) {
    const TestServer server;
    WirePeer peer{server.port()};
    const Reply options = ask(peer, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.field("Allow"), "GET, HEAD, POST, DELETE, OPTIONS");
    EXPECT_EQ(ask(peer, get("/things/1")).status, 200);
}

TEST(HttpServer, ReadsAnAbsoluteTargetLikeItsPath) {
    const TestServer server;
    WirePeer peer{server.port()};
    for (const std::string target :
         {"http://a/things/1", "HTTP://other.example:8080/things/1", "https://[::1]/things/1"}) {
        const Reply reply = ask(peer, "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(reply.status, 200) << target;
        EXPECT_EQ(reply.body, "1") << target;
    }
    EXPECT_EQ(ask(peer, "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
}

TEST(HttpServer, KnowsUnknownPathsFromWrongMethods) {
    const TestServer server;
    WirePeer peer{server.port()};
    for (const std::string_view path : {"/", "/things", "/things/", "/things/1/2", "/Things/1"}) {
        EXPECT_EQ(ask(peer, get(path)).status, 404) << path;
    }
    EXPECT_EQ(ask(peer, get("/console/a/b.css")).body, "a/b.css");
    EXPECT_EQ(ask(peer, get("/console/")).body, "");
}

TEST(HttpServer, DescribesProblemsWithEveryBadField) {
    const TestServer server;
    WirePeer peer{server.port()};
    const Reply reply = ask(peer, get("/refuses", "X-Request-Id: mine-1\r\n"));
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(reply.field("Content-Type"), "application/problem+json");
    EXPECT_EQ(reply.field("X-Request-Id"), "mine-1");
    const auto expected = nlohmann::json::parse(R"({
        "type": "/problems/validation-failed", "title": "Some members are wrong", "status": 422,
        "detail": "Some members are wrong", "code": "validation-failed", "request_id": "mine-1",
        "errors": [{"pointer": "/items/0/quantity", "code": "out_of_range",
                    "message": "Give 1 to 1000000."}]})");
    EXPECT_EQ(nlohmann::json::parse(reply.body), expected);
}

TEST(HttpServer, NamesEachRequestAndIgnoresUnfitNames) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string first = ask(peer, get("/things/1")).field("X-Request-Id");
    const std::string second = ask(peer, get("/things/1")).field("X-Request-Id");
    EXPECT_TRUE(first.starts_with("req_")) << first;
    EXPECT_EQ(first.size(), 30U);
    EXPECT_NE(first, second);
    const std::string long_name = "X-Request-Id: " + std::string(65, 'x') + "\r\n";
    EXPECT_TRUE(ask(peer, get("/things/1", long_name)).field("X-Request-Id").starts_with("req_"));
    const Reply blank = ask(peer, get("/things/1", "X-Request-Id: a b\r\n"));
    EXPECT_TRUE(blank.field("X-Request-Id").starts_with("req_"));
}

TEST(HttpServer, HidesWhatAHandlerThrows) {
    const TestServer server;
    WirePeer peer{server.port()};
    const Reply reply = ask(peer, get("/throws"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpServer, NeverSendsAHeaderThatAHandlerSplit) {
    const TestServer server;
    WirePeer peer{server.port()};
    const Reply reply = ask(peer, get("/splits"));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.field("Set-Cookie"), "");
}

TEST(HttpServer, AsksForAKeyAndItsScope) {
    struct Case {
        std::string fields;
        int status;
    };
    const std::array cases{
        Case{"", 401},
        Case{"Authorization: Basic abc\r\n", 401},
        Case{"Authorization: Bearer \r\n", 401},
        Case{"Authorization: Bearer wrong\r\n", 401},
        Case{bearer(reader_key), 403},
        Case{bearer(good_key), 200},
    };
    const TestServer server;
    WirePeer peer{server.port()};
    for (const Case& each : cases) {
        const Reply reply = ask(peer, post("/orders", "{}", each.fields));
        EXPECT_EQ(reply.status, each.status) << each.fields;
        EXPECT_EQ(reply.field("WWW-Authenticate").empty(), each.status != 401) << each.fields;
        EXPECT_EQ(reply.field("Connection"), "keep-alive") << each.fields;
    }
}

TEST(HttpServer, RefusesAQueryThatNobodyKnowsAfterTheKey) {
    const TestServer server;
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, get("/orders?statee=held")).status, 401);
    const Reply refused = ask(peer, get("/orders?statee=held", bearer(good_key)));
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find(R"("pointer":"/statee")"), std::string::npos) << refused.body;
    EXPECT_EQ(refused.field("Connection"), "keep-alive");
    EXPECT_EQ(ask(peer, get("/orders", bearer(good_key))).status, 200);
    EXPECT_EQ(ask(peer, get("/list?fbclid=1")).status, 200) << "a page that anybody reads";
}

TEST(HttpServer, TellsWhatIsLeftOfAKeysQuota) {
    auto options = quick_options();
    options.rates.key = {.quota = 2, .window = Seconds{60}};
    const TestServer server{options};
    WirePeer peer{server.port()};
    const Reply first = ask(peer, get("/orders", bearer(good_key)));
    EXPECT_EQ(first.field("RateLimit-Policy"), R"("key";q=2;w=60)");
    EXPECT_EQ(first.field("RateLimit"), R"("key";r=1;t=30)");
    EXPECT_EQ(ask(peer, get("/orders", bearer(good_key))).status, 200);
    const Reply third = ask(peer, get("/orders", bearer(good_key)));
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(third.field("RateLimit"), R"("key";r=0;t=60)");
    EXPECT_EQ(third.field("Retry-After"), "30");
    EXPECT_EQ(ask(peer, get("/orders", bearer(reader_key))).status, 200);
}

TEST(HttpServer, KeepsAFloodOfWrongKeysAwayFromTenants) {
    auto options = quick_options();
    options.rates.network = {.quota = 3, .window = Seconds{60}};
    const TestServer server{options};
    WirePeer peer{server.port()};
    for (const int status : {401, 401, 401, 429, 429}) {
        EXPECT_EQ(ask(peer, get("/orders", bearer("wrong"))).status, status);
    }
    const Reply tenant = ask(peer, get("/orders", bearer(good_key)));
    EXPECT_EQ(tenant.status, 200);
    EXPECT_EQ(tenant.field("RateLimit"), R"("key";r=99999;t=1)");
}

TEST(HttpServer, KnowsClientsBehindATrustedProxyByTheirOwnNetworks) {
    const auto wrong_from = [](WirePeer& peer, const std::string& client) {
        return ask(peer, get("/orders", bearer("wrong") + "X-Forwarded-For: " + client + "\r\n"))
            .status;
    };
    auto options = quick_options();
    options.rates.network = {.quota = 1, .window = Seconds{60}};
    {
        const TestServer server{options};
        WirePeer anybody{server.port()};
        EXPECT_EQ(wrong_from(anybody, "203.0.113.7"), 401);
        EXPECT_EQ(wrong_from(anybody, "203.0.113.8"), 429) << "it may be anybody's invention";
    }
    const std::vector<std::string> here{"127.0.0.0/8"};
    options.proxies = gateway::http::TrustedProxies::parse(here).value();
    options.connections_per_network_max = 1;
    const TestServer server{options};
    WirePeer one{server.port()};
    EXPECT_EQ(wrong_from(one, "203.0.113.7"), 401);
    EXPECT_EQ(wrong_from(one, "203.0.113.7"), 429);
    WirePeer another{server.port()};
    EXPECT_EQ(wrong_from(another, "203.0.113.8"), 401);
    EXPECT_EQ(wrong_from(another, "198.51.100.1, 203.0.113.8, 127.0.0.9"), 429);
}

TEST(HttpServer, AnswersBusyHooksPerConnectionWith503) {
    auto options = quick_options();
    options.rates.hook = {.quota = 1, .window = Seconds{60}};
    const TestServer server{options};
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, post("/hooks/a", "{}")).status, 204);
    const Reply busy = ask(peer, post("/hooks/a", "{}"));
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(busy.field("Retry-After"), "60");
    EXPECT_EQ(ask(peer, post("/hooks/b", "{}")).status, 204);
}

TEST(HttpServer, LogsRequestsByTheNameOfTheirRoute) {
    auto options = quick_options();
    options.access_log = true;
    const TemporaryDirectory directory;
    const std::string file = directory.path() / "log";
    {
        const TestServer server{options, file};
        WirePeer peer{server.port()};
        ask(peer, get("/things/7"));
        ask(peer, get("/nowhere"));
    }
    std::ifstream in{file};
    const std::string lines{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_NE(lines.find(R"("route":"thing","status":200)"), lines.npos) << lines;
    EXPECT_NE(lines.find(R"("route":"none","status":404)"), lines.npos) << lines;
}

TEST(HttpServer, CountsRequestsByRouteAndClass) {
    TestServer server;
    WirePeer peer{server.port()};
    ask(peer, get("/things/1"));
    ask(peer, get("/nowhere"));
    ask(peer, get("/things/2"));
    ask(peer, get("/things/3")); // an answer is counted just after it is sent
    const std::string text = server.metrics();
    EXPECT_NE(text.find(R"(route9_http_requests_total{route="none",status="4xx"} 1)"), text.npos);
    EXPECT_EQ(text.find(R"(route9_http_requests_total{route="thing",status="2xx"} 0)"), text.npos);
    EXPECT_NE(text.find("route9_http_connections 1"), text.npos);
}

} // namespace
} // namespace route9::tests
