// SPDX-License-Identifier: Apache-2.0
// What one process announces wakes the waiters of another.
#include "platform/redis_feeds.hpp"
#include "redis_server.hpp"
#include "redis_under_test.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

namespace route9::tests {
namespace {

using namespace std::chrono_literals;

class Process {
public:
    Process(const RedisServer& server, std::string name, Milliseconds deaf_look = 60s)
        : redis_(server.url()),
          feeds(
              redis_.client(),
              board,
              {.channel = "feeds", .self = std::move(name), .deaf_look = deaf_look},
              [this](std::string_view feed) { note(feed); }
          ),
          subscription_(
              redis_.worker(),
              RedisUnderTest::options_for(server.url()),
              "feeds",
              feeds.listener(),
              redis_.log()
          ) {
        subscription_.start();
        await_hearing();
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() {
        caller_.stop();
        redis_.stop();
    }

    void await_hearing() {
        redis_.await_connected();
        ASSERT_TRUE(eventually([this] { return subscription_.connected(); }));
    }
    bool connected() { return redis_.client().connected(); }
    /// Waits on the feed; the future tells whether it was woken before the budget was over.
    std::future<bool> wait_on(const std::string& feed, Milliseconds budget = 20s) {
        auto woken = std::make_shared<std::promise<bool>>();
        auto place = board.subscribe(caller_.worker.executor(), feed);
        caller_.worker.post(
            [this, woken, budget, place = std::make_shared<Place>(std::move(place))] {
                caller_.worker.tasks().spawn("test", wait(place, budget, woken));
            }
        );
        return woken->get_future();
    }
    std::string told_otherwise() {
        const std::scoped_lock lock{mutex_};
        return otherwise_;
    }
    std::uint64_t heard() const { return subscription_.counters().messages.load(); }

    platform::WakeupBoard board{64};

private:
    using Place = std::optional<platform::WakeupBoard::Subscription>;

    static platform::task<void> wait(
        std::shared_ptr<Place> place, Milliseconds budget, std::shared_ptr<std::promise<bool>> woken
    ) {
        woken->set_value(co_await (*place)->wait(std::chrono::steady_clock::now() + budget));
    }

    void note(std::string_view feed) {
        const std::scoped_lock lock{mutex_};
        otherwise_.append(feed).append(";");
    }

    std::mutex mutex_;
    std::string otherwise_;
    RedisUnderTest redis_;

public:
    platform::RedisFeeds feeds;

private:
    platform::RedisSubscription subscription_;
    EndlessWorker caller_{redis_.log()};
};

TEST(RedisFeeds, WakeWhoWaitsInAnotherProcess) {
    const RedisServer server;
    Process one{server, "one"};
    Process other{server, "other"};
    auto named = other.wait_on("journal/qt");
    auto another = other.wait_on("journal/ht", 500ms);
    one.feeds.announce("journal/qt");
    EXPECT_TRUE(named.get());
    EXPECT_FALSE(another.get());
    EXPECT_EQ(one.told_otherwise(), "");
}

TEST(RedisFeeds, DoNotWakeWhoHasAnnouncedIt) {
    const RedisServer server;
    Process one{server, "one"};
    auto own = one.wait_on("journal/qt", 300ms); // the board has woken its own before
    one.feeds.announce("journal/qt");
    EXPECT_TRUE(eventually([&] { return one.heard() == 1; }));
    EXPECT_FALSE(own.get());
}

TEST(RedisFeeds, AreToldInAnotherWayWhileRedisIsAway) {
    RedisServer server;
    Process one{server, "one"};
    server.kill();
    ASSERT_TRUE(eventually([&] { return !one.connected(); }));
    one.feeds.announce("journal/qt");
    EXPECT_EQ(one.told_otherwise(), "journal/qt;");
}

TEST(RedisFeeds, AreToldInAnotherWayWhenRedisDoesNotAnswer) {
    const RedisServer server;
    Process one{server, "one"};
    server.pause();
    one.feeds.announce("journal/qt");
    EXPECT_TRUE(eventually([&] { return one.told_otherwise() == "journal/qt;"; }));
    server.resume();
}

TEST(RedisFeeds, LetEverybodyLookWhenTheyHearAgain) {
    RedisServer server;
    Process other{server, "other"};
    auto waiting = other.wait_on("journal/qt");
    server.kill();
    ASSERT_TRUE(eventually([&] { return !other.connected(); }));
    server.start();
    EXPECT_TRUE(waiting.get()); // what was announced meanwhile it could not hear
}

TEST(RedisFeeds, LetEverybodyLookNowAndThenWhileTheyAreDeaf) {
    RedisServer server;
    Process other{server, "other", 50ms};
    server.kill();
    ASSERT_TRUE(eventually([&] { return !other.connected(); }));
    EXPECT_TRUE(other.wait_on("journal/qt").get());
    EXPECT_TRUE(other.wait_on("journal/qt").get());
}

} // namespace
} // namespace route9::tests
