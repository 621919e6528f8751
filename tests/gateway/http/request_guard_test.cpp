// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/request_guard.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace route9::gateway::http {
namespace {

std::string header(std::string_view fields) {
    return "POST /v1/orders?limit=1 HTTP/1.1\r\nHost: example.test:8080\r\n" + std::string{fields} +
           "\r\n";
}

TEST(RequestGuard, ReadsWhatAHeaderSays) {
    std::vector<Field> fields;
    const std::string raw = header("Content-Length: 12\r\nX-Empty:\r\nX-Padded:  \t a b \t\r\n");
    const auto head = read_head(raw, fields);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->method, Method::post);
    EXPECT_EQ(head->target, "/v1/orders?limit=1");
    EXPECT_EQ(head->minor_version, 1);
    EXPECT_EQ(head->content_length, 12U);
    EXPECT_FALSE(head->chunked);
    EXPECT_TRUE(head->keep_alive);
    EXPECT_TRUE(head->has_body());
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[2].value, "");
    EXPECT_EQ(fields[3].value, "a b");
}

TEST(RequestGuard, ReadsConnectionOptionsAndExpectations) {
    struct Case {
        std::string_view fields;
        bool keep_alive;
        Expectation expectation;
    };
    const std::array cases{
        Case{"", true, Expectation::none},
        Case{"Connection: keep-alive\r\n", true, Expectation::none},
        Case{"connection: upgrade, CLOSE\r\n", false, Expectation::none},
        Case{"Connection: close\r\nConnection: x\r\n", false, Expectation::none},
        Case{"Expect: 100-continue\r\n", true, Expectation::continue_},
        Case{"Expect: 100-CONTINUE\r\n", true, Expectation::continue_},
        Case{"Expect: wonders\r\n", true, Expectation::unknown},
    };
    for (const Case& each : cases) {
        std::vector<Field> fields;
        const std::string raw = header(each.fields);
        const auto head = read_head(raw, fields);
        ASSERT_TRUE(head) << each.fields;
        EXPECT_EQ(head->keep_alive, each.keep_alive) << each.fields;
        EXPECT_EQ(head->expectation, each.expectation) << each.fields;
    }
}

TEST(RequestGuard, LetsOrdinaryFieldsRepeat) {
    std::vector<Field> fields;
    EXPECT_TRUE(read_head(header("Accept: a\r\nAccept: b\r\nCookie: a\r\nCookie: b\r\n"), fields));
}

TEST(RequestGuard, NamesEveryRuleOnce) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < guard_rules; ++i) {
        const auto rule = static_cast<GuardRule>(i);
        EXPECT_TRUE(names.insert(name(rule)).second);
        EXPECT_FALSE(error_of(rule).detail.empty());
    }
}

TEST(HeadScanner, FindsTheEndWhereverTheBytesAreCut) {
    const std::string raw = header("X: y\r\n");
    const std::string received = raw + "body";
    for (std::size_t cut = 1; cut < raw.size(); ++cut) {
        HeadScanner scanner;
        EXPECT_EQ(
            scanner.scan(std::string_view{received}.substr(0, cut)).state, HeadScanner::State::more
        );
        const auto progress = scanner.scan(received);
        EXPECT_EQ(progress.state, HeadScanner::State::complete) << cut;
        EXPECT_EQ(progress.bytes, raw.size()) << cut;
    }
}

TEST(HeadScanner, RefusesABareLineFeedAsSoonAsItSeesOne) {
    HeadScanner scanner;
    const auto progress = scanner.scan("GET / HTTP/1.1\n");
    EXPECT_EQ(progress.state, HeadScanner::State::refused);
    EXPECT_EQ(progress.rule, GuardRule::bare_line_feed);
}

} // namespace
} // namespace route9::gateway::http
