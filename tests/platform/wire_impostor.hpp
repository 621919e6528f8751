// SPDX-License-Identifier: Apache-2.0
// A peer on a port of loopback that says to everybody what it was told to say: `first` to the first
// bytes of a connection, `then` to every later ones. Ends with the test.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace route9::tests {

class WireImpostor {
public:
    explicit WireImpostor(std::string first, std::string then = {});
    WireImpostor(const WireImpostor&) = delete;
    WireImpostor& operator=(const WireImpostor&) = delete;
    ~WireImpostor();

    std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

private:
    void serve() const;
    void talk(int peer) const;

    std::string first_;
    std::string then_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    std::jthread thread_;
};

} // namespace route9::tests
