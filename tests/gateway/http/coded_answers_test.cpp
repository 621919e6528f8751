// SPDX-License-Identifier: Apache-2.0
// Answers in gzip as they stand on the wire.
#include "gateway/http/content_coding.hpp"
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace route9::tests {
namespace {

using namespace gateway::http;

constexpr std::string_view kWanted = "Accept-Encoding: gzip\r\n";

class CodedAnswers : public testing::Test {
protected:
    static std::string
    request(std::string_view method, std::string_view target, std::string_view fields = kWanted) {
        return std::string{method} + " " + std::string{target} + " HTTP/1.1\r\nHost: a\r\n" +
               std::string{fields} + "\r\n";
    }
    Reply get(std::string_view target, std::string_view fields = kWanted) {
        peer_.send(request("GET", target, fields));
        return peer_.read_reply().value_or(Reply{});
    }
    static std::string book(std::size_t bytes) {
        return R"({"book":")" + std::string(bytes - 11, 'x') + R"("})";
    }

    const TestServer server_;
    WirePeer peer_{server_.port()};
};

TEST_F(CodedAnswers, ComeToWhoeverWantsThemFrom1024BytesOn) {
    const Reply coded = get("/book/1024");
    EXPECT_EQ(coded.field("Content-Encoding"), "gzip");
    EXPECT_EQ(coded.field("Content-Type"), "application/json");
    EXPECT_EQ(coded.field("Vary"), "Accept-Encoding");
    EXPECT_EQ(coded.body, gzip(book(1'024)));
    EXPECT_EQ(coded.field("Content-Length"), std::to_string(coded.body.size()));
    for (const Reply& plain : {get("/book/1023"), get("/book/1024", "")}) {
        EXPECT_EQ(plain.status, 200);
        EXPECT_EQ(plain.field("Content-Encoding"), "");
        EXPECT_EQ(plain.field("Vary"), "Accept-Encoding");
        EXPECT_TRUE(plain.body.starts_with("{\"book\":"));
    }
}

TEST_F(CodedAnswers, ComeAlsoWhenTheyAreLong) {
    const Reply coded = get("/book/3000000");
    EXPECT_EQ(coded.field("Content-Encoding"), "gzip");
    EXPECT_EQ(coded.body, gzip(book(3'000'000)));
    EXPECT_EQ(get("/book/3000000").body, coded.body);
}

TEST_F(CodedAnswers, HaveATagThatIsKnownAgainInEitherCoding) {
    const Reply plain = get("/book/2000", "");
    const Reply coded = get("/book/2000");
    const std::string tag = plain.field("ETag");
    const std::string coded_tag = coded.field("ETag");
    EXPECT_EQ(coded_tag, tag.substr(0, tag.size() - 1) + "-gz\"");
    for (const std::string_view wanted : {kWanted, std::string_view{}}) {
        for (const std::string& known : {tag, coded_tag}) {
            const Reply same =
                get("/book/2000", std::string{wanted} + "If-None-Match: " + known + "\r\n");
            EXPECT_EQ(same.status, 304);
            EXPECT_EQ(same.field("ETag"), known);
            EXPECT_EQ(same.field("Vary"), "Accept-Encoding");
            EXPECT_EQ(same.field("Content-Encoding"), "");
        }
    }
    EXPECT_EQ(get("/book/2001", "If-None-Match: " + coded_tag + "\r\n").status, 200);
}

TEST_F(CodedAnswers, AreToldToHeadAsToGet) {
    const Reply coded = get("/book/2000");
    peer_.send(request("HEAD", "/book/2000"));
    const Reply head = peer_.read_head_reply().value_or(Reply{});
    for (const char* name : {"Content-Encoding", "Content-Length", "ETag", "Vary"}) {
        EXPECT_EQ(head.field(name), coded.field(name)) << name;
    }
}

TEST_F(CodedAnswers, AreOfRoutesThatAllowThemOnly) {
    const std::string long_id(2'000, 'i');
    const Reply thing = get("/things/" + long_id);
    EXPECT_EQ(thing.body, long_id);
    EXPECT_EQ(thing.field("Content-Encoding"), "");
    EXPECT_EQ(thing.field("Vary"), "");
}

} // namespace
} // namespace route9::tests
