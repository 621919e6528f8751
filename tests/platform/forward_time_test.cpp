// SPDX-License-Identifier: Apache-2.0
#include "platform/forward_time.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace route9::platform {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::year;

constexpr Instant kNoon{sys_days{year{2026} / 3 / 10} + hours{12}};

class ForwardTimeTest : public testing::Test {
protected:
    /// Business time `since` the start, when the wall clock is that far from its right time.
    Instant after(Milliseconds since, Milliseconds wrong = Milliseconds{0}) {
        machine_ = Tick{since};
        return time_.follow(kNoon + since + wrong);
    }

    Tick machine_{};
    ForwardTime time_{[this] { return machine_; }};
};

TEST_F(ForwardTimeTest, FollowsTheWallClock) {
    EXPECT_EQ(after(Seconds{0}), kNoon);
    EXPECT_EQ(after(Seconds{1}), kNoon + Seconds{1});
}

TEST_F(ForwardTimeTest, GoesForwardWithTheWallClockAtOnce) {
    after(Seconds{0});
    EXPECT_EQ(after(Seconds{1}, hours{1}), kNoon + hours{1} + Seconds{1});
}

TEST_F(ForwardTimeTest, GoesOnSlowlyWhenTheWallClockIsSetBack) {
    after(Seconds{0});
    EXPECT_EQ(after(Seconds{0}, -hours{1}), kNoon);
    EXPECT_EQ(after(Seconds{10}, -hours{1}), kNoon + Seconds{5});
    EXPECT_EQ(after(Minutes{30}, -hours{1}), kNoon + Minutes{15});
}

TEST_F(ForwardTimeTest, FollowsAgainWhenTheWallClockHasCaughtUp) {
    after(Seconds{0});
    after(Seconds{0}, -hours{1});
    EXPECT_EQ(after(hours{2}, -hours{1}), kNoon + hours{1});
    EXPECT_EQ(after(hours{3}, -hours{1}), kNoon + hours{2});
}

TEST_F(ForwardTimeTest, TakesASecondStepBackLikeTheFirst) {
    after(Seconds{0});
    after(Seconds{0}, -hours{1});
    EXPECT_EQ(after(hours{6}), kNoon + hours{6});
    EXPECT_EQ(after(hours{6}, -hours{2}), kNoon + hours{6});
    EXPECT_EQ(after(hours{6} + Seconds{8}, -hours{2}), kNoon + hours{6} + Seconds{4});
}

TEST_F(ForwardTimeTest, GoesOnFromWhatWasSeenBefore) {
    time_.not_before(kNoon + Seconds{40});
    EXPECT_EQ(after(Seconds{0}), kNoon + Seconds{40});
    EXPECT_EQ(after(Seconds{10}), kNoon + Seconds{45});
    EXPECT_EQ(after(Seconds{90}), kNoon + Seconds{90});
}

TEST(ForwardTime, NeverRunsBackwardsForAnyThread) {
    std::atomic<std::int64_t> ticks{0};
    ForwardTime time{[&ticks] { return Tick{Milliseconds{ticks++}}; }};
    std::vector<int> steps_back(4);
    std::vector<std::jthread> threads;
    threads.reserve(steps_back.size());
    for (int& count : steps_back) {
        threads.emplace_back([&] {
            Instant latest{};
            for (int ms = 0; ms < 20'000; ++ms) {
                const Milliseconds wrong{ms < 5'000 ? 0 : -5'000};
                const Instant given = time.follow(kNoon + Milliseconds{ms} + wrong);
                count += given < latest ? 1 : 0;
                latest = given;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(steps_back, std::vector<int>(4, 0));
}

} // namespace
} // namespace route9::platform
