// SPDX-License-Identifier: Apache-2.0
// One core's worth of I/O: a single-threaded io_context, its thread and its task group. Whatever
// lives on a worker is touched on that worker's thread only; others reach it by post(). The
// composition root owns the workers; they outlive everything that runs on them.
#pragma once

#include "core/time.hpp"
#include "platform/log.hpp"
#include "platform/net.hpp"
#include "platform/task_group.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <thread>

namespace route9::platform {

class Worker {
public:
    Worker(std::size_t index, Log& log);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    /// Stops at once when stop() was not called before.
    ~Worker();

    std::size_t index() const noexcept { return index_; }
    Executor executor() noexcept { return context_.get_executor(); }
    /// On the worker's thread only (or before start()).
    TaskGroup& tasks() noexcept { return tasks_; }

    /// From any thread.
    void post(std::function<void()> work);
    /// Runs `work` on the worker and waits for it. Not from the worker itself.
    void run_and_wait(const std::function<void()>& work);

    void start();
    /// Waits until the tasks ended by themselves or `patience` is over, cancels what is left, and
    /// joins the thread. From another thread; once.
    void stop(Milliseconds patience);
    /// The same for a worker whose tasks never end by themselves: cancels them first.
    void cancel_and_stop(Milliseconds patience);

private:
    /// Lets stop() destroy what is still suspended while its surroundings are alive.
    struct Context : net::io_context {
        Context() : net::io_context(1) {}
        using net::io_context::shutdown;
    };

    task<void> wind_down(Milliseconds patience);

    std::size_t index_;
    Log& log_;
    Context context_;
    std::optional<net::executor_work_guard<Executor>> running_;
    TaskGroup tasks_;
    std::thread thread_;
};

} // namespace route9::platform
