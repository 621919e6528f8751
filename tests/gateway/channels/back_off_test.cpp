// SPDX-License-Identifier: Apache-2.0
// When a marketplace is asked again.
#include "gateway/channels/back_off.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::tests {
namespace {

using namespace gateway;
using namespace std::chrono_literals;
using adapters::ApiVerdict;

/// The same byte again and again: 0 takes a quarter off, 25 nothing, 50 adds a quarter.
class OneByte : public Entropy {
public:
    explicit OneByte(std::byte byte) : byte_(byte) {}
    void fill(std::span<std::byte> out) override { std::ranges::fill(out, byte_); }

private:
    std::byte byte_;
};

constexpr std::byte kLess{0};
constexpr std::byte kSame{25};
constexpr std::byte kMore{50};

Milliseconds pause(ChannelAnswer why, std::int64_t failures, std::byte random = kSame) {
    OneByte entropy{random};
    return pause_after(why, failures, 2s, entropy);
}

TEST(BackOff, DoublesWithEachFailureUpToAQuarterOfAnHour) {
    const ChannelAnswer failed{.verdict = ApiVerdict::passing};
    EXPECT_EQ(pause(failed, 1), 2s);
    EXPECT_EQ(pause(failed, 2), 4s);
    EXPECT_EQ(pause(failed, 5), 32s);
    EXPECT_EQ(pause(failed, 9), 512s);
    EXPECT_EQ(pause(failed, 10), 15min);
    EXPECT_EQ(pause(failed, 1'000'000), 15min);
}

TEST(BackOff, IsNotTheSameForAllThatFailedTogether) {
    const ChannelAnswer failed{.verdict = ApiVerdict::passing};
    EXPECT_EQ(pause(failed, 2, kLess), 3s);
    EXPECT_EQ(pause(failed, 2, kMore), 5s);
}

TEST(BackOff, DoesNotGrowWhileOnlyTheTurnWasNotCome) {
    const ChannelAnswer full{.verdict = ApiVerdict::throttled, .wait = 100ms};
    EXPECT_FALSE(counts_as_failure(full));
    EXPECT_EQ(pause(full, 1), 2s);
    EXPECT_EQ(pause(full, 9), 2s);
    const ChannelAnswer resting{.verdict = ApiVerdict::throttled, .wait = 30s};
    EXPECT_EQ(pause(resting, 9), 30s);
    EXPECT_TRUE(counts_as_failure({.verdict = ApiVerdict::refused}));
}

TEST(BackOff, GivesThePlatformTheRestThatItAsksFor) {
    EXPECT_EQ(pause({.verdict = ApiVerdict::passing, .wait = 60s}, 1), 60s);
    EXPECT_EQ(pause({.verdict = ApiVerdict::passing, .wait = 1s}, 2), 4s);
}

TEST(BackOff, WaitsLongForAShopThatMustAuthoriseAgain) {
    EXPECT_EQ(pause({.verdict = ApiVerdict::token_expired, .is_lost = true}, 1), 15min);
}

} // namespace
} // namespace route9::tests
