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

/// Killed by it, or the exit status a shell shows for that: process 1 of a container is not killed
/// by a signal of its own, nor is a process while the thread sanitizer holds the signal back.
auto ended_by(int signal) {
    return [signal](int status) {
        return testing::KilledBySignal(signal)(status) ||
               testing::ExitedWithCode(128 + signal)(status);
    };
}

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
        ended_by(SIGTERM),
        ""
    );
    EXPECT_EXIT(
        {
            const Draining process;
            std::raise(SIGINT);
        },
        ended_by(SIGINT),
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
        ended_by(SIGTERM),
        ""
    );
}

} // namespace
} // namespace route9::platform
