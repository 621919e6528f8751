// SPDX-License-Identifier: Apache-2.0
// Awaiting the store from a worker: the unit runs on the engine's thread, the answer is posted back
// to the caller's executor. A wait ends at its deadline; a unit that has begun may not (it owns all
// it needs), so a write that is given up answers outcome_unknown and a read request_timeout.
// Workers must run until the store has answered what was submitted from them.
#pragma once

#include "core/time.hpp"
#include "platform/net.hpp"
#include "platform/store.hpp"
#include "platform/timer.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace route9::platform {

template <class Answer>
struct StoreWait {
    StoreWait(const Executor& executor, Tick deadline)
        : alive(executor), bell(executor, deadline) {}

    net::executor_work_guard<Executor> alive;
    Timer bell;
    std::optional<Answer> answer;
};

/// `submit(complete)` hands the unit over. Nullopt when the deadline came first.
template <class Answer, class Submit>
task<std::optional<Answer>> await_store(Tick deadline, Submit submit) {
    const Executor executor = co_await net::this_coro::executor;
    auto wait = std::make_shared<StoreWait<Answer>>(executor, deadline);
    // The wait moves on with the answer, so that the engine's thread keeps no part of it.
    submit([wait](Answer answer) mutable {
        const Executor home = wait->alive.get_executor();
        net::post(home, [wait = std::move(wait), answer = std::move(answer)]() mutable {
            wait->answer.emplace(std::move(answer));
            wait->bell.cancel();
        });
    });
    co_await wait->bell.async_wait(awaiting);
    co_return std::move(wait->answer);
}

/// `fn` is `Result<T>(Tx&)`, owns what it uses and may run more than once; `reach` says whose rows
/// it may touch.
template <class Fn>
task<std::invoke_result_t<Fn&, Tx&>>
write(Store& store, Reach reach, Fn fn, Tick deadline, Lane lane = Lane::foreground) {
    using Answer = std::invoke_result_t<Fn&, Tx&>;
    UnitTerms terms{std::move(reach), deadline};
    auto submit = [&store, &terms, &fn, lane](auto complete) {
        store.submit_write(lane, make_unit(std::move(terms), std::move(fn), std::move(complete)));
    };
    std::optional<Answer> answer = co_await await_store<Answer>(deadline, submit);
    if (!answer) {
        co_return fail(ErrorCode::outcome_unknown, "The write did not finish in time.");
    }
    co_return std::move(*answer);
}

template <class Fn>
task<std::invoke_result_t<Fn&, Tx&>>
read(Store& store, Reach reach, Fn fn, Tick deadline, Lane lane = Lane::foreground) {
    using Answer = std::invoke_result_t<Fn&, Tx&>;
    UnitTerms terms{std::move(reach), deadline};
    auto submit = [&store, &terms, &fn, lane](auto complete) {
        store.submit_read(lane, make_unit(std::move(terms), std::move(fn), std::move(complete)));
    };
    std::optional<Answer> answer = co_await await_store<Answer>(deadline, submit);
    if (!answer) {
        co_return fail(ErrorCode::request_timeout, "The read did not finish in time.");
    }
    co_return std::move(*answer);
}

} // namespace route9::platform
