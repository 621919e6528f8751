// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/target.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace route9::gateway::http {
namespace {

TEST(Target, DecodesPathAndQuery) {
    Target target;
    ASSERT_TRUE(parse_target("/a%20b/+/c?x=1+2&y=%2F&x=&z&=v&&", target));
    EXPECT_EQ(target.path, "/a b/+/c");
    const std::vector<Query::Pair> pairs{{"x", "1 2"}, {"y", "/"}, {"x", ""}, {"z", ""}, {"", "v"}};
    EXPECT_EQ(target.query.pairs(), pairs);
    EXPECT_EQ(target.query.find("x"), "1 2");
    EXPECT_EQ(target.query.count("x"), 2U);
    EXPECT_EQ(target.query.find("w"), std::nullopt);
}

TEST(Target, ForgetsTheQueryOfTheRequestBefore) {
    Target target;
    ASSERT_TRUE(parse_target("/a?x=1", target));
    ASSERT_TRUE(parse_target("/b", target));
    EXPECT_TRUE(target.query.pairs().empty());
}

TEST(Target, KeepsDotsThatAreNoSegments) {
    Target target;
    EXPECT_TRUE(parse_target("/a/..b/c.pdf/.well-known/...", target));
}

TEST(Target, RefusesWhatCanBeReadInTwoWays) {
    for (const std::string_view raw :
         {"",       "a",       "*",          "//..",  "/.",     "/a/./b", "/a/..",   "/%2e",
          "/.%2E/", "/a%2Fb",  "/a%5cb",     "/a\\b", "/a%",    "/a%1",   "/a%g1",   "/%00",
          "/%7f",   "/%c0%af", "/%ed%a0%80", "/a#b",  "/a?b#c", "/a?%0a", "/a?b=%ff"}) {
        Target target;
        EXPECT_FALSE(parse_target(raw, target)) << raw;
    }
}

} // namespace
} // namespace route9::gateway::http
