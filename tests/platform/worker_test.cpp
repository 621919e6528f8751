// SPDX-License-Identifier: Apache-2.0
#include "platform/timer.hpp"
#include "platform/worker.hpp"
#include "running_worker.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace route9::platform {
namespace {

using tests::RunningWorker;

TEST(Worker, WaitsForItsTasks) {
    RunningWorker running;
    bool ended = false;
    running.run([&]() -> task<void> {
        Timer timer{running.worker.executor(), Milliseconds{20}};
        co_await timer.async_wait(awaiting);
        ended = true;
    });
    EXPECT_TRUE(ended);
}

TEST(Worker, CancelsTasksThatOutliveItsPatience) {
    RunningWorker running;
    bool unwound = false;
    struct Mark {
        bool& flag;
        ~Mark() { flag = true; }
    };
    running.worker.run_and_wait([&] {
        running.worker.tasks().spawn("forever", [](Executor home, bool& flag) -> task<void> {
            const Mark mark{flag};
            Timer timer{home, Tick::max()};
            co_await timer.async_wait(awaiting);
        }(running.worker.executor(), unwound));
    });
    running.worker.stop(Milliseconds{0});
    EXPECT_TRUE(unwound);
}

TEST(Worker, LogsWhatATaskThrowsAndGoesOn) {
    const std::string file = testing::TempDir() + "route9_task_failed.log";
    const SystemClock clock;
    {
        Log log{clock, {.file = file}};
        Worker worker{0, log};
        worker.start();
        worker.run_and_wait([&] {
            worker.tasks().spawn("bad", []() -> task<void> {
                throw std::runtime_error("broke");
                co_return;
            }());
        });
        bool alive = false;
        worker.run_and_wait([&] { alive = true; });
        EXPECT_TRUE(alive);
        worker.stop(Milliseconds{1'000});
    }
    std::ifstream in{file};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_NE(text.find(R"("event":"task.failed","task":"bad","exception":"broke")"), text.npos)
        << text;
}

} // namespace
} // namespace route9::platform
