// SPDX-License-Identifier: Apache-2.0
// A browser's session beside a machine's key, on a real socket.
#include "gateway/http/public_origin.hpp"
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

const std::string kCookie = "Cookie: __Host-r9_session=" + std::string{good_session} + "\r\n";
const std::string kCsrf = "X-CSRF-Token: " + gateway::http::csrf_token(good_session) + "\r\n";
const std::string kOrigin = "Origin: https://r9.example.vn\r\n";

class PersonAccess : public testing::Test {
protected:
    int ask(const std::string& method, const std::string& fields) {
        WirePeer peer{server_.port()};
        peer.send(
            method + " /orders HTTP/1.1\r\nHost: r9.example.vn\r\nContent-Length: 0\r\n" + fields +
            "\r\n"
        );
        reply_ = peer.read_reply().value_or(Reply{});
        return reply_.status;
    }

    TestServer server_;
    Reply reply_;
};

TEST_F(PersonAccess, ReadsWithTheCookieAlone) {
    EXPECT_EQ(ask("GET", kCookie), 200);
    EXPECT_TRUE(reply_.field("RateLimit").starts_with("\"user\"")) << reply_.field("RateLimit");
    EXPECT_EQ(ask("GET", "Cookie: __Host-r9_session=" + std::string(43, 'A') + "\r\n"), 401);
}

TEST_F(PersonAccess, ChangesWithTheTokenFromOurPageOnly) {
    EXPECT_EQ(ask("POST", kCookie + kCsrf + kOrigin), 200);
    EXPECT_EQ(ask("POST", kCookie + kCsrf + "Sec-Fetch-Site: same-origin\r\n"), 200);
    for (const std::string& fields : {
             kCookie,
             kCookie + kOrigin,
             kCookie + kCsrf,
             kCookie + kCsrf + "Origin: https://evil.example\r\n",
             kCookie + kCsrf + "Sec-Fetch-Site: cross-site\r\n",
             kCookie + "X-CSRF-Token: x\r\n" + kOrigin,
         }) {
        EXPECT_EQ(ask("POST", fields), 403) << fields;
        EXPECT_NE(reply_.body.find("\"cross-site\""), std::string::npos) << reply_.body;
    }
}

TEST_F(PersonAccess, GivesWayToAKey) {
    const std::string reader = "Authorization: Bearer " + std::string{reader_key} + "\r\n";
    EXPECT_EQ(ask("GET", kCookie + reader), 200);
    EXPECT_TRUE(reply_.field("RateLimit").starts_with("\"key\""));
    EXPECT_EQ(ask("POST", kCookie + kCsrf + kOrigin + reader), 403);
    EXPECT_NE(reply_.body.find("\"forbidden\""), std::string::npos) << reply_.body;
    EXPECT_EQ(ask("GET", kCookie + "Authorization: Bearer wrong\r\n"), 401);
    EXPECT_EQ(ask("GET", kCookie + "Authorization: Basic x\r\n"), 401);
}

} // namespace
} // namespace route9::tests
