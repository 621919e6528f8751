// SPDX-License-Identifier: Apache-2.0
// Machine-time timer on a worker's executor. Lives on its worker.
#pragma once

#include "platform/net.hpp"

#include <boost/asio/basic_waitable_timer.hpp>

#include <chrono>

namespace route9::platform {

using Timer = net::basic_waitable_timer<
    std::chrono::steady_clock,
    net::wait_traits<std::chrono::steady_clock>,
    Executor>;

} // namespace route9::platform
