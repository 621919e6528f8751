// SPDX-License-Identifier: Apache-2.0
// Many carriers' long polls on one server, each on a connection of its own from one of several
// loopback addresses, since a server grants one address a thousand. Used on one thread. Throws
// std::system_error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace route9::bench {

class WaitingPolls {
public:
    using Clock = std::chrono::steady_clock;

    explicit WaitingPolls(std::uint16_t port);
    WaitingPolls(const WaitingPolls&) = delete;
    WaitingPolls& operator=(const WaitingPolls&) = delete;
    ~WaitingPolls();

    /// Connects and asks for manifests with this key, waiting as long as a poll may.
    void begin(const std::string& key);
    std::size_t size() const noexcept { return sockets_.size(); }
    /// When each poll that was answered within `patience` was, in no order; `wanted` end it early.
    std::vector<Clock::time_point> answered(std::size_t wanted, std::chrono::milliseconds patience);

private:
    std::uint16_t port_;
    int events_ = -1;
    std::vector<int> sockets_;
};

} // namespace route9::bench
