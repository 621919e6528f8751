// SPDX-License-Identifier: Apache-2.0
#include "platform/token_buckets.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace route9::platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Tick start{std::chrono::hours{1}};

TEST(TokenBuckets, GiveTheWholeQuotaAtOnceAndThenByTime) {
    TokenBuckets buckets{{.quota = 3, .window = seconds{30}}, 64};
    for (const std::int64_t left : {2, 1, 0}) {
        const Draw draw = buckets.draw("a", start);
        EXPECT_TRUE(draw.allowed);
        EXPECT_EQ(draw.remaining, left);
        EXPECT_EQ(draw.full_in, seconds{30 - 10 * left});
    }
    const Draw refused = buckets.draw("a", start + milliseconds{500});
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.retry_in, seconds{10}); // 9.5 s, rounded up
    EXPECT_FALSE(buckets.draw("a", start + milliseconds{9'999}).allowed);
    EXPECT_TRUE(buckets.draw("a", start + seconds{10}).allowed);
    EXPECT_FALSE(buckets.draw("a", start + seconds{10}).allowed);
    EXPECT_EQ(buckets.draw("a", start + seconds{3'600}).remaining, 2);
}

TEST(TokenBuckets, KeepKeysApart) {
    TokenBuckets buckets{{.quota = 1, .window = seconds{60}}, 64};
    EXPECT_TRUE(buckets.draw("a", start).allowed);
    EXPECT_TRUE(buckets.draw("b", start).allowed);
    EXPECT_FALSE(buckets.draw("a", start).allowed);
}

TEST(TokenBuckets, AllowExactlyTheQuotaWhenItDoesNotDivideTheWindow) {
    TokenBuckets buckets{{.quota = 7, .window = seconds{1}}, 64};
    int allowed = 0;
    for (int i = 0; i < 20; ++i) {
        allowed += buckets.draw("a", start).allowed ? 1 : 0;
    }
    EXPECT_EQ(allowed, 7);
}

TEST(TokenBuckets, StayWithinTheirBound) {
    TokenBuckets buckets{{.quota = 1, .window = seconds{60}}, 32};
    for (int i = 0; i < 10'000; ++i) {
        buckets.draw(std::to_string(i), start);
    }
    EXPECT_LE(buckets.size(), 32U);
}

TEST(TokenBuckets, NeverGiveMoreThanTheQuotaToManyThreads) {
    TokenBuckets buckets{{.quota = 1'000, .window = seconds{3'600}}, 64};
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 1'000; ++i) {
                allowed += buckets.draw("a", start).allowed ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(allowed, 1'000);
}

} // namespace
} // namespace route9::platform
