// SPDX-License-Identifier: Apache-2.0
// A shop's HTTP server on this machine that answers as a test says and remembers what it heard. A
// thread of its own; one request a connection.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {

class LoopbackShop {
public:
    /// A request line ("GET /path?query", with its body after a blank) and the body that answers
    /// it; empty = 404. What begins with "HTTP/" is a whole answer.
    using Answers = std::function<std::string(const std::string& request)>;

    explicit LoopbackShop(Answers answers);
    LoopbackShop(const LoopbackShop&) = delete;
    LoopbackShop& operator=(const LoopbackShop&) = delete;
    ~LoopbackShop();

    /// "http://127.0.0.1:PORT".
    std::string url() const;
    /// Requests as above, each followed by its Authorization or Token header.
    std::vector<std::string> heard() const;

private:
    void serve();
    void answer(int peer);

    Answers answers_;
    int listener_;
    unsigned port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> heard_;
    std::thread thread_;
};

} // namespace route9::tests
