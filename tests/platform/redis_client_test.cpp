// SPDX-License-Identifier: Apache-2.0
#include "eventually.hpp"
#include "platform/redis_client.hpp"
#include "redis_server.hpp"
#include "redis_under_test.hpp"
#include "wire_impostor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;
using platform::RedisAnswer;
using platform::RedisFault;
using platform::RedisReply;
using SteadyClock = std::chrono::steady_clock;

constexpr const char* kAccount = "user route9 on >a-p@ss ~* &* +@all";

TEST(RedisClient, AsksAndIsAnswered) {
    const RedisServer server;
    RedisUnderTest redis{server.url()};
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"SET", "k", std::string("a\0b\r\n", 5)}), "OK");
    EXPECT_EQ(redis.text_of({"GET", "k"}), std::string("a\0b\r\n", 5));
    EXPECT_EQ(server.run({"GET", "k"}), std::string("a\0b\r\n", 5));
    EXPECT_EQ(redis.client().counters().commands.load(), 2U);
    EXPECT_NE(server.run({"CLIENT", "LIST"}).find("name=route9"), std::string::npos);
}

TEST(RedisClient, SendsManyCommandsAtOnceAndKeepsTheirOrder) {
    const RedisServer server;
    RedisUnderTest redis{server.url()};
    redis.await_connected();
    constexpr int kCommands = 2'000;
    std::vector<std::int64_t> seen;
    std::promise<void> all;
    redis.on_worker([&] {
        for (int i = 0; i < kCommands; ++i) {
            redis.client().submit({"INCR", "n"}, [&](const RedisAnswer& answer) {
                seen.push_back(answer ? answer->integer : -1);
                if (seen.size() == kCommands) {
                    all.set_value();
                }
            });
        }
    });
    ASSERT_EQ(all.get_future().wait_for(10s), std::future_status::ready);
    for (int i = 0; i < kCommands; ++i) {
        ASSERT_EQ(seen[static_cast<std::size_t>(i)], i + 1);
    }
}

TEST(RedisClient, SignsInWithUserAndPasswordAndSelectsItsDatabase) {
    const RedisServer server{{"user default off", kAccount}};
    RedisUnderTest redis{
        "redis://route9:a-p%40ss@127.0.0.1:" + std::to_string(server.port()) + "/3"
    };
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"ACL", "WHOAMI"}), "route9");
    EXPECT_NE(redis.text_of({"CLIENT", "INFO"}).find(" db=3 "), std::string::npos);
}

TEST(RedisClient, SignsInWithThePasswordOfTheDefaultUser) {
    const RedisServer server{{"requirepass a-p@ss"}};
    RedisUnderTest redis{"redis://:a-p%40ss@127.0.0.1:" + std::to_string(server.port())};
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"ACL", "WHOAMI"}), "default");
}

TEST(RedisClient, IsAwayWhileItsAccountIsRefused) {
    const RedisServer server{{"user default off", kAccount}};
    const std::string port = std::to_string(server.port());
    for (const std::string account : {"route9:wrong@", "nobody:a-p%40ss@", ""}) {
        RedisUnderTest redis{"redis://" + account + "127.0.0.1:" + port};
        EXPECT_TRUE(eventually([&] { return redis.client().counters().connects_failed.load() >= 2; }
        ));
        EXPECT_FALSE(redis.client().connected()) << account;
        EXPECT_EQ(redis.fault_of({"PING"}), RedisFault::away);
    }
}

TEST(RedisClient, ComesBackAfterTheServerWasKilledWhileCommandsFlow) {
    RedisServer server;
    RedisUnderTest redis{server.url()};
    redis.await_connected();
    std::atomic<bool> stop{false};
    std::atomic<int> answered{0};
    std::atomic<int> unanswered{0};
    std::jthread flow{[&] {
        while (!stop) {
            const auto answer = redis.call({"INCR", "n"}, 100ms);
            ++(answer ? answered : unanswered);
        }
    }};
    for (int round = 0; round < 3; ++round) {
        const int before = answered;
        EXPECT_TRUE(eventually([&] { return answered > before + 100; }));
        server.kill();
        const int lost = unanswered;
        EXPECT_TRUE(eventually([&] { return unanswered > lost; }));
        server.start();
    }
    const int before = answered;
    EXPECT_TRUE(eventually([&] { return answered > before + 100; }));
    stop = true;
    flow.join();
    EXPECT_EQ(redis.client().counters().connects.load(), 4U);
}

TEST(RedisClient, AnswersAtOnceWhileTheServerIsGone) {
    RedisServer server;
    RedisUnderTest redis{server.url()};
    redis.await_connected();
    server.kill();
    ASSERT_TRUE(eventually([&] { return !redis.client().connected(); }));
    const auto start = SteadyClock::now();
    constexpr int kCalls = 1'000;
    for (int i = 0; i < kCalls; ++i) {
        ASSERT_EQ(redis.fault_of({"PING"}, 1s), RedisFault::away);
    }
    EXPECT_LT(SteadyClock::now() - start, kCalls * 1s / 100); // a hundredth of their deadlines
}

