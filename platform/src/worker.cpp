// SPDX-License-Identifier: Apache-2.0
#include "platform/worker.hpp"

#include "core/assert.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <utility>

namespace route9::platform {
namespace {

/// What a cancelled task gets to unwind before its thread ends.
constexpr Milliseconds unwind_budget{1'000};

} // namespace

Worker::Worker(std::size_t index, Log& log)
    : index_(index), log_(log), tasks_(context_.get_executor(), log) {}

Worker::~Worker() {
    if (thread_.joinable()) {
        context_.stop();
        thread_.join();
    }
}

void Worker::post(std::function<void()> work) {
    net::post(context_, std::move(work));
}

void Worker::run_and_wait(const std::function<void()>& work) {
    std::promise<void> done;
    post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void Worker::start() {
    ROUTE9_ASSERT(!thread_.joinable());
    running_.emplace(context_.get_executor());
    thread_ = std::thread([this] {
        while (true) {
            try {
                context_.run();
                return;
            } catch (const std::exception& exception) {
                log_.error("worker.exception", {{"worker", index_}, {"exception", exception}});
            }
        }
    });
}

void Worker::stop(Milliseconds patience) {
    if (!thread_.joinable()) {
        return;
    }
    net::co_spawn(context_, wind_down(patience), net::detached);
    thread_.join();
    context_.shutdown();
}

void Worker::cancel_and_stop(Milliseconds patience) {
    if (thread_.joinable()) {
        post([this] { tasks_.cancel(); });
        stop(patience);
    }
}

task<void> Worker::wind_down(Milliseconds patience) {
    using SteadyClock = std::chrono::steady_clock;
    const bool ended = co_await tasks_.wait_empty(SteadyClock::now() + patience);
    if (!ended) {
        log_.warning("worker.cancels", {{"worker", index_}, {"tasks", tasks_.size()}});
        tasks_.cancel();
        co_await tasks_.wait_empty(SteadyClock::now() + unwind_budget);
    }
    running_.reset();
    if (tasks_.size() > 0) {
        log_.error("worker.abandons", {{"worker", index_}, {"tasks", tasks_.size()}});
        context_.stop();
    }
}

} // namespace route9::platform
