// SPDX-License-Identifier: Apache-2.0
// A bad line between a client and the server on loopback: it carries one request a connection and
// cuts a share of them, at any byte of the request or of the answer, sometimes with a reset. What
// it cuts depends on its seed and on the order of connections alone. One thread of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

namespace route9::e2e {

class LossyLine {
public:
    /// Cuts `cut_in_hundred` of a hundred connections.
    LossyLine(std::uint16_t server_port, unsigned cut_in_hundred, std::uint64_t seed);
    LossyLine(const LossyLine&) = delete;
    LossyLine& operator=(const LossyLine&) = delete;
    ~LossyLine();

    std::uint16_t port() const noexcept { return port_; }

    struct Counts {
        std::atomic<int> whole{0};
        std::atomic<int> cut_requests{0};
        std::atomic<int> cut_answers{0};
        std::atomic<std::size_t> content_bytes{0}; // to the client, of answers with status 200
    };
    const Counts& counts() const noexcept { return counts_; }

private:
    void serve();
    void carry(int client);
    /// Sends all of the message, or so much of it as is not cut.
    void pass(int to, const std::string& message, bool cut);

    std::uint16_t server_port_;
    unsigned cut_in_hundred_;
    std::mt19937_64 random_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    Counts counts_;
    std::thread thread_;
};

} // namespace route9::e2e