TEST(RedisClient, KeepsDeadlinesWhileTheServerStandsStillAndDropsWhatComesLate) {
    const RedisServer server;
    RedisUnderTest redis{server.url(), [](auto& options) {
                             options.answer_budget = 20s;
                             options.stall = 10ms;
                         }};
    redis.await_connected();
    server.pause();
    const auto start = SteadyClock::now();
    EXPECT_EQ(redis.fault_of({"SET", "k", "1"}, 30ms), RedisFault::late);
    EXPECT_LT(SteadyClock::now() - start, 10s);
    ASSERT_TRUE(eventually([&] { return redis.fault_of({"PING"}, 5s) == RedisFault::away; }));
    EXPECT_TRUE(redis.client().connected()); // slow, not lost: nothing more is sent
    server.resume();
    ASSERT_TRUE(eventually([&] { return redis.fault_of({"PING"}, 5s) == std::nullopt; }));
    EXPECT_EQ(redis.text_of({"ECHO", "mine"}), "mine"); // not the late one's
    EXPECT_EQ(redis.client().counters().connects.load(), 1U);
}

TEST(RedisClient, GivesUpAConnectionWithoutAnswersAndTakesANewOne) {
    const RedisServer server;
    RedisUnderTest redis{server.url(), [](auto& options) {
                             options.answer_budget = 200ms;
                             options.connect_budget = 200ms;
                         }};
    redis.await_connected();
    server.pause();
    EXPECT_EQ(redis.fault_of({"PING"}, 10s), RedisFault::lost);
    EXPECT_FALSE(redis.client().connected());
    // Its kernel takes connections while it stands still: that is no answer.
    EXPECT_TRUE(eventually([&] { return redis.client().counters().connects_failed.load() > 0; }));
    EXPECT_EQ(redis.fault_of({"PING"}, 10s), RedisFault::away);
    server.resume();
    redis.await_connected();
    EXPECT_EQ(redis.text_of({"ECHO", "again"}), "again");
}

TEST(RedisClient, NoticesThatAnIdleConnectionIsDead) {
    const RedisServer server;
    RedisUnderTest redis{server.url(), [](auto& options) {
                             options.idle = 100ms;
                             options.answer_budget = 200ms;
                         }};
    redis.await_connected();
    ASSERT_TRUE(eventually([&] { return redis.client().counters().commands.load() >= 2; }));
    server.pause();
    EXPECT_TRUE(eventually([&] { return !redis.client().connected(); })); // nobody has asked
    server.resume();
    redis.await_connected();
}

TEST(RedisClient, RefusesMoreCommandsThanMayWait) {
    const RedisServer server;
    RedisUnderTest redis{server.url(), [](auto& options) {
                             options.commands_max = 10;
                             options.stall = 60s;
                         }};
    redis.await_connected();
    server.pause();
    std::vector<RedisFault> refused;
    redis.on_worker([&] {
        for (int i = 0; i < 15; ++i) {
            redis.client().submit({"PING"}, [&](const RedisAnswer& answer) {
                if (!answer) {
                    refused.push_back(answer.error());
                }
            });
        }
    });
    server.resume();
    ASSERT_TRUE(eventually([&] { return redis.client().counters().commands.load() == 10; }));
    EXPECT_EQ(refused, std::vector(5, RedisFault::full));
    EXPECT_EQ(redis.client().counters().commands_full.load(), 5U);
}

TEST(RedisClient, IsNotHarmedByAnImpostor) {
    for (const std::string_view rubbish : {
             std::string_view{"HTTP/1.1 400 Bad Request\r\n\r\n"},
             std::string_view{"*1000000000\r\n"},
             std::string_view{"\0\0\0\0", 4},
             std::string_view{"+OK\r\n"}, // and then silence
         }) {
        const WireImpostor impostor{std::string{rubbish}};
        RedisUnderTest redis{impostor.url(), [](auto& options) { options.connect_budget = 50ms; }};
        EXPECT_TRUE(eventually([&] { return redis.client().counters().connects_failed.load() >= 2; }
        ));
        EXPECT_FALSE(redis.client().connected());
        EXPECT_EQ(redis.fault_of({"PING"}), RedisFault::away);
    }
}

TEST(RedisClient, EndsAConnectionThatBeginsToTalkRubbish) {
    // Good first words, and to the first command something that is no reply.
    const WireImpostor impostor{"+OK\r\n+OK\r\n", "!rubbish\r\n"};
    RedisUnderTest redis{impostor.url()};
    redis.await_connected();
    EXPECT_EQ(redis.fault_of({"PING"}, 10s), RedisFault::lost);
}

TEST(RedisClient, StopsWithItsWorkerWhileSomebodyWaits) {
    const RedisServer server;
    auto redis = std::make_unique<RedisUnderTest>(server.url());
    redis->await_connected();
    server.pause();
    std::promise<RedisFault> heard;
    redis->on_worker([&] {
        redis->client().submit({"PING"}, [&](const RedisAnswer& answer) {
            heard.set_value(answer ? RedisFault::late : answer.error());
        });
    });
    redis.reset();
    EXPECT_EQ(heard.get_future().get(), RedisFault::lost);
}

} // namespace
} // namespace route9::tests
