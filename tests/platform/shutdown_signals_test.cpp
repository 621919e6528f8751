// SPDX-License-Identifier: Apache-2.0
#include "platform/shutdown_signals.hpp"
#include "running_worker.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <memory>

namespace route9::platform {
namespace {

/// A process that has heard its first signal and is draining.
class Draining {
public:
    Draining() {
        running_.worker.run_and_wait([] {}); // the listening was posted before this
        std::raise(SIGTERM);
        asked_.wait(0);
    }
    ~Draining() { forget(); }
    Draining(const Draining&) = delete;
    Draining& operator=(const Draining&) = delete;

    int asked() const { return asked_; }
    void forget() {
        running_.worker.run_and_wait([this] { signals_.reset(); });
    }

private:
    tests::RunningWorker running_;
    std::atomic<int> asked_{0};
    std::unique_ptr<ShutdownSignals> signals_ =
        std::make_unique<ShutdownSignals>(running_.worker, [this] {
            ++asked_;
            asked_.notify_all();
        });
};

TEST(ShutdownSignals, AskOnceToStop) {
    EXPECT_EQ(Draining{}.asked(), 1);
}

TEST(ShutdownSignalsDeathTest, TheSecondEndsTheProcessWithItsOwnStatus) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            const Draining process;
            std::raise(SIGTERM);
        },
        testing::KilledBySignal(SIGTERM),
        ""
    );
    EXPECT_EXIT(
        {
            const Draining process;
            std::raise(SIGINT);
        },
        testing::KilledBySignal(SIGINT),
        ""
    );
}

TEST(ShutdownSignalsDeathTest, TheSecondEndsTheProcessWhenNobodyListensAnyMore) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            Draining process;
            process.forget();
            std::raise(SIGTERM);
        },
        testing::KilledBySignal(SIGTERM),
        ""
    );
}

} // namespace
} // namespace route9::platform
