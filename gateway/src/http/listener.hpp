// SPDX-License-Identifier: Apache-2.0
// One worker's share of the port: accepts, counts against the caps, spawns sessions and sweeps
// those that overstay. Lives on its worker; open() runs before the worker starts.
#pragma once

#include "core/result.hpp"
#include "http/session_host.hpp"
#include "platform/socket.hpp"
#include "platform/timer.hpp"
#include "platform/worker.hpp"

#include <cstdint>
#include <string>

namespace route9::gateway::http {

/// The first acceptor of a process takes the port, the others join it.
enum class Share : std::uint8_t { take, join };

class Listener {
public:
    Listener(platform::Worker& worker, Edge& edge);

    /// The port bound. Error: overloaded, with the system's reason.
    Result<std::uint16_t> open(const std::string& address, std::uint16_t port, Share share);
    void start();
    void drain();

    platform::Worker& worker() noexcept { return worker_; }

private:
    platform::task<void> accept();
    platform::task<void> sweep();
    void admit(platform::TcpSocket socket);

    platform::Worker& worker_;
    Edge& edge_;
    SessionHost host_;
    platform::TcpAcceptor acceptor_;
    platform::Timer backoff_;
    Tick last_complaint_{};
};

} // namespace route9::gateway::http
