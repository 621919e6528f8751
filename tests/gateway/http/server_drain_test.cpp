// SPDX-License-Identifier: Apache-2.0
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace route9::tests {
namespace {

constexpr std::string_view slow_request = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(HttpDrain, AnswersTheRequestInFlightAndThenCloses) {
    TestServer server;
    WirePeer peer{server.port()};
    peer.send(slow_request);
    server.wait_for_slow();
    server.server().drain();
    EXPECT_TRUE(server.server().draining());
    server.release_slow();
    const auto reply = peer.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "done");
    EXPECT_EQ(reply->field("Connection"), "close");
    EXPECT_TRUE(peer.closed_by_server());
}

TEST(HttpDrain, ClosesIdleConnectionsAtOnceAndAcceptsNoMore) {
    auto options = quick_options();
    options.budgets.idle = Milliseconds{60'000};
    TestServer server{options};
    WirePeer idle{server.port()};
    idle.send("GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(idle.read_reply());
    server.server().drain();
    EXPECT_TRUE(idle.closed_by_server());
    server.stop(Milliseconds{1'000});
    EXPECT_THROW(WirePeer{server.port()}, std::runtime_error);
}

TEST(HttpDrain, CancelsWhatOutlivesItsPatience) {
    TestServer server;
    WirePeer peer{server.port()};
    peer.send(slow_request);
    server.wait_for_slow();
    server.stop(Milliseconds{20});
    EXPECT_FALSE(peer.read_reply());
}

} // namespace
} // namespace route9::tests
