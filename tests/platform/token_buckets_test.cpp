// SPDX-License-Identifier: Apache-2.0
#include "platform/token_buckets.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
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

/// What a bucket would tell, by key.
std::map<std::string, std::int64_t>
told(TokenBuckets& buckets, Tick now = start, std::size_t buckets_max = 64) {
    std::map<std::string, std::int64_t> all;
    for (const UntoldDraws& untold : buckets.take_untold(buckets_max, now)) {
        all[untold.key] = untold.draws;
    }
    return all;
}

using Told = std::map<std::string, std::int64_t>;

TEST(TokenBuckets, TellWhatWasDrawnSinceTheLastTime) {
    TokenBuckets buckets{{.quota = 3, .window = seconds{30}}, 1'024};
    buckets.remember_draws([](Telling) {});
    for (const char* key : {"a", "b", "a", "a", "a"}) { // the last one is refused
        buckets.draw(key, start);
    }
    EXPECT_EQ(told(buckets), (Told{{"a", 3}, {"b", 1}}));
    EXPECT_EQ(told(buckets), Told{});
    buckets.draw("b", start);
    EXPECT_EQ(told(buckets), (Told{{"b", 1}}));
    buckets.put_back({"b", 1});
    EXPECT_EQ(told(buckets), (Told{{"b", 1}}));
}

TEST(TokenBuckets, TellNoMoreThanABucketStillOwes) {
    TokenBuckets buckets{{.quota = 3, .window = seconds{30}}, 64};
    buckets.remember_draws([](Telling) {});
    for (int i = 0; i < 3; ++i) {
        buckets.draw("a", start);
        buckets.draw("b", start);
    }
    buckets.draw("b", start + seconds{30});
    EXPECT_EQ(told(buckets, start + seconds{15}), (Told{{"a", 2}, {"b", 3}}));
    buckets.draw("a", start + seconds{15});
    EXPECT_EQ(told(buckets, start + seconds{3'600}), Told{});
}

TEST(TokenBuckets, TellAllOfManyBucketsInSeveralTimes) {
    TokenBuckets buckets{{.quota = 3, .window = seconds{30}}, 65'536};
    buckets.remember_draws([](Telling) {});
    for (int i = 0; i < 100; ++i) {
        buckets.draw(std::to_string(i), start);
    }
    std::size_t sum = 0;
    for (int i = 0; i < 3; ++i) {
        const auto some = told(buckets, start, 40);
        EXPECT_LE(some.size(), 40U);
        sum += some.size();
    }
    EXPECT_EQ(sum, 100U);
    EXPECT_EQ(told(buckets, start, 40), Told{});
}

TEST(TokenBuckets, SayWhenThereIsSomethingToTellAndWhenThereIsMuch) {
    TokenBuckets buckets{{.quota = 500, .window = seconds{30}}, 64}; // much is five
    std::string said;
    buckets.remember_draws([&](Telling telling) { said += telling == Telling::now ? 'n' : 's'; });
    for (int i = 0; i < 9; ++i) {
        buckets.draw("a", start);
    }
    EXPECT_EQ(said, "sn");
    told(buckets);
    buckets.draw("a", start);
    EXPECT_EQ(said, "sns");
}

TEST(TokenBuckets, OweWhatOthersHaveDrawnToo) {
    TokenBuckets buckets{{.quota = 10, .window = seconds{100}}, 64};
    buckets.remember_draws([](Telling) {});
    buckets.draw("a", start);
    EXPECT_EQ(told(buckets), (Told{{"a", 1}}));
    EXPECT_EQ(buckets.draw("a", start).remaining, 8); // before the answer comes
    buckets.settle("a", seconds{60}, start);          // this one and five elsewhere
    EXPECT_EQ(buckets.draw("a", start).remaining, 2); // 60 s and two draws
    buckets.settle("a", seconds{10}, start);          // Redis has lost its memory
    EXPECT_EQ(buckets.draw("a", start).remaining, 1);
    buckets.settle("a", seconds{160}, start); // all together have drawn too much
    const Draw refused = buckets.draw("a", start);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.retry_in, seconds{100}); // 160, three untold draws, and this one
    buckets.settle("never seen", seconds{60}, start);
    EXPECT_EQ(buckets.size(), 1U);
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
