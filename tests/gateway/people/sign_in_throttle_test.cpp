// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/sign_in_throttle.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::gateway {
namespace {

const Tick kStart = Tick{} + std::chrono::hours{100};

TEST(SignInThrottle, DoublesTheWaitWithEveryFailureUpToFiveMinutes) {
    SignInThrottle throttle;
    Tick now = kStart;
    std::vector<std::int64_t> waits;
    for (int free = 0; free < 3; ++free) {
        ASSERT_EQ(throttle.begin("a", 3, now), Seconds{0});
    }
    for (int failure = 0; failure < 10; ++failure) {
        ASSERT_EQ(throttle.begin("a", 3, now), Seconds{0});
        const Seconds wait = throttle.begin("a", 3, now);
        waits.push_back(wait.count());
        now += wait;
    }
    EXPECT_EQ(waits, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 64, 128, 256, 300}));
}

TEST(SignInThrottle, ForgetsAfterSuccessAndAfterAnHour) {
    SignInThrottle throttle;
    for (int i = 0; i < 4; ++i) {
        throttle.begin("a", 3, kStart);
        throttle.begin("b", 3, kStart);
    }
    EXPECT_GT(throttle.begin("a", 3, kStart), Seconds{0});
    throttle.succeeded("a");
    EXPECT_EQ(throttle.begin("a", 3, kStart), Seconds{0});
    const Tick later = kStart + std::chrono::hours{1} + Seconds{1};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(throttle.begin("b", 3, later), Seconds{0});
    }
}

TEST(SignInThrottle, CountsAttemptsThatHaveNotEnded) {
    SignInThrottle throttle;
    int begun = 0;
    for (int i = 0; i < 100; ++i) {
        begun += throttle.begin("a", 3, kStart) == Seconds{0} ? 1 : 0;
    }
    EXPECT_EQ(begun, 4);
}

TEST(SignInThrottle, TakesBackWhatSucceededOfManyPeople) {
    SignInThrottle throttle;
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(throttle.begin("network", 3, kStart), Seconds{0});
        throttle.take_back("network");
    }
}

} // namespace
} // namespace route9::gateway
