// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_subscription.hpp"
#include "redis_server.hpp"
#include "redis_under_test.hpp"
#include "wire_impostor.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;

class Listening {
public:
    explicit Listening(const std::string& url, const RedisUnderTest::Adjust& adjust = {})
        : subscription_(
              home_.worker,
              RedisUnderTest::options_for(url, adjust),
              "news",
              {.on_message = [this](std::string_view message) { note(message); },
               .on_gap = [this](bool) { ++gaps; }},
              log_
          ) {
        subscription_.start();
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    ~Listening() { home_.stop(); }

    bool hears() const { return subscription_.connected(); }
    std::string heard() {
        const std::scoped_lock lock{mutex_};
        return heard_;
    }
    const platform::RedisCounters& counters() const { return subscription_.counters(); }

    std::atomic<int> gaps{0};

private:
    void note(std::string_view message) {
        const std::scoped_lock lock{mutex_};
        heard_.append(message).append(";");
    }

    std::mutex mutex_;
    std::string heard_;
    platform::SystemClock clock_;
    platform::Log log_{clock_, {.file = testing::TempDir() + "route9_redis_heard.log"}};
    EndlessWorker home_{log_};
    platform::RedisSubscription subscription_;
};

TEST(RedisSubscription, HearsWhatIsPublishedInItsOrder) {
    const RedisServer server;
    Listening listening{server.url()};
    ASSERT_TRUE(eventually([&] { return listening.hears(); }));
    server.run({"PUBLISH", "news", "one"});
    server.run({"PUBLISH", "other", "not mine"});
    server.run({"PUBLISH", "news", "two"});
    EXPECT_TRUE(eventually([&] { return listening.heard() == "one;two;"; }));
}

TEST(RedisSubscription, TellsOfAGapWheneverItBeginsToHear) {
    RedisServer server;
    Listening listening{server.url()};
    ASSERT_TRUE(eventually([&] { return listening.hears(); }));
    EXPECT_GE(listening.gaps, 1);
    server.kill();
    ASSERT_TRUE(eventually([&] { return !listening.hears(); }));
    const int before = listening.gaps;
    server.start();
    ASSERT_TRUE(eventually([&] { return listening.hears(); }));
    EXPECT_GT(listening.gaps, before);
    server.run({"PUBLISH", "news", "again"});
    EXPECT_TRUE(eventually([&] { return listening.heard() == "again;"; }));
}

TEST(RedisSubscription, StaysWhileNothingIsSaid) {
    const RedisServer server;
    Listening listening{server.url(), [](auto& options) {
                            options.idle = 20ms;
                            options.answer_budget = 5s;
                        }};
    ASSERT_TRUE(eventually([&] { return listening.hears(); }));
    const auto commands = [&] {
        const std::string stats = server.run({"INFO", "stats"});
        const auto at = stats.find("total_commands_processed:");
        return std::stoi(stats.substr(at + std::string{"total_commands_processed:"}.size()));
    };
    const int before = commands();
    EXPECT_TRUE(eventually([&] { return commands() > before + 100; })); // INFO, and PING
    EXPECT_EQ(listening.counters().connects.load(), 1U);
}

TEST(RedisSubscription, NoticesAServerThatStandsStill) {
    const RedisServer server;
    Listening listening{server.url(), [](auto& options) {
                            options.idle = 100ms;
                            options.answer_budget = 100ms;
                            options.connect_budget = 100ms;
                        }};
    ASSERT_TRUE(eventually([&] { return listening.hears(); }));
    server.pause();
    EXPECT_TRUE(eventually([&] { return !listening.hears(); }));
    server.resume();
    EXPECT_TRUE(eventually([&] { return listening.hears(); }));
}

TEST(RedisSubscription, IsNotHarmedByAnImpostor) {
    const WireImpostor impostor{"+OK\r\n+OK\r\n", "+not a message\r\n"};
    Listening listening{impostor.url()};
    EXPECT_TRUE(eventually([&] { return listening.gaps >= 3; }));
    EXPECT_FALSE(listening.hears());
}

} // namespace
} // namespace route9::tests
