// SPDX-License-Identifier: Apache-2.0
// Long polls: look, and when there is nothing wait until the feed is notified or the wait ends,
// then look again. A notification between look and wait is not lost.
#pragma once

#include "core/limits.hpp"
#include "core/result.hpp"
#include "gateway/http/request.hpp"
#include "platform/net.hpp"
#include "platform/wakeup_board.hpp"

#include <boost/asio/this_coro.hpp>

#include <string>
#include <utility>

namespace route9::gateway {

/// The longest wait and the ordinary budget after it.
inline constexpr Milliseconds long_poll_budget = limits::long_poll_max + limits::request_budget;

/// `?wait=` in whole seconds, 0 to limits::long_poll_max. Error: validation_failed.
Result<Seconds> read_wait(const http::Request& request);

/// `look` is a function that returns task<Result<List>>; an empty list waits.
template <class List, class Look>
platform::task<Result<List>>
poll(platform::WakeupBoard& board, std::string feed, Tick until, Look look) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto subscription = board.subscribe(executor, std::move(feed));
    while (true) {
        Result<List> found = co_await look();
        if (!found || !found->empty() || !subscription) {
            co_return found;
        }
        const bool woken = co_await subscription->wait(until);
        if (!woken) {
            co_return found;
        }
    }
}

} // namespace route9::gateway
