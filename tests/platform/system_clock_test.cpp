// SPDX-License-Identifier: Apache-2.0
#include "platform/system_clock.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace route9::platform {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr Instant rehearsal{sys_days{year{2026} / 3 / 10}};

TEST(SystemClock, IsTheWallClockUnlessToldOtherwise) {
    const SystemClock clock;
    const Instant before = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    const Instant business = clock.business();
    EXPECT_GE(business, before);
    EXPECT_LT(business - before, Seconds{5});
}

TEST(SystemClock, StartsWhereARehearsalStarts) {
    const SystemClock clock{{.start = rehearsal}};
    EXPECT_GE(clock.business(), rehearsal);
    EXPECT_LT(clock.business() - rehearsal, Seconds{5});
}

TEST(SystemClock, RunsAsFastAsARehearsalWants) {
    const SystemClock clock{{.start = rehearsal, .rate = clock_rate_max}};
    const Tick began = clock.machine();
    while (clock.machine() - began < Milliseconds{2}) {}
    // 2 ms of machine time are at least 200 s of business time.
    EXPECT_GE(clock.business() - rehearsal, Seconds{200});
}

TEST(SystemClock, NeverRunsBackwards) {
    const SystemClock clock{{.start = rehearsal, .rate = 1'000}};
    Instant latest = clock.business();
    for (int i = 0; i < 10'000; ++i) {
        const Instant now = clock.business();
        ASSERT_GE(now, latest);
        latest = now;
    }
}

} // namespace
} // namespace route9::platform
