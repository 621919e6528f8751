// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_url.hpp"

#include <gtest/gtest.h>

namespace route9::platform {
namespace {

RedisUrl parsed(std::string_view text) {
    auto url = RedisUrl::parse(text);
    EXPECT_TRUE(url.has_value()) << text;
    return url ? std::move(*url) : RedisUrl{};
}

std::string refusal_of(std::string_view text) {
    const auto url = RedisUrl::parse(text);
    if (url || url.error().fields.size() != 1 || url.error().fields[0].pointer != "--redis") {
        return "taken";
    }
    return url.error().fields[0].message;
}

TEST(RedisUrl, NamesAHostWithTheUsualPortAndDatabase) {
    const RedisUrl url = parsed("redis://cache.internal");
    EXPECT_EQ(url.hosts, (std::vector<RedisHost>{{"cache.internal", 6379}}));
    EXPECT_EQ(url.database, 0);
    EXPECT_TRUE(url.account.user.empty());
    EXPECT_TRUE(url.account.password.empty());
    EXPECT_FALSE(url.has_sentinels());
    EXPECT_EQ(url.place(), "cache.internal:6379/0");
}

TEST(RedisUrl, HoldsAnAccountAPortAndADatabase) {
    const RedisUrl url = parsed("redis://route9:p%40ss%3Aw%2F@10.0.0.7:7000/3");
    EXPECT_EQ(url.hosts, (std::vector<RedisHost>{{"10.0.0.7", 7000}}));
    EXPECT_EQ(url.account.user, "route9");
    EXPECT_EQ(url.account.password.reveal_text(), "p@ss:w/");
    EXPECT_EQ(url.database, 3);
    EXPECT_EQ(url.place(), "10.0.0.7:7000/3"); // no account
}

TEST(RedisUrl, TakesAUserOrAPasswordAlone) {
    EXPECT_EQ(parsed("redis://route9@h").account.user, "route9");
    EXPECT_TRUE(parsed("redis://route9@h").account.password.empty());
    EXPECT_EQ(parsed("redis://:secret@h").account.user, "");
    EXPECT_EQ(parsed("redis://:secret@h").account.password.reveal_text(), "secret");
}

TEST(RedisUrl, TakesAnIpv6Address) {
    EXPECT_EQ(parsed("redis://[::1]").hosts, (std::vector<RedisHost>{{"::1", 6379}}));
    EXPECT_EQ(
        parsed("redis://[fe80::2]:7000/1").hosts, (std::vector<RedisHost>{{"fe80::2", 7000}})
    );
}

TEST(RedisUrl, NamesSentinelsAndTheirMaster) {
    const RedisUrl url = parsed(
        "redis+sentinel://route9:pw@s1,s2:26380/corridor/2?sentinel_user=w&sentinel_password=x%26y"
    );
    EXPECT_TRUE(url.has_sentinels());
    EXPECT_EQ(url.hosts, (std::vector<RedisHost>{{"s1", 26379}, {"s2", 26380}}));
    EXPECT_EQ(url.master, "corridor");
    EXPECT_EQ(url.database, 2);
    EXPECT_EQ(url.account.password.reveal_text(), "pw");
    EXPECT_EQ(url.sentinel_account.user, "w");
    EXPECT_EQ(url.sentinel_account.password.reveal_text(), "x&y");
    EXPECT_EQ(url.place(), "corridor of s1:26379,s2:26380/2");
}

TEST(RedisUrl, SaysWhichPartIsWrong) {
    constexpr std::pair<const char*, const char*> cases[] = {
        {"", "scheme"},
        {"rediss://h", "scheme"},
        {"redis://", "host"},
        {"redis://:7000", "host"},
        {"redis://h h", "host"},
        {"redis://[::1", "host"},
        {"redis://a,b", "host"},
        {"redis://h:0", "port"},
        {"redis://h:65536", "port"},
        {"redis://h:", "port"},
        {"redis://h:6379x", "port"},
        {"redis://[::1]7000", "port"},
        {"redis://h/x", "database"},
        {"redis://h/-1", "database"},
        {"redis://user:@h", "account"},
        {"redis://u%zz:p@h", "account"},
        {"redis://u:p%4@h", "account"},
        {"redis://h?db=1", "query"},
        {"redis://h?sentinel_user=a", "query"},
        {"redis+sentinel://h", "master"},
        {"redis+sentinel://h/", "master"},
        {"redis+sentinel://h/m/x", "database"},
        {"redis+sentinel://h/m?other=1", "query"},
    };
    for (const auto& [text, part] : cases) {
        EXPECT_TRUE(refusal_of(text).starts_with(std::string{part} + ":"))
            << text << ": " << refusal_of(text);
    }
}

TEST(RedisUrl, KeepsPasswordsOutOfErrors) {
    const auto url = RedisUrl::parse("redis://route9:hunter2@h:99999");
    ASSERT_FALSE(url.has_value());
    EXPECT_EQ(url.error().fields[0].message.find("hunter2"), std::string::npos);
    EXPECT_EQ(url.error().detail.find("hunter2"), std::string::npos);
}

} // namespace
} // namespace route9::platform
