// SPDX-License-Identifier: Apache-2.0
#include "platform/shutdown_signals.hpp"
#include "running_worker.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <memory>

namespace route9::platform {
namespace {

TEST(ShutdownSignals, TellTheFirstFromTheSecond) {
    tests::RunningWorker running;
    std::atomic<int> first{0};
    std::atomic<int> second{0};
    auto signals = std::make_unique<ShutdownSignals>(
        running.worker,
        [&] {
            ++first;
            first.notify_all();
        },
        [&] {
            ++second;
            second.notify_all();
        }
    );
    running.worker.run_and_wait([] {}); // the listening was posted before this
    ASSERT_EQ(std::raise(SIGTERM), 0);
    first.wait(0);
    EXPECT_EQ(second, 0);
    ASSERT_EQ(std::raise(SIGINT), 0);
    second.wait(0);
    EXPECT_EQ(first, 1);
    running.worker.run_and_wait([&] { signals.reset(); });
}

} // namespace
} // namespace route9::platform
