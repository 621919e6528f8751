// SPDX-License-Identifier: Apache-2.0
// A started worker with its log, for tests of what runs on one.
#pragma once

#include "platform/system_clock.hpp"
#include "platform/worker.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace route9::tests {

class RunningWorker {
public:
    RunningWorker() { worker.start(); }
    RunningWorker(const RunningWorker&) = delete;
    RunningWorker& operator=(const RunningWorker&) = delete;
    ~RunningWorker() { worker.stop(Milliseconds{2'000}); }

    /// Runs the task `make()` returns to its end.
    template <class Make>
    void run(Make make) {
        worker.run_and_wait([&] { worker.tasks().spawn("test", make()); });
        worker.stop(Milliseconds{5'000});
    }

    platform::SystemClock clock;
    platform::Log log{clock, {.file = testing::TempDir() + "route9_worker_test.log"}};
    platform::Worker worker{0, log};
};

} // namespace route9::tests
