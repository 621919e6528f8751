// SPDX-License-Identifier: Apache-2.0
// Several processes with one limit: each has its own buckets and its own connection.
#include "platform/redis_draws.hpp"
#include "redis_server.hpp"
#include "redis_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;
using platform::Draw;
using platform::RatePolicy;
using platform::TokenBuckets;

constexpr RatePolicy kHundred{.quota = 100, .window = 10'000s}; // nothing comes back meanwhile
constexpr const char* kClient = "203.0.113.7";

class Process {
public:
    explicit Process(const RedisServer& server, RatePolicy policy = kHundred)
        : buckets(policy, 1'024), redis_(server.url()) {
        draws_.share("network", buckets);
        draws_.start();
        redis_.await_connected();
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() { redis_.stop(); }

    Draw draw(const std::string& key = kClient) {
        return buckets.draw(key, std::chrono::steady_clock::now());
    }
    /// How many of so many draws are allowed.
    int draw_many(int count) {
        int allowed = 0;
        for (int i = 0; i < count; ++i) {
            allowed += draw().allowed ? 1 : 0;
        }
        return allowed;
    }
    bool connected() { return redis_.client().connected(); }
    std::uint64_t commands() { return redis_.client().counters().commands.load(); }

    TokenBuckets buckets;

private:
    RedisUnderTest redis_;
    platform::RedisDraws draws_{
        redis_.client(), "test:", Secret{"a naming key of 32 bytes, a test"}
    };
};

/// Draws of the hundred that all processes together have told of; 0 when nothing was told.
std::int64_t told_to(const RedisServer& server) {
    const std::string names = server.run({"KEYS", "test:network:*"});
    const std::string name = names.substr(0, names.find('\n'));
    if (name.empty()) {
        return 0;
    }
    const std::string time = server.run({"TIME"});
    const auto now = std::stoll(time) * 1'000'000 + std::stoll(time.substr(time.find('\n')));
    constexpr std::int64_t interval_us = 100'000'000;
    const auto owed = static_cast<std::int64_t>(std::stod(server.run({"GET", name}))) - now;
    return (owed + interval_us / 2) / interval_us;
}

bool are_told(const RedisServer& server, std::int64_t draws) {
    return eventually([&] { return told_to(server) == draws; });
}

TEST(RedisDraws, LeaveToOneProcessWhatTheOtherHasNotDrawn) {
    const RedisServer server;
    Process one{server};
    Process other{server};
    EXPECT_EQ(one.draw_many(60), 60);
    ASSERT_TRUE(are_told(server, 60));
    EXPECT_EQ(other.draw().remaining, 99); // it has asked nobody yet
    ASSERT_TRUE(are_told(server, 61));
    EXPECT_TRUE(eventually([&] { return other.draw().remaining < 40; }));
    EXPECT_LE(other.draw_many(100), 40);
    EXPECT_FALSE(other.draw().allowed);
    EXPECT_TRUE(are_told(server, 100));
}

TEST(RedisDraws, ChargeWhatWasDrawnTogetherBeyondTheQuota) {
    const RedisServer server;
    Process one{server};
    Process other{server};
    one.draw_many(100);
    other.draw_many(100); // perhaps before either has heard of the other
    EXPECT_TRUE(eventually([&] {
        return told_to(server) >= 100 && !one.draw().allowed && !other.draw().allowed;
    }));
    EXPECT_LE(told_to(server), 200);
}

TEST(RedisDraws, CostFewCommandsHoweverManyAreDrawn) {
    const RedisServer server;
    Process one{server, {.quota = 1'000'000, .window = 10'000s}};
    constexpr int kDraws = 200'000;
    EXPECT_EQ(one.draw_many(kDraws), kDraws);
    EXPECT_TRUE(eventually([&] { return one.commands() >= 2; })); // the script, and a telling
    EXPECT_LT(one.commands(), kDraws / 100);
}

TEST(RedisDraws, KnowClientsByDigestsOnly) {
    const RedisServer server;
    Process one{server};
    one.draw();
    ASSERT_TRUE(are_told(server, 1));
    const std::string names = server.run({"KEYS", "*"});
    EXPECT_EQ(names.find(kClient), std::string::npos);
    EXPECT_EQ(names.size(), std::string{"test:network:"}.size() + 32 + 1);
    EXPECT_GT(std::stoll(server.run({"PTTL", names.substr(0, names.size() - 1)})), 0);
}

TEST(RedisDraws, GoOnWhenTheScriptWasForgotten) {
    const RedisServer server;
    Process one{server};
    one.draw_many(3);
    ASSERT_TRUE(are_told(server, 3));
    EXPECT_TRUE(eventually([&] {
        server.run({"SCRIPT", "FLUSH"});
        one.draw();
        return told_to(server) > 5;
    }));
}

TEST(RedisDraws, DrawAloneWhileRedisIsAwayAndTellWhatIsStillOwedLater) {
    RedisServer server;
    Process one{server};
    Process other{server};
    server.kill();
    ASSERT_TRUE(eventually([&] { return !one.connected() && !other.connected(); }));
    EXPECT_EQ(one.draw_many(30), 30);
    EXPECT_EQ(other.draw_many(20), 20);
    EXPECT_EQ(other.draw_many(100), 80); // each has the whole quota for itself
    server.start();
    EXPECT_TRUE(are_told(server, 130));
    EXPECT_TRUE(eventually([&] { return !one.draw().allowed; }));
}

TEST(RedisDraws, TellOneByOneAfterAnOutageToo) {
    RedisServer server;
    Process one{server};
    one.draw();
    ASSERT_TRUE(are_told(server, 1));
    server.pause();
    one.draw_many(3);
    server.kill();
    ASSERT_TRUE(eventually([&] { return !one.connected(); }));
    one.draw();
    server.start();
    ASSERT_TRUE(eventually([&] { return told_to(server) >= 1; }));
    const std::int64_t before = told_to(server);
    one.draw();
    EXPECT_TRUE(eventually([&] { return told_to(server) > before; }));
}

TEST(RedisDraws, WorkForAnAccountThatMayNotLoadScripts) {
    const RedisServer server{{"user default on nopass ~* &* +@all -script|load"}};
    Process one{server};
    one.draw_many(3);
    EXPECT_TRUE(are_told(server, 3));
    one.draw();
    EXPECT_TRUE(are_told(server, 4));
}

TEST(RedisDraws, NeverWaitForAServerThatStandsStill) {
    const RedisServer server;
    Process one{server};
    server.pause();
    EXPECT_EQ(one.draw_many(150), 100);
    server.resume();
    EXPECT_FALSE(one.draw().allowed);
}

TEST(RedisDraws, OweNoMoreThanTwoWindowsWhenRedissClockIsSetBack) {
    const RedisServer server;
    Process one{server};
    one.draw();
    ASSERT_TRUE(are_told(server, 1));
    const std::string names = server.run({"KEYS", "*"});
    server.run({"SET", names.substr(0, names.size() - 1), "9000000000000000"}); // year 2255
    EXPECT_TRUE(eventually([&] { return !one.draw().allowed; }));
    EXPECT_LE(one.draw().retry_in, 2 * kHundred.window);
}

} // namespace
} // namespace route9::tests
