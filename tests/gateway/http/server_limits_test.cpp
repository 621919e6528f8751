// SPDX-License-Identifier: Apache-2.0
// Sizes, budgets and caps. Budgets are 150 ms here and swept each 37 ms; tests wait for the server
// to act and never sleep.
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace route9::tests {
namespace {

std::string timeouts(std::string_view phase) {
    return "route9_http_timeouts_total{phase=\"" + std::string{phase} + "\"} 1";
}

Reply ask(WirePeer& peer, const std::string& request) {
    peer.send(request);
    return peer.read_reply().value_or(Reply{});
}

TEST(HttpLimits, TakesAHeaderOf8KibAndNoMore) {
    const std::string start = "GET /things/1 HTTP/1.1\r\nHost: a\r\nX-Pad: ";
    const std::string end = "\r\n\r\n";
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string fits(8192 - start.size() - end.size(), 'x');
    EXPECT_EQ(ask(peer, start + fits + end).status, 200);
    const Reply over = ask(peer, start + fits + "x" + end);
    EXPECT_EQ(over.status, 431);
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpLimits, Takes100FieldsAndNoMore) {
    const TestServer server;
    WirePeer peer{server.port()};
    std::string fields = "Host: a\r\n";
    for (int i = 0; i < 99; ++i) {
        fields += "X: y\r\n";
    }
    EXPECT_EQ(ask(peer, "GET /things/1 HTTP/1.1\r\n" + fields + "\r\n").status, 200);
    EXPECT_EQ(ask(peer, "GET /things/1 HTTP/1.1\r\n" + fields + "X: y\r\n\r\n").status, 431);
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpLimits, RefusesALargeBodyBeforeReadingIt) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string body(17, 'x');
    peer.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
    const Reply over = peer.read_reply().value_or(Reply{});
    EXPECT_EQ(over.status, 413);
    EXPECT_EQ(over.field("Connection"), "close");
}

TEST(HttpLimits, SaysHowLargeABodyMayBe) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string small =
        ask(peer, "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n01234567890123456")
            .body;
    EXPECT_TRUE(small.contains("\"detail\":\"16 bytes at most are taken here; send less at once\""))
        << small;
    const std::string echo =
        ask(peer, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n").body;
    EXPECT_TRUE(echo.contains("1 MiB at most")) << echo;
}

TEST(HttpLimits, LetARouteSayWhatIsTooLargeForIt) {
    const TestServer server;
    for (const char* body :
         {"Content-Length: 17\r\n\r\n01234567890123456",
          "Transfer-Encoding: chunked\r\n\r\n11\r\n01234567890123456\r\n0\r\n\r\n"}) {
        WirePeer peer{server.port()};
        const Reply page =
            ask(peer, std::string{"POST /form?lang=lo HTTP/1.1\r\nHost: a\r\n"} + body);
        EXPECT_EQ(page.status, 413) << body;
        EXPECT_EQ(page.body, "too large, lo") << body;
    }
}

TEST(HttpLimits, DeliversTheRefusalOfABodyThatIsSentAnyway) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string body(4'000'000, 'x');
    peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n" + body);
    EXPECT_EQ(peer.read_reply().value_or(Reply{}).status, 413);
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpLimits, CountsChunkedBodiesAsTheyCome) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string head =
        "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(ask(peer, head + "10\r\n0123456789abcdef\r\n0\r\n\r\n").status, 200);
    EXPECT_EQ(ask(peer, head + "10\r\n0123456789abcdef\r\n1\r\nx\r\n0\r\n\r\n").status, 413);
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpLimits, TakesABodyOfExactly1Mib) {
    auto options = quick_options();
    options.budgets.body = Milliseconds{5'000};
    const TestServer server{options};
    WirePeer peer{server.port()};
    const std::string body(1024 * 1024, 'x');
    const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n";
    EXPECT_EQ(ask(peer, head + body).body, body);
}

TEST(HttpLimits, StepsOverASmallRefusedBody) {
    const TestServer server;
    WirePeer peer{server.port()};
    EXPECT_EQ(
        ask(peer, "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n01234567890123456")
            .status,
        413
    );
    EXPECT_EQ(ask(peer, "GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n").body, "1");
}

TEST(HttpLimits, RefusesContentCodings) {
    const TestServer server;
    WirePeer peer{server.port()};
    const std::string head =
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Encoding: ";
    EXPECT_EQ(ask(peer, head + "gzip\r\n\r\nx").status, 415);
    EXPECT_EQ(ask(peer, head + "identity\r\n\r\nx").status, 200);
}

TEST(HttpLimits, RefusesABodyThatAllBodiesTogetherLeaveNoRoomFor) {
    auto options = quick_options();
    options.body_bytes_in_flight_max = 8;
    const TestServer server{options};
    WirePeer peer{server.port()};
    const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    EXPECT_EQ(ask(peer, head + "8\r\n\r\n01234567").status, 200);
    EXPECT_EQ(ask(peer, head + "9\r\n\r\n012345678").status, 503);
}

TEST(HttpLimits, LeavePlacesToOthersWhenOneCallerFloodsTheDoor) {
    auto options = quick_options();
    options.requests_in_flight_max = 2;
    TestServer server{options};
    WirePeer flood{server.port()};
    flood.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    server.wait_for_slow();
    WirePeer peer{server.port()};
    EXPECT_EQ(ask(peer, "GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 503);
    const std::string key = "Authorization: Bearer " + std::string{good_key} + "\r\n\r\n";
    EXPECT_EQ(ask(peer, "GET /orders HTTP/1.1\r\nHost: a\r\n" + key).status, 200);
    server.release_slow();
    EXPECT_EQ(flood.read_reply().value_or(Reply{}).status, 200);
    EXPECT_EQ(ask(peer, "GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST(HttpExpect, InvitesABodyThatWillBeTaken) {
    const TestServer server;
    WirePeer peer{server.port()};
    peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    );
    EXPECT_EQ(peer.read_bytes(25), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(ask(peer, "ok").body, "ok");
}

TEST(HttpExpect, NeverInvitesABodyThatWillBeRefused) {
    struct Case {
        std::string request;
        int status;
    };
    const std::array cases{
        Case{"POST /small HTTP/1.1\r\nContent-Length: 17\r\nExpect: 100-continue\r\n", 413},
        Case{"POST /echo HTTP/1.1\r\nContent-Length: 1\r\nExpect: 200-maybe\r\n", 417},
        Case{"POST /orders HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n", 401},
        Case{"POST /nowhere HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n", 404},
        Case{"POST /things/1 HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n", 405},
    };
    const TestServer server;
    for (const Case& each : cases) {
        WirePeer peer{server.port()};
        EXPECT_EQ(ask(peer, each.request + "Host: a\r\n\r\n").status, each.status) << each.request;
        EXPECT_TRUE(peer.closed_by_server()) << each.request;
    }
}

TEST(HttpBudget, EndsAnIdleConnectionSilently) {
    TestServer server;
    WirePeer peer{server.port()};
    EXPECT_TRUE(peer.closed_by_server());
    EXPECT_NE(server.metrics().find(timeouts("idle")), std::string::npos);
}

TEST(HttpBudget, EndsAHeaderThatTrickles) {
    TestServer server;
    WirePeer peer{server.port()};
    const auto began = std::chrono::steady_clock::now();
    peer.send("GET /things/1 HTTP/1.1\r\n");
    // Each wait for a reply that does not come is the trickle's pause; the budget does not move.
    EXPECT_TRUE(peer.closed_by_server());
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
    EXPECT_NE(server.metrics().find(timeouts("header")), std::string::npos);
}

TEST(HttpBudget, AnswersABodyThatDoesNotArriveWith408) {
    TestServer server;
    WirePeer peer{server.port()};
    const Reply reply =
        ask(peer, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    EXPECT_EQ(reply.status, 408);
    EXPECT_TRUE(peer.closed_by_server());
    EXPECT_NE(server.metrics().find(timeouts("body")), std::string::npos);
}

TEST(HttpBudget, EndsAClientThatDoesNotReadItsAnswers) {
    auto options = quick_options();
    options.budgets.body = Milliseconds{2'000};
    TestServer server{options};
    WirePeer peer{server.port()};
    const std::string body(1024 * 1024, 'x');
    const std::string request =
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" + body;
    // The answers fill the sockets' buffers; then sending fails because the server gave up.
    for (int i = 0; i < 40; ++i) {
        peer.send(request);
    }
    EXPECT_NE(server.metrics().find(timeouts("writing")), std::string::npos);
}

TEST(HttpCaps, ClosesConnectionsOverTheCapOfANetwork) {
    auto options = quick_options();
    options.connections_per_network_max = 1;
    TestServer server{options};
    WirePeer first{server.port()};
    EXPECT_EQ(ask(first, "GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
    WirePeer second{server.port()};
    EXPECT_TRUE(second.closed_by_server());
    EXPECT_NE(
        server.metrics().find(R"(route9_http_refused_total{cap="network"} 1)"), std::string::npos
    );
}

TEST(HttpCaps, ClosesConnectionsOverTheTotalCap) {
    auto options = quick_options();
    options.connections_max = 1;
    const TestServer server{options};
    WirePeer first{server.port()};
    EXPECT_EQ(ask(first, "GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
    WirePeer second{server.port()};
    EXPECT_TRUE(second.closed_by_server());
}

} // namespace
} // namespace route9::tests
