// SPDX-License-Identifier: Apache-2.0
#include "platform/wakeup_board.hpp"
#include "running_worker.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace route9::platform {
namespace {

using tests::RunningWorker;

Tick soon(Milliseconds span) {
    return std::chrono::steady_clock::now() + span;
}

TEST(WakeupBoard, RemembersANotificationBetweenLookAndWait) {
    WakeupBoard board{8};
    RunningWorker running;
    bool woken = false;
    bool again = true;
    running.run([&]() -> task<void> {
        auto feed = board.subscribe(running.worker.executor(), "t1/manifests");
        board.notify("t1/manifests");
        board.notify("t1/manifests");
        woken = co_await feed->wait(soon(Milliseconds{5'000}));
        again = co_await feed->wait(soon(Milliseconds{20}));
    });
    EXPECT_TRUE(woken);
    EXPECT_FALSE(again) << "one wake-up for one batch";
}

TEST(WakeupBoard, WakesFromAnotherThreadAndOnlyTheFeedNamed) {
    WakeupBoard board{8};
    RunningWorker running;
    std::atomic<bool> waiting{false};
    bool named = false;
    bool other = true;
    std::thread notifier{[&] {
        waiting.wait(false);
        board.notify("t1/a");
    }};
    running.run([&]() -> task<void> {
        auto a = board.subscribe(running.worker.executor(), "t1/a");
        auto b = board.subscribe(running.worker.executor(), "t1/b");
        waiting = true;
        waiting.notify_all();
        named = co_await a->wait(soon(Milliseconds{5'000}));
        other = co_await b->wait(soon(Milliseconds{20}));
    });
    notifier.join();
    EXPECT_TRUE(named);
    EXPECT_FALSE(other);
}

TEST(WakeupBoard, WakesEveryFeedWhenSomethingMayHaveBeenMissed) {
    WakeupBoard board{8};
    RunningWorker running;
    bool a_woken = false;
    bool b_woken = false;
    running.run([&]() -> task<void> {
        auto a = board.subscribe(running.worker.executor(), "t1/a");
        auto b = board.subscribe(running.worker.executor(), "t1/b");
        board.wake_all();
        a_woken = co_await a->wait(soon(Milliseconds{5'000}));
        b_woken = co_await b->wait(soon(Milliseconds{5'000}));
    });
    EXPECT_TRUE(a_woken);
    EXPECT_TRUE(b_woken);
}

TEST(WakeupBoard, IsBoundedAndGivesPlacesBack) {
    WakeupBoard board{1};
    RunningWorker running;
    const Executor home = running.worker.executor();
    {
        const auto first = board.subscribe(home, "a");
        EXPECT_TRUE(first);
        EXPECT_FALSE(board.subscribe(home, "b"));
    }
    EXPECT_TRUE(board.subscribe(home, "b"));
    EXPECT_EQ(board.size(), 0U);
}

TEST(WakeupBoard, LetsEverybodyGoWhenItCloses) {
    WakeupBoard board{8};
    RunningWorker running;
    bool woken = true;
    const Tick began = std::chrono::steady_clock::now();
    std::atomic<bool> waiting{false};
    std::thread closer{[&] {
        waiting.wait(false);
        board.close();
    }};
    running.run([&]() -> task<void> {
        auto feed = board.subscribe(running.worker.executor(), "a");
        waiting = true;
        waiting.notify_all();
        woken = co_await feed->wait(soon(Milliseconds{5'000}));
    });
    closer.join();
    EXPECT_FALSE(woken);
    EXPECT_LT(std::chrono::steady_clock::now() - began, Seconds{2});
    EXPECT_FALSE(board.subscribe(running.worker.executor(), "a"));
}

} // namespace
} // namespace route9::platform
