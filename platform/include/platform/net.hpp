// SPDX-License-Identifier: Apache-2.0
// The front door to Asio: typed executors (no type erasure) and the coroutine every I/O thread
// runs. One thread per io_context, so a task never needs a strand or a lock. Kept small because
// every endpoint includes it; sockets and timers have headers of their own.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

namespace route9::platform {

namespace net = boost::asio;

using Executor = net::io_context::executor_type;

template <class T>
using task = net::awaitable<T, Executor>;

/// `auto [error, n] = co_await socket.async_read_some(buffer, awaiting);`
inline constexpr auto awaiting = net::as_tuple(net::deferred);

} // namespace route9::platform
