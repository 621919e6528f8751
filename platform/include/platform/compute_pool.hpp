// SPDX-License-Identifier: Apache-2.0
// A few threads for work that would hold an I/O thread longer than a millisecond: PDF rendering,
// statement parsing, hashes of large bodies. Bounded: a full pool answers overloaded. Owned by the
// composition root; outlives the workers that await it.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "platform/net.hpp"
#include "platform/timer.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace route9::platform {

class ComputePool {
public:
    ComputePool(std::size_t threads, std::size_t waiting_max)
        : waiting_max_(waiting_max), pool_(threads) {}
    ~ComputePool() { pool_.join(); }
    ComputePool(const ComputePool&) = delete;
    ComputePool& operator=(const ComputePool&) = delete;

    std::size_t waiting() const noexcept { return waiting_.load(std::memory_order_relaxed); }

    /// Runs `fn` (Result<T>()) on the pool; it owns what it uses. Exceptions come back here.
    template <class Fn>
    task<std::invoke_result_t<Fn&>> run(Fn fn, Tick deadline) {
        using Answer = std::invoke_result_t<Fn&>;
        if (waiting_.fetch_add(1) >= waiting_max_) {
            waiting_.fetch_sub(1);
            co_return fail(ErrorCode::overloaded, "too much rendering at once; try again");
        }
        const Executor executor = co_await net::this_coro::executor;
        auto wait = std::make_shared<Wait<Answer>>(executor, deadline);
        net::post(pool_, [this, wait, fn = std::move(fn)]() mutable {
            try {
                wait->answer.emplace(fn());
            } catch (...) {
                wait->thrown = std::current_exception();
            }
            waiting_.fetch_sub(1);
            const Executor home = wait->alive.get_executor();
            net::post(home, [wait = std::move(wait)] {
                wait->finished = true;
                wait->bell.cancel();
            });
        });
        co_await wait->bell.async_wait(awaiting);
        if (!wait->finished) {
            co_return fail(ErrorCode::request_timeout, "The work did not finish in time.");
        }
        if (wait->thrown) {
            std::rethrow_exception(wait->thrown);
        }
        co_return std::move(*wait->answer);
    }

private:
    template <class Answer>
    struct Wait {
        Wait(const Executor& executor, Tick deadline) : alive(executor), bell(executor, deadline) {}

        net::executor_work_guard<Executor> alive;
        Timer bell;
        bool finished = false;
        std::optional<Answer> answer;
        std::exception_ptr thrown;
    };

    std::size_t waiting_max_;
    std::atomic<std::size_t> waiting_{0};
    net::thread_pool pool_;
};

} // namespace route9::platform
